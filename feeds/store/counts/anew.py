"""Counts made anew where this code has not made them, with a line of progress where it lasts."""

from __future__ import annotations

import sys
import time

from feeds.store.counts.rollups import Tick

PATIENCE = 3.0  # seconds without a word


def telling() -> Tick:
    """Says every few seconds how far counting has come; nothing where it is quick."""
    last = time.monotonic()

    def tick(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= PATIENCE:
            last = time.monotonic()
            print(f"coverline: counted {done:,} of {total:,} stories anew", file=sys.stderr)

    return tick
