"""How sure a share is that rests on few stories (pure)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054

Numbers = npt.NDArray[np.float64]


def wilson(hits: npt.ArrayLike, of: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """The 95 % interval of Wilson (1927) for `hits` of `of`, each (n,); 0 to 1 of none at all."""
    k, n = np.asarray(hits, dtype=float), np.asarray(of, dtype=float)
    square = Z95**2
    middle = (k + square / 2) / (n + square)
    spread = Z95 / (n + square) * np.sqrt(k * (n - k) / np.maximum(n, 1) + square / 4)
    # At 0 of n and n of n the ends are 0 and 1 but for rounding.
    low = np.where(k == 0, 0.0, np.maximum(middle - spread, 0.0))
    high = np.where(k == n, 1.0, np.minimum(middle + spread, 1.0))
    return low, high
