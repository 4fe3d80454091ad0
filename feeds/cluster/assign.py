"""Which event a story joins, and what that does to the events around it.

Decided story by story in order of arrival, from the last 72 hours: join or found | merge what
it shows to be one | split what it shows to be two. So the size of batches changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from feeds.cluster import breaking, serial, tidy
from feeds.cluster.constraints import Constraints, Unconstrained
from feeds.cluster.echoes import Echoes, is_asked
from feeds.cluster.features import Told, tell, told_in
from feeds.cluster.nearest import JOIN, Near, near_events, reason
from feeds.cluster.parting import Leaving, is_due, sides_leaving
from feeds.cluster.placed import Choice, Ledger, Placed, founding
from feeds.cluster.sketches import sketch
from feeds.cluster.vectors import SIZE, Vectors, encode, packs, unpacks, whole
from feeds.cluster.window import ROUND_UP, Asked, Seen, Window, event_id_of
from feeds.model import Story

__all__ = ["Clusterer", "Placed"]

CHUNK = 512  # stories whose vectors are unpacked at once
TORN = -2.0  # log-odds to one story of its event at which it shows that the event may be two


class Clusterer:
    """Holds the window. Its state is a function of the stories in it, so it can be restored."""

    def __init__(self, constraints: Constraints | None = None, size: int = SIZE) -> None:
        """`size` is the length of the sentence vectors."""
        self._constraints = constraints or Unconstrained()
        self._window = Window(size)
        self._echoes = Echoes(self._window)

    @classmethod
    def restore(
        cls,
        stories: Sequence[Story],
        vectors: Mapping[str, bytes],
        constraints: Constraints | None = None,
        size: int = SIZE,
    ) -> Clusterer:
        """As if it had never stopped: from the stored stories of the last 72 hours."""
        found = cls(constraints, size)
        found.remember(stories, vectors)
        return found

    def remember(self, stories: Sequence[Story], vectors: Mapping[str, bytes]) -> None:
        """Take in stories that have their events; vectors that are missing are made anew."""
        kept = sorted((story for story in stories if story.event_id), key=_arrival)
        if kept:
            self._window.advance(kept[-1].first_seen_at.timestamp())
        kept = [story for story in kept if self._window.covers(story)]
        for asked in asking(kept, _packed(kept, vectors), _told_again):
            self._window.add(asked, asked.story.event_id)

    def place(
        self,
        batch: Sequence[Story],
        vectors: Vectors | None = None,
        homes: Mapping[str, str] | None = None,
        seen: Mapping[str, Seen] | None = None,
    ) -> Placed:
        """Give each story its event; one that has an event keeps it, with its new words.

        `vectors` are of the headlines, (n, 512) in the batch's order; encoded here where None.
        `homes` are the events of stories older than the window, for those pinned to them;
        `seen` is what stories look at where it was worked out before, see `ahead`.
        """
        if vectors is None:
            vectors = encode([story.title for story in batch])
        order = sorted(range(len(batch)), key=lambda i: _arrival(batch[i]))
        stories = [batch[i] for i in order]
        packed = packs(vectors[order])
        ledger = Ledger()
        for asked in asking(stories, packed, seen=seen):
            self._place(asked, homes or {}, ledger)
        return ledger.placed([(s.id, kept) for s, kept in zip(stories, packed, strict=True)])

    def _place(self, asked: Asked, homes: Mapping[str, str], ledger: Ledger) -> None:
        story, window = asked.story, self._window
        window.advance(story.first_seen_at.timestamp())
        choice, near = self._choose(asked, homes)
        ledger.place(story, choice)
        if not window.covers(story):
            return
        slot = window.add(asked, choice.event_id)
        others = [other for other in near[1:] if other.odds >= JOIN or other.foreign]
        merged = [self._merge(slot, other, ledger) for other in others]
        if near:
            self._split(slot, not any(merged) and near[0].each.min() <= TORN, ledger)
        self._hear(slot, ledger)

    def _choose(self, asked: Asked, homes: Mapping[str, str]) -> tuple[Choice, list[Near]]:
        """The story's event; where it is near to it, all that it is near to, the nearest first."""
        story = asked.story
        if story.event_id:
            return Choice(self._event_of(story.id) or story.event_id, kept=True), []
        if settled := self._settled(story, homes):
            return settled, []
        near = self._near(asked)
        if not near:
            return founding(story, "nothing alike in the last 72 hours"), []
        best, why = near[0], reason(self._window, near[0])
        if best.odds < JOIN:
            return founding(story, f"not close enough at {best.odds:.2f}; {why}"), []
        return Choice(best.event_id, best.odds, why), near

    def _near(self, asked: Asked) -> list[Near]:
        """Events that the story may join, the nearest first: none whose most alike story is an
        earlier instalment of the serial that it belongs to."""
        closed = self._closed(asked.story)
        near = near_events(self._window, asked, closed)
        while near and near[0].odds >= JOIN:
            if not serial.goes_on(self._window, asked.story, near[0].nearest):
                break
            closed.add(near[0].event_id)
            near = near_events(self._window, asked, closed)
        return near

    def _settled(self, story: Story, homes: Mapping[str, str]) -> Choice | None:
        """An event that no likeness decides: by an analyst, by a reprint, by the story's form."""
        for other in sorted(self._constraints.pinned(story.id)):
            if event_id := self._event_of(other) or homes.get(other, ""):
                return Choice(event_id, reason=f"put with {other} by hand")
        origin = self._window.slot_of.get(story.copy_of)
        if origin is not None and not self._constraints.parted(story.id, story.copy_of):
            held = self._window.story(origin)
            return Choice(held.event_id, reason=f'reprint of "{held.title}"')
        if story.form == ROUND_UP:
            return founding(story, "a round-up tells of many happenings")
        return None

    def _event_of(self, story_id: str) -> str:
        slot = self._window.slot_of.get(story_id)
        return "" if slot is None else self._window.story(slot).event_id

    def _closed(self, story: Story) -> set[str]:
        """Events that the story must not join."""
        closed, rules = self._window.standing(story), self._constraints
        if story.id in rules.named:
            others = (other for other in rules.named if rules.parted(story.id, other))
            closed.update(filter(None, map(self._event_of, others)))
        return closed

    def _merge(self, slot: int, other: Near, ledger: Ledger) -> bool:
        """Make one of the story's event and another, where they are."""
        window, story = self._window, self._window.story(slot)
        if other.event_id not in window.members or other.event_id == story.event_id:
            return False
        score = tidy.merging(window, story.event_id, other.event_id, self._constraints)
        if score is None:
            return False
        why = f'"{story.title}" showed that two events are one, at {score:.2f}'
        self._join(slot, other.event_id, score, why, ledger)
        return True

    def _hear(self, slot: int, ledger: Ledger) -> None:
        """Make one of the story's event and those that tell the same in another language."""
        window, event_id = self._window, self._window.story(slot).event_id
        while window.members.is_open(event_id) and is_asked(window.members.size(event_id)):
            found = self._echoes.of(event_id, self._constraints)
            if found is None:
                return
            other, score = found
            why = f"taken as wholes, two events in two languages are one, at {score:.2f}"
            event_id = self._join(slot, other, score, why, ledger)

    def _join(self, slot: int, other: str, score: float, why: str, ledger: Ledger) -> str:
        """Make one of the story's event and another; its id."""
        window, story = self._window, self._window.story(slot)
        kept, gone = tidy.older(window, story.event_id, other)
        moved = [window.move(held, kept) for held in window.members.of(gone)]
        ledger.merge(kept, gone, moved, story.first_seen_at, score, why)
        return kept

    def _split(self, slot: int, torn: bool, ledger: Ledger) -> None:
        """Make two of the story's event, or more where it is large, where it is."""
        window, story = self._window, self._window.story(slot)
        small = breaking.leaving(window, story.event_id, self._constraints, torn)
        leaving = [small] if small else []
        if torn and is_due(story, window.members.size(story.event_id)):
            leaving = sides_leaving(window, story.event_id, self._constraints)
        for side in leaving:
            self._leave(slot, story.event_id, side, ledger)

    def _leave(self, slot: int, event_id: str, side: Leaving, ledger: Ledger) -> None:
        window, story = self._window, self._window.story(slot)
        first = next((held for held in side.slots if window.joinable[held]), None)
        new = "" if first is None else event_id_of(window.story(first).id)
        if not new or new in window.members:
            return
        why = f'"{story.title}" showed that the event was two, at {side.score:.2f} {side.told}'
        moved = [window.move(held, new) for held in side.slots]
        ledger.split(event_id, new, moved, story.first_seen_at, side.score, why)


