"""The last 72 hours of stories as arrays: one slot a story, reused when it grows old."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, insort
from collections.abc import Mapping
from hashlib import sha256
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from feeds.cluster.blend import WINDOW_HOURS
from feeds.cluster.features import Numbers, Slots, TermIndex
from feeds.cluster.vectors import SIZE, Vectors
from feeds.model import Story

SECONDS = WINDOW_HOURS * 3600
STANDING_HOURS = 18
LOOSE_FORMS = frozenset({"live", "round-up"})  # tell of many happenings: nobody joins them
FIRST_SLOTS = 1024
Place = tuple[float, str, int]  # first seen, story id, slot: one order for all that is kept


def event_id_of(founder_id: str) -> str:
    """The id of the event that a story founds; the same on every rebuild."""
    return "e" + sha256(founder_id.encode()).hexdigest()[:15]


class Window:
    """Stories first seen in the 72 hours up to the newest; nothing older is remembered."""

    def __init__(self) -> None:
        self.clock = float("-inf")
        self.terms = TermIndex(FIRST_SLOTS)
        self.vectors: Vectors = np.zeros((FIRST_SLOTS, SIZE), np.float32)
        self.joinable: NDArray[np.bool_] = np.zeros(FIRST_SLOTS, np.bool_)
        self.slot_of: dict[str, int] = {}
        self._stories: list[Story | None] = [None] * FIRST_SLOTS
        self._earliest = np.zeros(FIRST_SLOTS)
        self._latest = np.zeros(FIRST_SLOTS)
        self._codes = np.zeros((FIRST_SLOTS, 2), np.int64)  # outlet, language
        self._code_of: dict[str, int] = {}
        self._members: dict[str, list[Place]] = {}
        self._open: set[str] = set()  # events whose founding story is here
        self._headlines: dict[str, set[int]] = {}
        self._heap: list[Place] = []
        self._free = list(range(FIRST_SLOTS))[::-1]

    def reserve(self, stories: int) -> None:
        """Make room for that many more without moving slots while they are placed."""
        old = len(self._stories)
        if len(self._free) >= stories:
            return
        more = max(old // 2, stories)  # spare slots cost in every matrix product
        self._stories.extend([None] * more)
        self._free[:0] = range(old + more - 1, old - 1, -1)
        self.terms.grow(old + more)
        self.vectors = np.pad(self.vectors, ((0, more), (0, 0)))
        self.joinable = np.pad(self.joinable, (0, more))
        self._earliest = np.pad(self._earliest, (0, more))
        self._latest = np.pad(self._latest, (0, more))
        self._codes = np.pad(self._codes, ((0, more), (0, 0)))

    def advance(self, seen: float) -> None:
        """Move the end of the window to an instant and forget what is 72 hours older."""
        self.clock = max(self.clock, seen)
        while self._heap and self._heap[0][0] <= self.clock - SECONDS:
            self._drop(heapq.heappop(self._heap))

    def covers(self, story: Story) -> bool:
        """Whether a story is recent enough to be kept."""
        return story.first_seen_at.timestamp() > self.clock - SECONDS

    def add(self, story: Story, terms: Mapping[str, float], vector: Vectors) -> int:
        """Keep a placed story; its slot."""
        slot = self.slot_of.get(story.id)
        if slot is not None:
            self._forget(slot)
            self.terms.remove(slot)
        else:
            slot = self._free.pop()
            heapq.heappush(self._heap, _place(story, slot))
        self.slot_of[story.id] = slot
        self._stories[slot] = story
        self.vectors[slot] = vector
        self.joinable[slot] = story.form not in LOOSE_FORMS
        self._earliest[slot] = story.date.earliest_at.timestamp()
        self._latest[slot] = story.date.latest_at.timestamp()
        self._codes[slot] = self._code(story.outlet_id), self._code(story.language)
        self.terms.add(slot, terms, story.language)
        insort(self._members.setdefault(story.event_id, []), _place(story, slot))
        self._headlines.setdefault(_headline(story), set()).add(slot)
        if event_id_of(story.id) == story.event_id:
            self._open.add(story.event_id)
        return slot

    def story(self, slot: int) -> Story:
        """The story in a slot that is in use."""
        found = self._stories[slot]
        assert found is not None
        return found

    def joinable_members(self, event_id: str, most: int) -> list[int]:
        """Slots of an event's newest stories that others may join, oldest first."""
        newest = reversed(self._members[event_id])
        found = list(islice((slot for _, _, slot in newest if self.joinable[slot]), most))
        return found[::-1]

    def is_open(self, event_id: str) -> bool:
        """Whether the event's founding story is still in the window."""
        return event_id in self._open

    def standing(self, story: Story) -> set[str]:
        """Events in which the outlet used this very headline, but for its figures, before.

        Forecasts and prices come under one headline day after day: another day is another event.
        """
        used = self._headlines.get(_headline(story), set())
        slots = np.fromiter(used, np.int64, len(used))
        apart = self.hours_apart(story, slots) >= STANDING_HOURS
        return {self.story(slot).event_id for slot in slots[apart].tolist()}

    def hours_apart(self, story: Story, slots: Slots) -> Numbers:
        """Hours between publication intervals: 0 where they overlap."""
        after = story.date.earliest_at.timestamp() - self._latest[slots]
        before = self._earliest[slots] - story.date.latest_at.timestamp()
        found: Numbers = np.maximum(np.maximum(after, before), 0) / 3600
        return found

    def same(self, story: Story, slots: Slots) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which slots hold the story's outlet, and which its language."""
        codes = self._codes[slots]
        outlet, language = self._code(story.outlet_id), self._code(story.language)
        return codes[:, 0] == outlet, codes[:, 1] == language

    def _drop(self, place: Place) -> None:
        slot = place[2]
        self._forget(slot)
        self.terms.remove(slot)
        del self.slot_of[place[1]]
        self._stories[slot] = None
        self.joinable[slot] = False
        self.vectors[slot] = 0
        self._free.append(slot)

    def _forget(self, slot: int) -> None:
        story = self.story(slot)
        members = self._members[story.event_id]
        del members[bisect_left(members, _place(story, slot))]
        if not members:
            del self._members[story.event_id]
        if event_id_of(story.id) == story.event_id:
            self._open.discard(story.event_id)
        headlines = self._headlines[_headline(story)]
        headlines.discard(slot)
        if not headlines:
            del self._headlines[_headline(story)]

    def _code(self, name: str) -> int:
        return self._code_of.setdefault(name, len(self._code_of))


def _headline(story: Story) -> str:
    return story.outlet_id + " " + re.sub(r"\d+", "#", story.title.casefold())


def _place(story: Story, slot: int) -> Place:
    return story.first_seen_at.timestamp(), story.id, slot
