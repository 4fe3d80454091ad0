"""What can be told of stories before it is known which event any of them is in.

Which stories a new one is first compared with, and how alike they are, hangs only on the stories
of the 72 hours before it. So that is worked out anywhere, for any stretch of a stream, from the
stretch and the 72 hours before it; placing then reads it in place of looking itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from feeds.cluster.features import Numbers, Told
from feeds.cluster.nearest import FOREIGN, JOIN, Compared
from feeds.cluster.window import ROUND_UP, Asked, Seen, Window

T = TypeVar("T")


class Looked(NamedTuple):
    """What a story tells and what it was compared with: k places in the stretch, `before` first,
    their log-odds, and of the r most alike the signals."""

    told: Told
    places: NDArray[np.int32]  # (k,)
    odds: Numbers  # (k,)
    alike: NDArray[np.int32]  # (r,) places
    rows: Numbers  # (r, signals)


def look_ahead(before: Sequence[Asked], asked: Iterable[Asked], size: int) -> Iterator[Looked]:
    """What the stories of a stretch will look at, each as it arrives; both in order of arrival.

    `before` are those first seen in the 72 hours before the first; `size` that of the vectors.
    """
    window, number = Window(size), dict[str, int]()
    for one in before:
        _arrive(window, one, number)
    for one in asked:
        window.advance(one.story.first_seen_at.timestamp())
        yield _looked(window, one, number)
        _arrive(window, one, number)


def seen(looked: Looked, ids: Sequence[str]) -> Seen:
    """By ids; `ids` are those of the stretch, `before` first."""
    odds = {ids[at]: value for at, value in _pairs(looked.places, looked.odds.tolist())}
    return Seen(looked.told, odds, {ids[at]: row for at, row in _pairs(looked.alike, looked.rows)})


def _arrive(window: Window, asked: Asked, number: dict[str, int]) -> None:
    """Keep a story; its event is of no account here."""
    number[asked.story.id] = len(number)
    window.advance(asked.story.first_seen_at.timestamp())
    if window.covers(asked.story):
        window.add(asked, asked.story.id)


def _looked(window: Window, asked: Asked, number: Mapping[str, int]) -> Looked:
    compared = Compared(window, asked)
    if asked.story.form != ROUND_UP:  # which is compared with nothing
        compared.look_at(window.likely(asked).tolist())
    slots = list(compared.odds)
    best = max(compared.odds.values(), default=0.0)
    alike = [slot for slot in slots if compared.odds[slot] >= min(best, JOIN - FOREIGN)]
    return Looked(
        asked.told,
        _numbered(window, slots, number),
        np.array([compared.odds[slot] for slot in slots]),
        _numbered(window, alike, number),
        np.array([compared.row(slot) for slot in alike]),
    )


def _numbered(window: Window, slots: Sequence[int], number: Mapping[str, int]) -> NDArray[np.int32]:
    return np.array([number[window.story(slot).id] for slot in slots], np.int32)


def _pairs(places: NDArray[np.int32], values: Iterable[T]) -> Iterator[tuple[int, T]]:
    return zip(places.tolist(), values, strict=True)
