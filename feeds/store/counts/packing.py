"""Stories and names packed for counting (pure): functions of data, so that any process may do
them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np

from feeds.store.counts import hour_rows
from feeds.store.counts.facts import QUARTER
from feeds.store.counts.hour_rows import BLOCK, KIND, WHERE, Rows, Whole
from feeds.store.counts.numbers import Kind
from feeds.store.rows import Row

# published_at and first_seen_at in microseconds, its number and its event's or None, outlet,
# copy_of, topics in any order or None, language, form, scopes
Line: TypeAlias = tuple[Any, ...]
T = TypeVar("T", bound=Hashable)


class Packed(NamedTuple):
    """Some stories: quarters of an hour since 1970 by each clock (n, 2), and rows (n, 4) whose
    outlets and kinds are places in these lists, and whose quarter is of no clock yet."""

    quarters: Whole
    rows: Rows
    outlets: Sequence[str]
    kinds: Sequence[Kind]


def packed(lines: Sequence[Line]) -> Packed:
    """Pack some stories, of which there is one at least."""
    published, seen, story, event, outlet, copy_of, *kind = zip(*lines, strict=True)
    outlet_at, outlets = _places(outlet)
    kind_at, kinds = _places(zip(*kind, strict=True))
    original = np.array([not origin for origin in copy_of], dtype=np.int64)
    columns = (story, [number or 0 for number in event], kind_at, outlet_at << 3 | original)
    return Packed(
        np.array([published, seen], dtype=np.int64).T // QUARTER,
        np.array(columns, dtype=np.uint32).T,
        outlets,
        [Kind(" ".join(sorted((topics or "").split())), *rest) for topics, *rest in kinds],
    )


def settled(part: Packed, outlets: dict[str, int], kinds: dict[Kind, int]) -> Rows:
    """The rows with the numbers that outlets and kinds have in the store."""
    rows = part.rows.copy()
    outlet = np.array([outlets[name] for name in part.outlets], dtype=np.uint32)
    kind = np.array([kinds[one] for one in part.kinds], dtype=np.uint32)
    where = rows[:, WHERE]
    rows[:, WHERE] = outlet[where >> 3] << 3 | where & 7
    rows[:, KIND] = kind[rows[:, KIND]]
    return rows


def named(uses: Sequence[tuple[str, int]]) -> list[Row]:
    """The rows of the names in one block of stories, from pairs of a name and a story's number."""
    held: defaultdict[str, set[int]] = defaultdict(set)
    for name_id, number in uses:
        held[name_id].add(number % BLOCK)
    block = uses[0][1] // BLOCK if uses else 0
    return [
        {"name_id": name_id, "block": block, "members": hour_rows.listed(members)}
        for name_id, members in held.items()
    ]


def _places(values: Iterable[T]) -> tuple[Whole, list[T]]:
    """The place of each value in the list of those there are."""
    places: dict[T, int] = {}
    found = [places.setdefault(value, len(places)) for value in values]
    return np.array(found, dtype=np.int64), list(places)
