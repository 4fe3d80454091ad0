"""The events of the last weeks, found again by what is rare among them."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from math import log

import numpy as np
from numpy.typing import NDArray

from feeds.threads.told import Told, kind_of, parts_of

LOOKBACK = timedelta(days=21)
KEPT = 5  # stories of an event that are read for links, the first to arrive
COMMON = 40  # an event's feature that more events have finds none of them, it only weighs
USUAL = 3.0  # rarity of what one event in twenty tells of: it ties nothing
LOOKED_AT = 300  # places in the index looked up for one story
PRIOR = 500  # events taken as seen before the first, so that a young shelf calls little rare


@dataclass(slots=True)
class Shelved:
    """An event: its first stories, what they tell of, and when each outlet had it."""

    id: str
    language: str  # of its first story
    stories: list[Told] = field(default_factory=list)
    outlets: dict[str, float] = field(default_factory=dict)  # first published, seconds
    features: dict[str, bool] = field(default_factory=dict)  # whether some headline has it
    sizes: Counter[str] = field(default_factory=Counter)  # of these, by their kind, in parts
    centre: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    first_at: float = float("inf")
    last_at: float = float("-inf")


class Shelf:
    """Events whose newest story is at most three weeks older than the newest of all."""

    def __init__(self) -> None:
        self.events: dict[str, Shelved] = {}
        self.clock = float("-inf")
        self._event_of: dict[str, str] = {}  # by story, of those that are read
        self._holders: dict[str, dict[str, None]] = {}
        self._counts: dict[str, int] = defaultdict(int)  # events by language
        self._heap: list[tuple[float, str]] = []

    def put(self, told: Told) -> Shelved | None:
        """Add a story to its event; the event where that tells more of it than was known."""
        if self._event_of.get(told.story_id, told.event_id) != told.event_id:
            self._withdraw(told.story_id)
        elif told.story_id in self._event_of:
            return None
        event = self.events.get(told.event_id)
        if event is None:
            event = self.events[told.event_id] = Shelved(told.event_id, told.language)
            self._counts[told.language] += 1
            heapq.heappush(self._heap, (told.at, told.event_id))
        event.first_at, event.last_at = min(event.first_at, told.at), max(event.last_at, told.at)
        event.outlets[told.outlet_id] = min(event.outlets.get(told.outlet_id, told.at), told.at)
        full = len(event.stories) >= KEPT
        if told.aside or (full and not told.sources):
            return None
        event.stories.append(told)
        self._event_of[told.story_id] = told.event_id
        if not full:
            self._index(event, told)
        return event

    def _withdraw(self, story_id: str) -> None:
        """Take a story out of the event that it was in."""
        event = self.events[self._event_of[story_id]]
        self.remove(event.id)
        for told in event.stories:
            if told.story_id != story_id:
                self.put(told)

    def _index(self, event: Shelved, told: Told) -> None:
        for place, feature in enumerate(told.features):
            headed = event.features.get(feature)
            if headed is None:
                holders = self._holders.get(feature)
                if holders is None:
                    self._holders[feature] = {event.id: None}
                else:
                    holders[event.id] = None
                event.sizes[kind_of(feature)] += parts_of(feature)
            event.features[feature] = headed or place < told.in_title
        wide = told.vector.astype(np.int32)
        event.centre = event.centre + wide if len(event.centre) else wide

    def advance(self, at: float) -> list[str]:
        """Move the end of the shelf to an instant and forget what ended three weeks before."""
        gone: list[str] = []
        self.clock = max(self.clock, at)
        oldest = self.clock - LOOKBACK.total_seconds()
        while self._heap and self._heap[0][0] <= oldest:
            _, event_id = heapq.heappop(self._heap)
            event = self.events.get(event_id)
            if event is not None and event.last_at > oldest:
                heapq.heappush(self._heap, (event.last_at, event_id))
            elif event is not None:
                self.remove(event_id)
                gone.append(event_id)
        return gone

    def remove(self, event_id: str) -> None:
        """Take an event off the shelf, if it is there."""
        event = self.events.pop(event_id, None)
        if event is None:
            return
        self._counts[event.language] -= 1
        for told in event.stories:
            self._event_of.pop(told.story_id, None)
        for feature in event.features:
            holders = self._holders[feature]
            del holders[event_id]
            if not holders:
                del self._holders[feature]

    def rarity(self, feature: str) -> float:
        """How much telling of one thing says: the logarithm of events per event that has it."""
        return self._rare(feature, len(self._holders.get(feature, ())))

    def _rare(self, feature: str, holders: int) -> float:
        kind = kind_of(feature)
        events = len(self.events) if kind == "name" else self._counts[kind]
        return log((PRIOR + events) / (1 + holders))

    def near(self, told: Told, least: float, most: int) -> list[str]:
        """Other events that share with a story what is rare: at least so much, at most so many."""
        held = [(feature, self._holders.get(feature)) for feature in told.features]
        found = [(len(events), feature, events) for feature, events in held if events]
        shared: dict[str, float] = {}
        looked = 0
        for size, feature, events in sorted(found, key=lambda item: item[:2]):
            looked += size
            if size > COMMON or looked > LOOKED_AT:
                break
            worth = parts_of(feature) * (self._rare(feature, size) - USUAL)
            for event_id in events:
                shared[event_id] = shared.get(event_id, 0.0) + worth
        shared.pop(told.event_id, None)
        enough = [(-worth, event_id) for event_id, worth in shared.items() if worth >= least]
        return [event_id for _, event_id in heapq.nsmallest(most, enough)]
