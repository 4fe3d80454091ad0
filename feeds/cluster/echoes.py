"""Which event of the window tells the same in another language: found by the middle of an event.

Asked when an event has grown by about half since it was last asked, for its middle then says
more. Events are kept by bits of their middle, as stories are by those of their headlines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from feeds.cluster.constraints import Constraints
from feeds.cluster.features import Flags, Numbers, Slots
from feeds.cluster.nearest import speakers_of
from feeds.cluster.sketches import Sketches, sketch
from feeds.cluster.tidy import parted
from feeds.cluster.vectors import Vectors
from feeds.cluster.wholes import SHARED, between
from feeds.cluster.window import FARTHEST, Window

LEAST_STORIES = 2  # the middle of a single headline is all chance
NEAREST = 48  # events looked at, most of them in the event's own language
COMPARED = 8  # of those in another language, the likest
LEAST_ODDS = 0.3  # below it, two in five that were read in January 2026 shared but a subject
LEAST_LIKENESS = 0.3  # of middles, below which names and figures do not make two events one
FIRST_PLACES = 256


class Echoes:
    """The events of a window by their middles; a function of the stories in it."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._sketches = Sketches(FIRST_PLACES)
        self._leaning: Vectors = np.zeros((FIRST_PLACES, window.size), np.float32)
        self._spoken = np.zeros((FIRST_PLACES, 0))  # stories by language
        self._events: list[str] = [""] * FIRST_PLACES
        self._place_of: dict[str, int] = {}
        self._free = list(range(FIRST_PLACES))[::-1]

    def of(self, event_id: str, constraints: Constraints) -> tuple[str, float] | None:
        """The event that tells the same in another language, and the log-odds of that."""
        self._refresh()
        place = self._place_of.get(event_id)
        if place is None:
            return None
        window, ours = self._window, speakers_of(self._window, event_id)
        found = [
            (-between(window, ours, speakers_of(window, other)), other)
            for other in self._likest(place)
            if not parted(window, event_id, other, constraints)
        ]
        best, other = min(found, default=(1.0, ""))
        return (other, -best) if -best >= LEAST_ODDS else None

    def _likest(self, place: int) -> list[str]:
        """Open events in another language, the likest first."""
        bits = sketch(self._leaning[place : place + 1])[0]
        near = self._sketches.nearest(bits, NEAREST, FARTHEST)
        near = near[self._foreign(place, near)]
        rated = zip((-self._likeness(place, near)).tolist(), near.tolist(), strict=True)
        likest = sorted((less, self._events[at]) for less, at in rated if -less >= LEAST_LIKENESS)
        is_open = self._window.members.is_open
        return [event_id for _, event_id in likest if is_open(event_id)][:COMPARED]

    def _foreign(self, place: int, near: Slots) -> Flags:
        """Which events are mostly told in other languages than one; see `wholes.foreign`."""
        own, theirs = self._spoken[place], self._spoken[near]
        stories = theirs.sum(axis=1)
        shared = np.minimum(theirs * own.sum(), own * stories[:, None]).sum(axis=1)
        found: Flags = shared < SHARED * own.sum() * stories
        return found

    def _likeness(self, place: int, near: Slots) -> Numbers:
        """Cosines of an event's middle with others', from where their languages' middles lie."""
        places = np.append(near, place)
        spoken = self._spoken[places]
        drift = self._window.told.centres.drift()[: spoken.shape[1]]
        middles = self._leaning[places] - spoken @ drift  # whole numbers: exact in any order
        products = middles @ middles[-1]
        lengths = np.einsum("ij,ij->i", middles, middles) * products[-1]
        found: Numbers = (products / np.sqrt(np.maximum(lengths, 1.0))).round(6)
        return found[:-1]

    def _refresh(self) -> None:
        """Look again at the events whose stories are others than before."""
        for event_id in self._window.members.changed():
            slots = self._speakers(event_id)
            if len(slots) >= LEAST_STORIES:
                self._keep(event_id, slots)
            elif (place := self._place_of.pop(event_id, None)) is not None:
                self._sketches.remove(place)
                self._free.append(place)

    def _speakers(self, event_id: str) -> list[int]:
        window = self._window
        if event_id not in window.members or window.members.size(event_id) < LEAST_STORIES:
            return []
        return speakers_of(window, event_id)

    def _keep(self, event_id: str, slots: Sequence[int]) -> None:
        codes = self._window.told.languages(np.array(slots))
        place = self._place(event_id)
        more = int(codes.max()) + 1 - self._spoken.shape[1]
        if more > 0:
            self._spoken = np.pad(self._spoken, ((0, 0), (0, more)))
        self._spoken[place] = np.bincount(codes, minlength=self._spoken.shape[1])
        self._leaning[place] = self._window.leaning(slots)
        self._sketches.put(place, sketch(self._leaning[place : place + 1])[0])

    def _place(self, event_id: str) -> int:
        if event_id in self._place_of:
            return self._place_of[event_id]
        if not self._free:
            self._grow()
        place = self._place_of[event_id] = self._free.pop()
        self._events[place] = event_id
        return place

    def _grow(self) -> None:
        old = len(self._events)
        self._events += [""] * old
        self._free = list(range(2 * old - 1, old - 1, -1))
        self._sketches.grow(2 * old)
        self._leaning = np.pad(self._leaning, ((0, old), (0, 0)))
        self._spoken = np.pad(self._spoken, ((0, old), (0, 0)))


def is_asked(size: int) -> bool:
    """Whether an event of so many stories looks for one in another language: 2, 3, 4, 6, 8, 12,
    16, 24 and so on."""
    power = 1 << max(size.bit_length() - 1, 1)
    return size in (power, power // 2 * 3)
