"""Which event of the window a story is closest to, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from feeds.cluster.blend import alike, link
from feeds.cluster.features import Numbers, Slots, strongest
from feeds.cluster.vectors import SCALE, Vectors, cosine
from feeds.cluster.window import Window
from feeds.model import Story

CANDIDATES = 48  # stories looked at by words, and as many by meaning
BOLDEST = 0.35  # cosine of meaning below which a story is no candidate
EVENTS = 12  # events looked at for one story
MEMBERS = 64  # newest stories of an event that speak for it


@dataclass(frozen=True, slots=True)
class Asked:
    """A story that looks for its event: its terms, and its dot products with every slot."""

    story: Story
    terms: Mapping[str, float]
    products: Vectors


@dataclass(frozen=True, slots=True)
class Link:
    """The closest event, how close it is, and the reason in words."""

    event_id: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Compared:
    slots: Slots
    words: Numbers
    meaning: Numbers
    hours: Numbers
    likeness: Numbers


def closest_event(window: Window, asked: Asked) -> Link | None:
    """The open event with the highest link, the lower id where two tie; None where none is near."""
    events = _events(window, asked)
    if not events:
        return None
    members = [window.joinable_members(event_id, MEMBERS) for event_id in events]
    compared = _compare(window, asked, np.array([slot for some in members for slot in some]))
    ends = np.cumsum([len(some) for some in members])[:-1]
    links = [link(likeness) for likeness in np.split(compared.likeness, ends)]
    best = min(range(len(events)), key=lambda i: (-links[i], events[i]))
    return Link(events[best], links[best], _reason(window, compared, members[best]))


def _events(window: Window, asked: Asked) -> list[str]:
    """Events of the likeliest stories, those left out that are closed to this one."""
    slots = _candidates(window, asked)
    if not len(slots):
        return []
    likeness = _compare(window, asked, slots).likeness
    standing = window.standing(asked.story)
    best: dict[str, float] = {}
    for slot, value in zip(slots.tolist(), likeness.tolist(), strict=True):
        event_id = window.story(slot).event_id
        best[event_id] = max(value, best.get(event_id, -1.0))
    open_ = [e for e in best if window.is_open(e) and e not in standing and best[e] > 0]
    return sorted(open_, key=lambda e: (-round(best[e], 6), e))[:EVENTS]


def _candidates(window: Window, asked: Asked) -> Slots:
    by_words = window.terms.sharing(asked.terms, asked.story.language, CANDIDATES)
    bold = np.where(window.joinable, asked.products, 0) - np.float32(BOLDEST * SCALE**2)
    both = np.union1d(by_words, strongest(bold, CANDIDATES))
    return both[window.joinable[both]]


def _compare(window: Window, asked: Asked, slots: Slots) -> _Compared:
    words = window.terms.cosines(asked.terms, asked.story.language, slots)
    meaning = cosine(asked.products[slots])
    hours = window.hours_apart(asked.story, slots)
    same_outlet, same_language = window.same(asked.story, slots)
    likeness = alike(words, meaning, hours, same_language, same_outlet)
    return _Compared(slots, words, meaning, hours, likeness)


def _reason(window: Window, compared: _Compared, members: Sequence[int]) -> str:
    """The member most alike, and what made it so."""
    start = compared.slots.tolist().index(members[0])
    at = start + int(np.argmax(compared.likeness[start : start + len(members)]))
    title = window.story(int(compared.slots[at])).title
    words, meaning = _figure(compared.words[at]), _figure(compared.meaning[at])
    hours = round(float(compared.hours[at]))
    return f'closest to "{title}": words {words}, meaning {meaning}, {hours} h apart'


def _figure(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1)
