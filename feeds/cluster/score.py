"""How likely it is that two stories tell one happening, as log-odds: above 0, rather yes.

The weights are learnt by tests/bench/weights.py and kept in weights.json: for each signal its
weight, one set for two stories in one language and one for two languages, where words say nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path

import numpy as np

from feeds.cluster.features import Numbers
from feeds.cluster.signals import SIGNALS

QUIET = 1000  # stories in the window up to which the weights were learnt
CROWDED = 0.55  # log-odds taken off for each e times as many
_WEIGHTS = Path(__file__).with_name("weights.json")
_SAME_LANGUAGE = SIGNALS.index("same_language")


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds are `start` plus the signals by `each`, (len(SIGNALS),)."""

    start: float
    each: Numbers

    def odds(self, signals: Numbers) -> Numbers:
        """Log-odds of rows of signals, (…)."""
        # Not by a matrix product: its sums hang on the machine's BLAS.
        found: Numbers = (signals * self.each).sum(axis=-1) + self.start
        return found


def odds(signals: Numbers) -> Numbers:
    """Log-odds of pairs, (…), from their rows of signals, (…, len(SIGNALS))."""
    same, across = weights()["same"], weights()["across"]
    spoken = signals[..., _SAME_LANGUAGE] > 0
    found = same.odds(signals)
    if not spoken.all():
        found = np.where(spoken, found, across.odds(signals))
    rounded: Numbers = found.round(6)
    return rounded


def crowding(stories: int) -> float:
    """What a window of so many stories takes off all log-odds.

    The more stories there are to be like, the likelier one of them is like by chance. Chosen on
    the labelled Syria stories among all 18,374 of their stream, by tests/bench/crowd.py.
    """
    return round(CROWDED * log(max(stories, QUIET) / QUIET), 6)


def explain(row: Numbers) -> list[tuple[str, float, float]]:
    """(signal, value, what it adds to the log-odds) of a pair, from a row, (len(SIGNALS),).

    Together with the start, which stands first with the value 1, they are its log-odds.
    """
    used = weights()["same" if row[_SAME_LANGUAGE] > 0 else "across"]
    parts = zip(SIGNALS, row.tolist(), (row * used.each).tolist(), strict=True)
    return [("start", 1.0, used.start), *parts]


@lru_cache(maxsize=1)
def senses_weight() -> float:
    """Log-odds for events, taken as wholes, whose words mean all the same."""
    return float(json.loads(_WEIGHTS.read_text("utf-8"))["wholes"]["senses"])


@lru_cache(maxsize=1)
def weights() -> dict[str, Weights]:
    """The shipped weights, `same` and `across` languages."""
    kept = json.loads(_WEIGHTS.read_text("utf-8"))
    return {
        name: Weights(kept[name]["start"], np.array([kept[name][signal] for signal in SIGNALS]))
        for name in ("same", "across")
    }
