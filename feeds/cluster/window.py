"""The last 72 hours of stories as arrays: one slot a story, reused when it grows old."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt
from typing import NamedTuple

import numpy as np

from feeds.cluster.blend import WINDOW_HOURS
from feeds.cluster.features import Numbers, Slots, Told, distinct
from feeds.cluster.index import FeatureIndex, Telling
from feeds.cluster.members import Members, Place, event_id_of, place_of
from feeds.cluster.postings import Postings
from feeds.cluster.signals import signals
from feeds.cluster.sketches import Bits, Sketches
from feeds.cluster.standing import standing
from feeds.cluster.vectors import SIZE, Vectors
from feeds.model import Story

SECONDS = WINDOW_HOURS * 3600
STANDING_HOURS = 18
ROUND_UP = "round-up"
LOOSE_FORMS = frozenset({"live", ROUND_UP})  # tell of many happenings: nobody joins them
FIRST_SLOTS = 1024
BY_WORDS, BY_MEANING = 24, 24  # stories looked at for one story
MOST_LOOKED_AT = 64
FARTHEST = 101  # bits of 256 that differ: a cosine of about .33


class Seen(NamedTuple):
    """What a story tells, and those that it is first compared with, by id: log-odds of all, the
    signals of the most alike."""

    told: Told
    odds: Mapping[str, float]
    rows: Mapping[str, Numbers]


class Asked:
    """A story that looks for its event: what it tells, its vector in whole steps, its bits; and
    what it looks at, where that was worked out before."""

    __slots__ = ("bits", "seen", "steps", "story", "told")

    def __init__(
        self, story: Story, told: Told, steps: Vectors, bits: Bits, seen: Seen | None = None
    ) -> None:
        self.story, self.told, self.steps, self.bits = story, told, steps, bits
        self.seen = seen


class Askers(NamedTuple):
    """Stories that are compared with those in some slots; m rows each."""

    telling: Telling
    steps: Vectors
    spans: Numbers  # earliest and latest publication
    outlets: Slots


class Window:
    """Stories first seen in the 72 hours up to the newest; nothing older is remembered."""

    def __init__(self, size: int = SIZE) -> None:
        self.size, self.clock = size, float("-inf")
        self.told = FeatureIndex(FIRST_SLOTS, size)
        self.members = Members()
        self.slot_of: dict[str, int] = {}
        self.joinable = bytearray(FIRST_SLOTS)
        self._sketches = Sketches(FIRST_SLOTS)
        self._postings = Postings()
        self._vectors: Vectors = np.zeros((FIRST_SLOTS, size), np.float32)
        self._stories: list[Story | None] = [None] * FIRST_SLOTS
        self._span = np.zeros((FIRST_SLOTS, 2))  # earliest and latest publication
        self._outlets = np.zeros(FIRST_SLOTS, np.int64)
        self._code_of: dict[str, int] = {}
        self._headlines: dict[str, set[int]] = {}
        self._headline_of: dict[int, str] = {}
        self._heap: list[Place] = []
        self._free = list(range(FIRST_SLOTS))[::-1]

    def __len__(self) -> int:
        return len(self.slot_of)

    def advance(self, seen: float) -> None:
        """Move the end of the window to an instant and forget what is 72 hours older."""
        self.clock = max(self.clock, seen)
        while self._heap and self._heap[0][0] <= self.clock - SECONDS:
            self._drop(heapq.heappop(self._heap))

    def covers(self, story: Story) -> bool:
        """Whether a story is recent enough to be kept."""
        return story.first_seen_at.timestamp() > self.clock - SECONDS

    def add(self, asked: Asked, event_id: str) -> int:
        """Keep a story in its event; its slot."""
        story = replace(asked.story, event_id=event_id)
        slot = self.slot_of.get(story.id)
        if slot is not None:
            self._forget(slot)
        else:
            slot = self._slot()
            heapq.heappush(self._heap, place_of(story, slot))
        self.slot_of[story.id] = slot
        self._stories[slot] = story
        self._vectors[slot] = asked.steps
        self._span[slot] = _span_of(story)
        self._outlets[slot] = self._code(story.outlet_id)
        self.told.add(slot, asked.told, asked.steps)
        self.joinable[slot] = story.form not in LOOSE_FORMS
        if self.joinable[slot]:
            self._sketches.put(slot, asked.bits)
            self._postings.add(slot, asked.told.terms)
        self.members.add(story, slot)
        headline = self._headline_of[slot] = _headline(story)
        self._headlines.setdefault(headline, set()).add(slot)
        return slot

    def move(self, slot: int, event_id: str) -> Story:
        """Put a story that is here into another event; the story as it is then."""
        before = self.story(slot)
        after = replace(before, event_id=event_id)
        self.members.remove(before, slot)
        self.members.add(after, slot)
        self._stories[slot] = after
        return after

    def story(self, slot: int) -> Story:
        """The story in a slot that is in use."""
        found = self._stories[slot]
        assert found is not None
        return found

    def likely(self, asked: Asked) -> Slots:
        """Slots of the stories that may tell the same, by rare words or by meaning, in order."""
        by_words = self._postings.sharing(asked.told.terms, BY_WORDS)
        by_meaning = self._sketches.nearest(asked.bits, BY_MEANING, FARTHEST)
        found = distinct(np.concatenate([by_words, by_meaning]))
        if len(found) <= MOST_LOOKED_AT:
            return found
        newest = sorted(found.tolist(), key=self.arrival, reverse=True)
        return np.array(newest[:MOST_LOOKED_AT])

    def asking(self, asked: Asked) -> Askers:
        """A story that looks for its event, as the window is just now."""
        spans = np.array([_span_of(asked.story)])
        outlets = np.array([self._code(asked.story.outlet_id)])
        return Askers(self.told.telling(asked.told), asked.steps[None], spans, outlets)

    def askers(self, slots: Sequence[int]) -> Askers:
        """The stories in the slots, to be compared with others, as the window is just now."""
        at = np.array(slots)
        telling = self.told.retelling(at)
        return Askers(telling, self._vectors[at], self._span[at], self._outlets[at])

    def signals(self, askers: Askers, slots: Slots) -> Numbers:
        """A row of signals for each that asks and each slot, (m, n, signals)."""
        others = self._vectors[slots]
        meaning = self.told.meaning(askers.telling, askers.steps, slots, others)
        hours = self._hours_apart(askers.spans, slots)
        own = self._outlets[slots] == askers.outlets[:, None]
        return signals(self.told, askers.telling, slots, meaning, hours, own)

    def leaning(self, slots: Sequence[int]) -> Vectors:
        """Where the stories in the slots lean together, (size,), in whole steps: from the shipped
        middles of their languages, so that it hangs on these stories alone."""
        at = np.array(slots)
        codes = self.told.languages(at)
        return self.told.centres.leaning(codes, self._vectors[at], True).astype(np.float32)

    def likeness(self, ours: Sequence[int], theirs: Sequence[int]) -> float:
        """Cosine of where two sides lean, each from the middles of its languages just now."""
        one, other = (
            self.told.centres.leaning(self.told.languages(at), self._vectors[at])
            for at in map(np.array, (ours, theirs))
        )
        lengths = float(one @ one) * float(other @ other)
        return round(float(one @ other) / sqrt(lengths), 6) if lengths else 0.0

    def standing(self, story: Story) -> set[str]:
        """Events in which the outlet used this very headline, but for figures and dates, before.

        Forecasts and prices come under one headline day after day: another day is another event.
        """
        used = self._headlines.get(_headline(story))
        if not used:
            return set()
        slots = np.fromiter(used, np.int64, len(used))
        apart = self._hours_apart(np.array([_span_of(story)]), slots)[0] >= STANDING_HOURS
        return {self.story(slot).event_id for slot in slots[apart].tolist()}

    def hours_from(self, story: Story, slots: Sequence[int]) -> Numbers:
        """Hours between the publication of a story and of those in the slots, (n,)."""
        spans, asked = np.array([_span_of(story)]), np.array(slots, np.int64)
        found: Numbers = self._hours_apart(spans, asked)[0]
        return found

    def speaking(self, language: str, slots: Sequence[int]) -> list[int]:
        """Those of the slots that hold a story in the language."""
        return [slot for slot in slots if self.story(slot).language == language]

    def _hours_apart(self, own: Numbers, slots: Slots) -> Numbers:
        """Hours between publication intervals, (m, 2) and (n,) to (m, n): 0 where they overlap."""
        spans = self._span[slots]
        found: Numbers = np.maximum(own[:, :1] - spans[:, 1], spans[:, 0] - own[:, 1:])
        return np.maximum(found, 0) / 3600

    def arrival(self, slot: int) -> tuple[float, str]:
        """Where the story in a slot stands in order of arrival."""
        return place_of(self.story(slot), slot)[:2]

    def _slot(self) -> int:
        if not self._free:
            self._grow()
        return self._free.pop()

    def _grow(self) -> None:
        old = len(self._stories)
        more = old // 2  # spare slots cost in every comparison of bits
        self._stories.extend([None] * more)
        self._free = list(range(old + more - 1, old - 1, -1))
        self.told.grow(old + more)
        self._sketches.grow(old + more)
        self._vectors = np.pad(self._vectors, ((0, more), (0, 0)))
        self.joinable += bytes(more)
        self._span = np.pad(self._span, ((0, more), (0, 0)))
        self._outlets = np.pad(self._outlets, (0, more))

    def _drop(self, place: Place) -> None:
        slot = place[2]
        self._forget(slot)
        del self.slot_of[place[1]]
        self._stories[slot] = None
        self._free.append(slot)

    def _forget(self, slot: int) -> None:
        story = self.story(slot)
        self.members.remove(story, slot)
        self.told.remove(slot, self._vectors[slot])
        self._sketches.remove(slot)
        self._postings.remove(slot)
        self.joinable[slot] = False
        headline = self._headline_of.pop(slot)
        held = self._headlines[headline]
        held.discard(slot)
        if not held:
            del self._headlines[headline]

    def _code(self, name: str) -> int:
        return self._code_of.setdefault(name, len(self._code_of))


def _span_of(story: Story) -> tuple[float, float]:
    return story.date.earliest_at.timestamp(), story.date.latest_at.timestamp()


def _headline(story: Story) -> str:
    return story.outlet_id + " " + standing(story.title, story.language)


__all__ = ["Asked", "Window", "event_id_of"]
