"""Which events of the window a story is close to, how close, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop
from itertools import islice, takewhile

import numpy as np

from feeds.cluster.blend import NEAREST
from feeds.cluster.features import Numbers
from feeds.cluster.score import crowding, odds
from feeds.cluster.signals import SIGNALS
from feeds.cluster.window import Asked, Seen, Window

JOIN = 0.0  # least log-odds at which a story joins an event
FOREIGN = 1.0  # log-odds that all pairs of two events may say more than one story does
EVENTS = 6  # events looked at for one story
SPEAKERS = 24  # stories of an event that speak for it, however large it is


@dataclass(frozen=True, slots=True)
class Near:
    """An event, the log-odds that a story belongs to it, and to each of those that speak for it."""

    event_id: str
    odds: float
    slots: tuple[int, ...]
    each: Numbers
    signals: Numbers  # of the story that is most alike
    foreign: bool = False  # nobody of those speaks the story's language

    @property
    def nearest(self) -> int:
        """The slot of the story that is most alike."""
        return self.slots[int(np.argmax(self.each))]


class Compared:
    """The signals and log-odds of a story against others, each asked for once."""

    def __init__(self, window: Window, asked: Asked, crowd: int | None = None) -> None:
        """`crowd` is how many stories the window stands for, its own where None."""
        self._window, self._language = window, asked.story.language
        self._askers = window.asking(asked)
        self._crowding = crowding(len(window) if crowd is None else crowd)
        self.odds: dict[int, float] = {}
        self._rows: dict[int, Numbers] = {}

    def look_at(self, slots: Sequence[int]) -> None:
        """Compare the story with those in the slots."""
        lost = [slot for slot in slots if slot not in self.odds]
        if lost:
            rows = self._window.signals(self._askers, np.array(lost))[0]
            each = (odds(rows) - self._crowding).round(6)
            self.odds.update(zip(lost, each.tolist(), strict=True))
            self._rows.update(zip(lost, rows, strict=True))

    def take(self, seen: Seen) -> None:
        """What looking would give, worked out before; rows of the less alike are left out."""
        slot_of = self._window.slot_of
        self.odds = {slot_of[other]: value for other, value in seen.odds.items()}
        self._rows = {slot_of[other]: row for other, row in seen.rows.items()}

    def row(self, slot: int) -> Numbers:
        """The signals of a story that was looked at, (len(SIGNALS),)."""
        if slot not in self._rows:
            self._rows[slot] = self._window.signals(self._askers, np.array([slot]))[0][0]
        return self._rows[slot]

    def near(self, event_id: str, slots: Sequence[int]) -> Near:
        """How near an event is, for which those in the slots speak."""
        each = np.array([self.odds[slot] for slot in slots])
        signals = self.row(slots[int(each.argmax())])
        foreign = self._window.story(slots[0]).language != self._language  # as all, see `_heard`
        return Near(event_id, linkage(each), tuple(slots), each, signals, foreign)


def near_events(window: Window, asked: Asked, closed: Collection[str]) -> list[Near]:
    """Open events in order of their odds, the lower id where two tie; `closed` are left out.

    An event is no nearer than the story of it that is most alike: where none has one that is
    alike enough to be joined, the list holds the likeliest with that story alone.
    """
    compared = Compared(window, asked)
    if asked.seen is None:
        compared.look_at(window.likely(asked).tolist())
    else:
        compared.take(asked.seen)
    best = _best(window, compared.odds, closed)
    first = next(best, None)
    if first is None:
        return []
    if compared.odds[first[1]] < JOIN:
        return [compared.near(first[0], [first[1]])]
    least = JOIN - FOREIGN  # an event in another language may be near to the story's event
    likely = takewhile(lambda pair: compared.odds[pair[1]] >= least, best)
    events = [first[0], *(event_id for event_id, _ in islice(likely, EVENTS - 1))]
    speakers = [_heard(window, asked, event_id) for event_id in events]
    compared.look_at([slot for some in speakers for slot in some])
    near = [compared.near(*pair) for pair in zip(events, speakers, strict=True)]
    return sorted(near, key=lambda event: (-event.odds, event.event_id))


def speakers_of(window: Window, event_id: str, most: int = SPEAKERS) -> list[int]:
    """The founding story and the newest ones that others may join."""
    slots = (slot for slot in window.members.newest(event_id) if window.joinable[slot])
    if window.members.size(event_id) <= most:
        return list(slots)
    first = next(slot for slot in window.members.oldest(event_id) if window.joinable[slot])
    return [*dict.fromkeys([*islice(slots, most - 1), first])]


def linkage(each: Numbers) -> float:
    """Log-odds to a whole event, from those to its stories: mostly their average."""
    mean = np.add.reduce(each) / len(each)
    return round(float((1 - NEAREST) * mean + NEAREST * each.max()), 6)


def _best(
    window: Window, odds: Mapping[int, float], closed: Collection[str]
) -> Iterator[tuple[str, int]]:
    """Every event that may be joined, the likeliest first, and the slot of its likeliest story."""
    order = [(-value, window.story(slot).id, slot) for slot, value in odds.items()]
    heapify(order)  # few are asked for
    seen = set(closed)
    while order:
        slot = heappop(order)[2]
        event_id = window.story(slot).event_id
        if event_id not in seen and window.members.is_open(event_id):
            yield event_id, slot
        seen.add(event_id)


def _heard(window: Window, asked: Asked, event_id: str) -> list[int]:
    """Those that speak the story's language answer for an event, where there are any."""
    slots = speakers_of(window, event_id)
    return window.speaking(asked.story.language, slots) or slots


def reason(window: Window, near: Near) -> str:
    """The story that is most alike, and what made it so."""
    said = dict(zip(SIGNALS, near.signals.tolist(), strict=True))
    title = window.story(near.nearest).title
    words, meaning = _figure(said["words"]), _figure(said["meaning"])
    return f'closest to "{title}": words {words}, meaning {meaning}, {said["hours"]:.0f} h apart'


def _figure(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1)
