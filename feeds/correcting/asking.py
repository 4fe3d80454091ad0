"""What a person means, as a correction: its stories, events and topics exist, its text is plain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from feeds.corrections import prefixed, standing
from feeds.corrections.rulings import NO_TOPIC
from feeds.corrections.standing import to_undo
from feeds.errors import SelectionError
from feeds.model import OFF_SUBJECT, Correction, CorrectionKind, LinkKind, Subject
from feeds.store.protocol import Store
from feeds.subjects.together import every_topic, qualified_id
from feeds.text import clean

LONGEST = 300  # characters of a name or a note
MOST = {"pin": 1000, "part": 20}  # stories in one correction


@dataclass(frozen=True, slots=True)
class Asked:
    """Who corrects, in which store; each method gives the correction that is meant."""

    store: Store
    subject: Subject
    author: str
    at: datetime
    note: str = ""
    owner: str = ""  # the further subject, by its id, whose topics are meant; "" for the first

    def pin(self, stories: Sequence[str]) -> Correction:
        """These stories tell one happening."""
        return self._together("pin", stories)

    def part(self, stories: Sequence[str]) -> Correction:
        """No two of these stories tell one happening."""
        return self._together("part", stories)

    def stories_of(self, event_id: str) -> list[str]:
        """The stories of an event, the earliest first: what a pin of the whole event names."""
        return [story.id for story in self.store.stories_of_events([self._event(event_id)])]

    def rename(self, event_id: str, name: str) -> Correction:
        """An event is called so; "" gives it its headline back."""
        return self._made("rename", prefixed("event", self._event(event_id)), _plain(name, "name"))

    def move(self, kind: str, name: str, topic: str, also: bool = False) -> Correction:
        """An event or story is on this topic only, or `also` on this one; `none` for no topic."""
        known = {*every_topic(self.subject), qualified_id(self.owner, OFF_SUBJECT)}
        none = qualified_id(self.owner, NO_TOPIC)
        if qualified_id(self.owner, topic) in {*known, none}:
            topic = qualified_id(self.owner, topic)
        if topic not in known and (also or topic != none):
            raise SelectionError(
                f"There is no topic “{clean(topic)[:60]}”.",
                f"Choose one of {', '.join(sorted(known))}{'' if also else f', or {NO_TOPIC}'}.",
            )
        found = self._event(name) if kind == "event" else self._stories([name])[0]
        target = prefixed(kind, found)
        return self._made("topic" if also else "move", target, prefixed("topic", topic))

    def reprint(self, story: str, origin: str) -> Correction:
        """A story is a reprint of `origin`; "" says that it is none."""
        held = self._stories([story, origin] if origin else [story])
        if len(set(held)) < len(held):
            raise SelectionError("A story is no reprint of itself.", "Name two stories.")
        value = prefixed("story", origin) if origin else ""
        return self._made("reprint", prefixed("story", story), value)

    def link(self, later: str, earlier: str, kind: str) -> Correction:
        """The later event follows, reacts to, denies or cites the earlier one."""
        if kind not in get_args(LinkKind):
            raise SelectionError(
                f"“{clean(kind)[:60]}” is no kind of link.",
                f"Choose one of {', '.join(get_args(LinkKind))}.",
            )
        return self._linked("link", later, earlier, f" {kind}")

    def unlink(self, later: str, earlier: str) -> Correction:
        """The later event does not go on from the earlier one."""
        return self._linked("unlink", later, earlier, "")

    def undo(self, number: int) -> Correction:
        """A correction is taken back."""
        to_undo(self.store.corrections(), number)
        return self._made("undo", prefixed("correction", str(number)), "")

    def _together(self, kind: CorrectionKind, stories: Sequence[str]) -> Correction:
        found = self._stories(list(dict.fromkeys(stories)))
        if not 2 <= len(found) <= MOST[kind]:
            said = "pinned" if kind == "pin" else "parted"
            counted = "One story" if len(found) == 1 else f"{len(found)} stories"
            raise SelectionError(
                f"{counted} cannot be {said}.", f"Name 2 to {MOST[kind]:,} different stories."
            )
        made = self._made(kind, prefixed("story", found[0]), prefixed("story", *found[1:]))
        for held in standing(self.store.corrections()):
            if held.kind == kind and _names(held) == _names(made):
                raise SelectionError(
                    f"That was said before: correction {held.id} by {held.author}.",
                    "Nothing was changed.",
                )
        return made

    def _linked(self, kind: CorrectionKind, later: str, earlier: str, how: str) -> Correction:
        ends = [self._event(name) for name in (later, earlier)]
        if ends[0] == ends[1]:
            raise SelectionError("Both names are of one event.", "Name two events.")
        if kind == "link":
            self._refuse_turned(*ends)
        return self._made(kind, prefixed("event", ends[0]), prefixed("event", ends[1]) + how)

    def _refuse_turned(self, later: str, earlier: str) -> None:
        """An event goes on from one before it; where both overlap, a person may know better."""
        held = self.store.events([later, earlier])
        if held[later].last_at < held[earlier].first_at:
            raise SelectionError(
                f"event:{later} was over before event:{earlier} began.",
                "Name the later event first, then the one that it goes on from.",
            )

    def _stories(self, ids: Sequence[str]) -> list[str]:
        held = self.store.stories(ids)
        for name in ids:
            if name not in held:
                raise SelectionError(
                    f"There is no story “{clean(name)[:60]}”.",
                    "`coverline explain` with an address or words finds one.",
                )
        return list(ids)

    def _event(self, event_id: str) -> str:
        found = self.store.current_event(event_id)
        if found not in self.store.events([found]):
            raise SelectionError(
                f"There is no event “{clean(event_id)[:60]}”.",
                "`coverline explain story:ID` names the event of a story.",
            )
        return found

    def _made(self, kind: CorrectionKind, target: str, value: str) -> Correction:
        author = _plain(self.author, "author")
        if not author:
            raise SelectionError("Nobody is named as author.", "Add --by NAME.")
        return Correction(kind, target, value, author, _plain(self.note, "note"), self.at)


def _names(correction: Correction) -> set[str]:
    return {correction.target, *correction.value.split()}


def _plain(text: str, what: str) -> str:
    """A person's words on one line; SelectionError where they are too long."""
    found = clean(text)
    if len(found) > LONGEST:
        raise SelectionError(
            f"The {what} has {len(found)} characters.", f"{LONGEST} are the most: say it shorter."
        )
    return found
