"""Stories of an hour and counts of them, packed into rows of four numbers (pure)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Rows: TypeAlias = npt.NDArray[np.uint32]  # (n, 4)
Whole: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
STORY, EVENT, KIND, WHERE = range(4)  # columns of a story
PLACE, CELL_KIND, REACH, REPORTING = range(4)  # columns of a count
WIDTH = 16  # bytes a row
BLOCK = 1 << 14  # stories whose names are kept together


def where(outlet: int, quarter: int, original: bool) -> int:
    """The last column of a story."""
    return outlet << 3 | quarter << 1 | original


def unpacked(blob: bytes) -> Rows:
    """The rows of a blob."""
    return np.frombuffer(blob, dtype="<u4").reshape(-1, 4)


def packed(rows: Rows) -> bytes:
    """The blob that `unpacked` reads."""
    return rows.astype("<u4", copy=False).tobytes()


def changed(held: Rows, gone: Collection[int], new: Collection[tuple[int, ...]]) -> Rows:
    """The stories of an hour without those that have gone and with new ones, by number."""
    kept = held[~np.isin(held[:, STORY], np.fromiter(gone, dtype=np.uint32, count=len(gone)))]
    more = np.array(list(new), dtype=np.uint32).reshape(-1, 4)
    rows = np.concatenate([kept, more])
    found: Rows = rows[np.argsort(rows[:, STORY], kind="stable")]
    return found


def counted(stories: Rows) -> Rows:
    """How many stories of each outlet, quarter and kind there are, by these."""
    where = stories[:, WHERE].astype(np.uint64)
    keys = (where >> np.uint64(1)) << np.uint64(32) | stories[:, KIND]
    held, of, reach = np.unique(keys, return_inverse=True, return_counts=True)
    reporting = np.bincount(of, weights=where & np.uint64(1), minlength=len(held))
    columns = (held >> np.uint64(32), held & np.uint64(0xFFFFFFFF), reach, reporting)
    return np.column_stack([column.astype(np.uint32) for column in columns])


def members(blob: bytes) -> set[int]:
    """What a block of a name holds."""
    return set(np.frombuffer(blob, dtype="<u2").tolist())


def listed(held: Collection[int]) -> bytes:
    """The blob that `members` reads."""
    return np.array(sorted(held), dtype="<u2").tobytes()
