"""Two stories: why they are in one event or in two, signal by signal."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.explain.facts import as_facts
from dashboard.explain.places import why
from dashboard.explain.told import Told, capital, plain, quoted, section
from dashboard.words import many, percent
from feeds.corrections import standing, stories_in
from feeds.errors import SelectionError
from feeds.likeness import pairs_of
from feeds.model import Correction, Membership, Story
from feeds.store.protocol import Store

LITTLE = 0.05  # log-odds that are not worth a line
Part = tuple[str, float, float]  # signal, its value, what it adds to the log-odds
WORDS: dict[str, Callable[[float], str]] = {
    "words": lambda v: f"words of headline and summary {percent(v)} alike",
    "letters": lambda v: f"letters of the headlines {percent(v)} alike",
    "meaning": lambda v: f"meaning of the headlines {percent(v)} alike",
    "names": lambda v: "names in common" if v else "no name in common",
    "concepts": lambda v: "the same kind of happening" if v else "no kind of happening in common",
    "numbers": lambda v: "figures in common" if v else "no figure in common",
    "other_numbers": lambda v: "both give figures, and none is the same" if v else "",
    "hours": lambda v: f"{many(round(v), 'hour')} apart" if v >= 0.5 else "within half an hour",
    "length": lambda v: "how short the headlines are",
    "same_outlet": lambda v: "of one outlet, which tells a happening once" if v else "",
    "same_language": lambda v: "in one language" if v else "in two languages",
    "start": lambda v: "to begin with: few stories of the same days tell one happening",
}


@dataclass(frozen=True, slots=True)
class PairFile:
    """Two stories with their places, what was said of them, and what their likeness comes to."""

    stories: tuple[Story, Story]
    places: tuple[Membership | None, Membership | None]
    said: Sequence[Correction]
    parts: Sequence[Part]
    odds: float

    @property
    def together(self) -> bool:
        """Whether they are in one event."""
        one, other = self.stories
        return bool(one.event_id) and one.event_id == other.event_id


def read(store: Store, one: str, other: str) -> PairFile:
    """What the store holds on two stories; SelectionError where it has no such two."""
    held = store.stories([one, other])
    if len(held) < 2:
        raise SelectionError("Two different stories are needed.", "Choose them from a list.")
    pairs, places = pairs_of(store, list(held.values())), store.places([one, other])
    known = one in pairs and other in pairs
    groups = [c for c in standing(store.corrections()) if c.kind in ("pin", "part", "reprint")]
    return PairFile(
        stories=(held[one], held[other]),
        places=(places.get(one), places.get(other)),
        said=[c for c in groups if {one, other} <= set(stories_in(c))],
        parts=pairs.explain(one, other) if known else [],
        odds=pairs.odds(one, other) if known else 0.0,
    )


def told(file: PairFile, zone: str) -> Told:
    """Two stories told: where each is and why, and what speaks for one happening and against."""
    one, other = file.stories
    return Told(
        name=f"story:{one.id} story:{other.id}",
        title="Together" if file.together else "Apart",
        who="Two stories",
        url="",
        sections=(
            section("The two", *(f"{quoted(s.title)} (story:{s.id})." for s in file.stories)),
            section("Where they are", *_standing(file)),
            section("What people said", *(_said(c) for c in file.said)),
            section("What speaks for one happening", *_lines(file.parts, 1)),
            section("What speaks against it", *_lines(file.parts, -1)),
            section("All in all", *_sum(file)),
        ),
        facts={
            "kind": "pair",
            "together": file.together,
            "stories": [as_facts(story) for story in file.stories],
            "places": [as_facts(place) for place in file.places],
            "said": [as_facts(correction) for correction in file.said],
            "signals": [{"signal": s, "value": v, "adds": round(a, 4)} for s, v, a in file.parts],
            "odds": file.odds,
        },
    )


def _standing(file: PairFile) -> list[str]:
    one, other = file.stories
    lines = [f"Both are in event:{one.event_id}." if file.together else "They are in two events."]
    for story, place in zip(file.stories, file.places, strict=True):
        if place is not None:
            where = "" if file.together else f" is in event:{place.event_id}"
            lines.append(f"{quoted(story.title)}{where}: {_lower(why(place.reason))}.")
    if one.copy_of == other.id or other.copy_of == one.id:
        lines.append("One is held to be a reprint of the other.")
    return lines


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _said(correction: Correction) -> str:
    verb = {"pin": "belong together", "part": "do not belong together"}
    note = f" ({plain(correction.note)})" if correction.note else ""
    said = verb.get(correction.kind, "one reprints the other")
    when = f"{correction.at:%-d %b %Y}"
    return f"{plain(correction.author)}, {when}: {said}{note} (correction {correction.id})."


def _lines(parts: Sequence[Part], side: int) -> list[str]:
    """The signals of one side with what each adds, the strongest first."""
    told = [(s, v, a) for s, v, a in parts if a * side >= LITTLE]
    lines = []
    for signal, value, adds in sorted(told, key=lambda part: (-abs(part[2]), part[0])):
        words = WORDS[signal](value) if signal in WORDS else f"{signal} {value:.2f}"
        lines += [f"{capital(words)}: {adds:+.1f}"] if words else []
    return lines


def _sum(file: PairFile) -> list[str]:
    if not file.parts:
        return ["Nothing is kept by which they could be compared."]
    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, file.odds))))
    verdict = "rather one happening" if file.odds >= 0 else "rather two happenings"
    lines = [
        f"{file.odds:+.1f} in all: {verdict} (about {percent(chance)}, by these alone).",
        "0 is undecided; +2.2 is nine to one for one happening, -2.2 nine to one against it.",
    ]
    if file.together != (file.odds >= 0):
        lines.append(
            "A story joins the event that it is most like on average, so that two stories of one"
            " event may be unlike, and two that are alike may be in two."
        )
    return lines
