"""Which events of the window a story is close to, how close, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from feeds.cluster.blend import NEAREST
from feeds.cluster.features import Numbers, tell
from feeds.cluster.score import odds
from feeds.cluster.signals import SIGNALS
from feeds.cluster.sketches import sketch
from feeds.cluster.window import Asked, Window

EVENTS = 6  # events looked at for one story
SPEAKERS = 24  # stories of an event that speak for it, however large it is
HOPELESS = -3.0  # log-odds to its likeliest story below which an event is not looked at


@dataclass(frozen=True, slots=True)
class Near:
    """An event, the log-odds that a story belongs to it, and to each of those that speak for it."""

    event_id: str
    odds: float
    slots: tuple[int, ...]
    each: Numbers

    @property
    def nearest(self) -> int:
        """The slot of the story that is most alike."""
        return self.slots[int(np.argmax(self.each))]


def asked_of(window: Window, slot: int) -> Asked:
    """A story of the window as one that looks for its event."""
    story, steps = window.story(slot), window.vector(slot)
    return Asked(story, tell(story), steps, sketch(steps[None])[0])


def near_events(window: Window, asked: Asked, closed: Collection[str]) -> list[Near]:
    """Open events in order of their odds, the lower id where two tie; `closed` are left out."""
    likely = window.likely(asked)
    if not len(likely):
        return []
    known = dict(zip(likely.tolist(), odds(window.signals(asked, likely)).tolist(), strict=True))
    events = _promising(window, known, closed)
    speakers = [speakers_of(window, event_id) for event_id in events]
    lost = [slot for some in speakers for slot in some if slot not in known]
    if lost:
        found = odds(window.signals(asked, np.array(lost)))
        known.update(zip(lost, found.tolist(), strict=True))
    near = [
        _near(window, asked, event_id, some, known)
        for event_id, some in zip(events, speakers, strict=True)
    ]
    return sorted(near, key=lambda event: (-event.odds, event.event_id))


def speakers_of(window: Window, event_id: str, most: int = SPEAKERS) -> list[int]:
    """The founding story and the newest ones that others may join."""
    slots = (slot for slot in window.members.newest(event_id) if window.joinable[slot])
    if window.members.size(event_id) <= most:
        return list(slots)
    first = next(slot for slot in window.members.of(event_id) if window.joinable[slot])
    return [*dict.fromkeys([*islice(slots, most - 1), first])]


def linkage(each: Numbers) -> float:
    """Log-odds to a whole event, from those to its stories: mostly their average."""
    return round(float((1 - NEAREST) * each.mean() + NEAREST * each.max()), 6)


def _promising(window: Window, known: Mapping[int, float], closed: Collection[str]) -> list[str]:
    best: dict[str, float] = {}
    for slot, value in known.items():
        event_id = window.story(slot).event_id
        if value > best.get(event_id, HOPELESS):
            best[event_id] = value
    fitting = [e for e in best if window.members.is_open(e) and e not in closed]
    return sorted(fitting, key=lambda event_id: (-best[event_id], event_id))[:EVENTS]


def _near(
    window: Window, asked: Asked, event_id: str, slots: list[int], known: Mapping[int, float]
) -> Near:
    """Those that speak the story's language answer for an event, where there are any."""
    own = window.speaks(asked.story.language, slots)
    heard = [slot for slot, same in zip(slots, own.tolist(), strict=True) if same] or slots
    each = np.array([known[slot] for slot in heard])
    return Near(event_id, linkage(each), tuple(heard), each)


def reason(window: Window, asked: Asked, near: Near) -> str:
    """The story that is most alike, and what made it so."""
    row = window.signals(asked, np.array([near.nearest]))[0]
    said = dict(zip(SIGNALS, row.tolist(), strict=True))
    title = window.story(near.nearest).title
    words, meaning = _figure(said["words"]), _figure(said["meaning"])
    return f'closest to "{title}": words {words}, meaning {meaning}, {said["hours"]:.0f} h apart'


def _figure(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1)
