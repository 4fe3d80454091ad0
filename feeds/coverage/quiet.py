"""How much an outlet told of something beside the others, and how much of it was seen (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import betaincinv, gammaincinv

from feeds.coverage.usual import Cube
from feeds.model import MeasuredRecall

Floats = npt.NDArray[np.float64]

TAIL = 0.025  # of the stories and of the recall each: both bounds together hold in 95 %
MEASURED = 0.9  # of an outlet's stories have to be in languages whose recall was measured


@dataclass(frozen=True, slots=True)
class Known:
    """How likely a topic's words find a story, at least, and from how many that is known."""

    least: float
    read: int
    caught: int
    chosen_with: bool


def told_of(held: Cube, known: Floats, outlets: Sequence[str]) -> pd.DataFrame:
    """outlet_id, about, stories, all_stories, observed (0..1), then (the part observed while the
    others told of it), expected (its stories at the rate of the others, bin by bin) and pace
    (stories an observed bin), from unmasked counts and the known part of bins (outlets, bins)."""
    own, every = held.relevant.astype(float), held.whole.astype(float)
    others = own.sum(axis=1, keepdims=True) - own
    whole = np.maximum(every.sum(axis=0) - every, 1.0)
    expected = np.einsum("rot,ot->ro", others / whole, every)
    weight = others.sum(axis=2)
    then = np.einsum("rot,ot->ro", others, known) / np.maximum(weight, 1e-9)
    seen, shape = known.mean(axis=1), expected.shape
    pace = every.sum(axis=1) / np.maximum(known.sum(axis=1), 1e-9)
    columns = {
        "stories": own.sum(axis=2),
        "all_stories": np.broadcast_to(every.sum(axis=1), shape),
        "observed": np.broadcast_to(seen, shape),
        "then": np.where(weight > 0, then, seen),
        "expected": expected,
        "pace": np.broadcast_to(np.where(known.sum(axis=1) > 0, pace, 0.0), shape),
    }
    table = pd.DataFrame({name: np.round(part, 6).ravel() for name, part in columns.items()})
    table.insert(0, "outlet_id", np.tile(np.array(outlets, dtype=object), len(held.rows)))
    table.insert(1, "about", np.repeat(np.array(held.rows, dtype=object), len(outlets)))
    return table.astype({"stories": "int64", "all_stories": "int64"})


def together(table: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """The lines of `told_of` summed by group; parts observed weigh outlets by their pace."""
    weight = table["pace"] + 1e-9
    parts = {name: table[name] * weight for name in ("observed", "captured", "then")}
    work = table.assign(outlet_id=table["outlet_id"].map(groups), weight=weight, **parts)
    sums = work.groupby(["outlet_id", "about"], as_index=False).sum(numeric_only=True)
    for name in parts:
        sums[name] = (sums[name] / sums["weight"]).round(6)
    return sums.drop(columns="weight")


def known_recall(
    measured: Sequence[MeasuredRecall], topic: str, stories: Mapping[str, int]
) -> Known | None:
    """Of a topic for stories of these languages (their number by code); None where too many of
    them are in languages for which nobody measured it."""
    of = {one.language: one for one in measured if one.topic == topic}
    total, used = sum(stories.values()), [of[code] for code in sorted(stories) if code in of]
    part = {one.language: stories[one.language] / max(total, 1) for one in used}
    if sum(part.values()) < MEASURED:
        return None
    least = sum(part[one.language] * lowest(one.read, one.found) for one in used)
    read, caught = (sum(getattr(one, name) for one in used) for name in ("read", "found"))
    return Known(least, read, caught, any(one.chosen_with for one in used))


def lowest(read: int, found: int) -> float:
    """The lower limit of Clopper and Pearson for the part found."""
    return float(betaincinv(found, read - found + 1, TAIL)) if found else 0.0


def upper(stories: int, observed: float, recall: float) -> float:
    """The most stories to expect of a span in which `stories` were found, where only a part of
    them was observed and only a part of those is found; infinite where nothing was."""
    seen = observed * recall
    return float(gammaincinv(stories + 1, 1 - TAIL)) / seen if seen > 0 else float("inf")
