"""Numbers of stories added up by the code of what they count in (pure)."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from feeds.store.counts.hour_rows import Whole

Numbers: TypeAlias = npt.NDArray[np.integer[Any]]
DENSE = 1 << 24  # sums that are held for every outlet, row and bin; else only those that are


class Sums:
    """Numbers added up by code: in one array where it is not too large."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._dense = np.zeros(size) if size <= DENSE else None
        none = np.zeros(0, dtype=np.int64)
        self._parts: list[tuple[Whole, Whole]] = [(none, none)]

    def add(self, codes: Whole, n: Numbers) -> None:
        """Add numbers to those of their codes."""
        if self._dense is not None:
            self._dense += np.bincount(codes, weights=n, minlength=self._size)
        else:
            self._parts.append(_unique(codes, n))

    def found(self) -> tuple[Whole, Whole]:
        """The codes with any, ascending, and their numbers."""
        if self._dense is not None:
            codes = np.flatnonzero(self._dense)
            return codes, self._dense[codes].astype(np.int64)
        codes, n = (np.concatenate(part) for part in zip(*self._parts, strict=True))
        codes, n = _unique(codes, n)
        return codes[n > 0], n[n > 0]


def _unique(codes: Whole, n: Numbers) -> tuple[Whole, Whole]:
    held, of = np.unique(codes, return_inverse=True)
    return held, np.bincount(of, weights=n, minlength=len(held)).astype(np.int64)
