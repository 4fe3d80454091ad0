"""How likely it is that two stories tell one happening, as log-odds: above 0, rather yes."""

from __future__ import annotations

import numpy as np

from feeds.cluster.blend import LINK, alike
from feeds.cluster.features import Numbers

STEEP = 12.0


def odds(signals: Numbers) -> Numbers:
    """Log-odds of pairs, (n,), from their rows of signals, (n, len(SIGNALS))."""
    words, meaning, hours, same_outlet, same_language = signals.T
    likeness = alike(words, meaning, hours, same_language > 0, same_outlet > 0)
    found: Numbers = np.round(STEEP * (likeness - LINK), 6)
    return found