@lru_cache(maxsize=10_000)
def _told_of(title: str, summary: str, language: str) -> Told:
    return told_in(title, summary, language)


def _told_again(story: Story) -> Told:
    """What a story that was placed before tells; days that are placed late overlap."""
    return _told_of(story.title, story.summary, story.language)


def _arrival(story: Story) -> tuple[datetime, str]:
    return story.first_seen_at, story.id


def asking(
    stories: Sequence[Story],
    packed: Sequence[bytes],
    tells: Callable[[Story], Told] = tell,
    seen: Mapping[str, Seen] | None = None,
) -> Iterator[Asked]:
    """The stories as they ask for their events."""
    known = seen or {}
    for start in range(0, len(stories), CHUNK):
        some = slice(start, start + CHUNK)
        steps = whole(unpacks(packed[some]))
        told = zip(stories[some], steps, sketch(steps), strict=True)
        for story, step, bits in told:
            found = known.get(story.id)
            yield Asked(story, found.told if found else tells(story), step, bits, found)


def _packed(stories: Sequence[Story], vectors: Mapping[str, bytes]) -> list[bytes]:
    lost = [story for story in stories if story.id not in vectors]
    again = dict(
        zip(
            (story.id for story in lost),
            packs(encode([story.title for story in lost])),
            strict=True,
        )
    )
    return [vectors.get(story.id) or again[story.id] for story in stories]
