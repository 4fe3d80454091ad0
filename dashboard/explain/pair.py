"""Two stories: why they are in one event or in two, signal by signal."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.explain.facts import as_facts
from dashboard.explain.instants import moment
from dashboard.explain.places import why
from dashboard.explain.told import Told, capital, plain, quoted, section
from dashboard.words import many, percent
from feeds.cluster.weighing import Part, Weighed
from feeds.corrections import standing, stories_in
from feeds.errors import SelectionError
from feeds.likeness import weighed
from feeds.model import Correction, Membership, Story
from feeds.store.protocol import Store

LITTLE = 0.05  # log-odds that are not worth a line
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
    "crowd": lambda v: (
        f"busy days, {many(round(v), 'story', 'stories')} in the 72 hours before: among so many,"
        " some are alike by chance, and more likeness is asked for"
    ),
}


@dataclass(frozen=True, slots=True)
class PairFile:
    """Two stories with their places, what was said of them, and what their likeness comes to."""

    stories: tuple[Story, Story]
    places: tuple[Membership | None, Membership | None]
    said: Sequence[Correction]
    weighed: Weighed | None  # None where nothing is kept by which they could be compared

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
    places = store.places([one, other])
    groups = [c for c in standing(store.corrections()) if c.kind in ("pin", "part", "reprint")]
    return PairFile(
        stories=(held[one], held[other]),
        places=(places.get(one), places.get(other)),
        said=[c for c in groups if {one, other} <= set(stories_in(c))],
        weighed=weighed(store, held[one], held[other]),
    )


def told(file: PairFile, zone: str) -> Told:
    """Two stories told: where each is and why, and what speaks for one happening and against."""
    one, other = file.stories
    parts = file.weighed.parts if file.weighed else ()
    return Told(
        name=f"story:{one.id} story:{other.id}",
        title="Together" if file.together else "Apart",
        who="Two stories",
        url="",
        sections=(
            section("The two", *(f"{quoted(s.title)} (story:{s.id})." for s in file.stories)),
            section("Where they are", *_standing(file)),
            section("What people said", *(_said(c) for c in file.said)),
            section("What speaks for one happening", *_lines(parts, 1)),
            section("What speaks against it", *_lines(parts, -1)),
            section("All in all", *_sum(file, zone)),
        ),
        facts={
            "kind": "pair",
            "together": file.together,
            "stories": [as_facts(story) for story in file.stories],
            "places": [as_facts(place) for place in file.places],
            "said": [as_facts(correction) for correction in file.said],
            "signals": [{"signal": s, "value": v, "adds": round(a, 4)} for s, v, a in parts],
            "odds": file.weighed.odds if file.weighed else 0.0,
            "crowd": file.weighed.crowd if file.weighed else 0,
            "compared": bool(file.weighed and file.weighed.compared),
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


def _sum(file: PairFile, zone: str) -> list[str]:
    found = file.weighed
    if found is None:
        return ["Nothing is kept by which they could be compared."]
    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, found.odds))))
    verdict = "rather one happening" if found.odds >= 0 else "rather two happenings"
    lines = [
        f"{found.odds:+.1f} in all: {verdict} (about {percent(chance)}, by these alone).",
        "0 is undecided; +2.2 is nine to one for one happening, -2.2 nine to one against it.",
        _when(file, found, zone),
    ]
    if found.standing:
        lines.append(
            "The outlet uses this form of headline again and again: another day, another event."
        )
    elif file.together != (found.odds >= 0):
        lines.append(
            "A story joins the event that it is most like on average, so that two stories of one"
            " event may be unlike, and two that are alike may be in two."
        )
    return lines


def _when(file: PairFile, found: Weighed, zone: str) -> str:
    """When the two were weighed against each other, and among how many."""
    later = next(story for story in file.stories if story.id == found.later)
    came = f"{quoted(later.title)} came, {moment(later.first_seen_at, zone)}"
    if not found.compared:
        return f"They were never set side by side; this is what would have been said when {came}."
    read = f", of which the newest {found.counted} were read again" if found.left_out else ""
    return f"Weighed as when {came}, among {many(found.crowd, 'story', 'stories')}{read}."
