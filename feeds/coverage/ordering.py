"""Lines put in order by whole numbers, which are sorted as one where they fit into one (pure)."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
ROOM = 1 << 62


def order(*keys: Whole) -> Whole:
    """The places of lines by their keys, the first key above all; lines whose keys are the same
    stay as they came."""
    count = len(keys[0])
    low = [int(key.min(initial=ROOM)) for key in keys]
    widths = [int(key.max(initial=-ROOM)) - least + 1 for key, least in zip(keys, low, strict=True)]
    if not count or math.prod(widths) >= ROOM:
        return np.lexsort(keys[::-1])
    number = keys[0] - low[0]
    for key, least, width in zip(keys[1:], low[1:], widths[1:], strict=True):
        number *= width
        number += key - least
    bits = count.bit_length()
    if math.prod(widths) << bits >= ROOM:
        return np.argsort(number, kind="stable")
    return _by_one(number, bits)


def _by_one(number: Whole, bits: int) -> Whole:
    """The same by one key that leaves some bits free: with its place in these each number is
    another, and plain numbers are sorted many times faster than their places."""
    number <<= bits
    number |= np.arange(len(number))
    number.sort()
    number &= (1 << bits) - 1
    return number


def runs(keys: Whole) -> Whole:
    """Where each run of one key begins; keys are 0 or more and those that are the same stand
    together."""
    return np.flatnonzero(np.diff(keys, prepend=-1))
