"""Events packed from their stories (pure): a function of data, so that any process may do it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from feeds.store.rows import Row
from feeds.store.types import instant

INSTANTS = ("published_at", "earliest_at", "latest_at", "first_seen_at")
RECORD = np.dtype(
    [(name, "<i4") for name in ("outlet", "feed", "sort", "origin")]
    + [(name, "<i8") for name in INSTANTS]
)
UNKNOWN = -1  # number of the outlet of a story that is not kept
# The instants in microseconds, event, id, outlet, feed, copy_of, the outlet of that or None,
# language, form, scopes, date_basis
Line: TypeAlias = tuple[Any, ...]
Place: TypeAlias = tuple[str, str]  # "outlet" or "feed", and its id
Sort: TypeAlias = tuple[Any, ...]  # language, form, scopes, date_basis, topics
Whole: TypeAlias = npt.NDArray[np.int64]
T = TypeVar("T", bound=Hashable)


class Part(NamedTuple):
    """The stories of some events, by event, published_at and id, and the topics of those that
    are on any, between spaces."""

    lines: Sequence[Line]
    topics: Mapping[str, str]


class Packed(NamedTuple):
    """The rows of some events without what is packed, the stories of all in that order, and how
    many each has; their places and sorts are numbered from 1 by these lists."""

    rows: Sequence[Row]
    told: npt.NDArray[Any]
    ends: Sequence[int]
    places: Sequence[Place]
    sorts: Sequence[Sort]


def packed(part: Part) -> Packed:
    """Pack the events of a part, in which there is one at least."""
    *instants, event, ids, outlet, feed, copy_of, origin, language, form, scopes, basis = zip(
        *part.lines, strict=True
    )
    places: dict[Place, int] = {}
    sorts: dict[Sort, int] = {}
    topics = [part.topics.get(name, "") for name in ids]
    told = np.zeros(len(ids), RECORD)
    told["outlet"] = _numbers((("outlet", name) for name in outlet), places)
    told["feed"] = _numbers((("feed", name) for name in feed), places)
    told["sort"] = _numbers(zip(language, form, scopes, basis, topics, strict=True), sorts)
    told["origin"] = [
        _reprinted(*pair, places) if pair[0] else 0 for pair in zip(copy_of, origin, strict=True)
    ]
    for name, column in zip(INSTANTS, instants, strict=True):
        told[name] = column
    starts = [at for at, name in enumerate(event) if not at or name != event[at - 1]]
    ends = [*starts[1:], len(ids)]
    rows = [_row(event, ids, told, outlet, pair) for pair in pairwise([*starts, len(ids)])]
    return Packed(rows, told, ends, list(places), list(sorts))


def settled(part: Packed, places: Mapping[Place, int], sorts: Mapping[Sort, int]) -> list[Row]:
    """The rows with the numbers that places and sorts have in the store."""
    told = part.told.copy()
    # The last is what UNKNOWN, -1, stands at.
    place = np.array([0, *(places[name] for name in part.places), UNKNOWN], dtype=np.int32)
    sort = np.array([0, *(sorts[facts] for facts in part.sorts)], dtype=np.int32)
    for name, numbers in (("outlet", place), ("feed", place), ("origin", place), ("sort", sort)):
        told[name] = numbers[told[name]]
    blob, size, start = told.tobytes(), RECORD.itemsize, 0
    found = []
    for row, end in zip(part.rows, part.ends, strict=True):
        found.append({**row, "packed": blob[start * size : end * size]})
        start = end
    return found


def _numbers(values: Iterable[T], known: dict[T, int]) -> list[int]:
    """The number of each value; a new one gets the next."""
    return [known.setdefault(value, len(known) + 1) for value in values]


def _reprinted(copy_of: str, origin: str | None, places: dict[Place, int]) -> int:
    """The outlet whose story it reprints."""
    return UNKNOWN if origin is None else _numbers([("outlet", origin)], places)[0]


def _row(
    event: Sequence[str],
    ids: Sequence[str],
    told: npt.NDArray[Any],
    outlets: Sequence[str],
    span: tuple[int, int],
) -> Row:
    """An event's row; its stories are by published_at."""
    start, end = span
    published, seen = told["published_at"], told["first_seen_at"][start:end]
    return {
        "event_id": event[start],
        "first_at": instant(int(published[start])),
        "last_at": instant(int(published[end - 1])),
        "seen_from_at": instant(int(seen.min())),
        "seen_to_at": instant(int(seen.max())),
        "stories": end - start,
        "outlets": len(set(outlets[start:end])),
        "story_ids": "\n".join(ids[start:end]),
    }
