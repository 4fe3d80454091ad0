"""Two spellings aligned letter by letter at the least cost, with costs learnt from known pairs.

letters.tsv holds minus the natural logarithm of how often units of letters stand for one
another: c(a, b) = -log P(a, b). `^` and `$` are a name's ends. `python -m tests.bench.names_fit`
makes the file anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Literal, NamedTuple

Kind = Literal["cross", "latin"]
Units = tuple[str, str]
Steps = tuple[tuple[int, int], ...]

LETTERS = Path(__file__).parent / "letters.tsv"
STEPS: dict[Kind, Steps] = {  # letters of one and the other side that are taken at once
    "cross": ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 1)),
    "latin": ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2)),
}
UNSEEN = 16.0  # a letter left out, or for another, as never in the pairs learnt from
RARE = 1e-5  # probability of a unit that was never seen
ALONE = 2.0  # what a letter's absence is held to cost anyway
GAP = 3.0  # beyond this a step is odd


class Aligned(NamedTuple):
    """The least cost of an alignment and its steps in order."""

    cost: float
    steps: tuple[Units, ...]


@dataclass(frozen=True, slots=True)
class Costs:
    """What letters cost beside one another, and how rare each unit is on its side."""

    steps: Steps
    cost: Mapping[Units, float]
    rarity_a: Mapping[str, float]
    rarity_b: Mapping[str, float]

    def align(self, a: str, b: str) -> Aligned:
        """Align two folded tokens, ends included."""
        a, b = f"^{a}$", f"^{b}$"
        best: dict[tuple[int, int], tuple[float, Units]] = {(0, 0): (0.0, ("", ""))}
        for i in range(len(a) + 1):
            for j in range(len(b) + 1):
                if i or j:
                    best[i, j] = min(self._reach(a, b, i, j, best))
        return Aligned(best[len(a), len(b)][0], tuple(_back(best, len(a), len(b))))

    def _reach(
        self, a: str, b: str, i: int, j: int, best: Mapping[tuple[int, int], tuple[float, Units]]
    ) -> Iterator[tuple[float, Units]]:
        for di, dj in self.steps:
            if di <= i and dj <= j:
                units = (a[i - di : i], b[j - dj : j])
                cost = self.cost.get(units)
                if cost is None:
                    if di + dj > 2:
                        continue
                    cost = UNSEEN if di + dj == 1 else 1.5 * UNSEEN
                yield best[i - di, j - dj][0] + cost, units

    def gaps(self, steps: Sequence[Units]) -> tuple[list[float], list[float]]:
        """How far each step is from the usual, seen from either side, the oddest first."""
        kept = [(self._cost(units), units) for units in steps]
        return (
            sorted((cost - self.rare_a(a) for cost, (a, _) in kept), reverse=True),
            sorted((cost - self.rare_b(b) for cost, (_, b) in kept), reverse=True),
        )

    def _cost(self, units: Units) -> float:
        return self.cost.get(units, UNSEEN)

    def rare_a(self, unit: str) -> float:
        """-log P of a unit on the first side."""
        return self.rarity_a.get(unit, -log(RARE)) if unit else ALONE

    def rare_b(self, unit: str) -> float:
        """-log P of a unit on the other side."""
        return self.rarity_b.get(unit, -log(RARE)) if unit else ALONE


def _back(best: Mapping[tuple[int, int], tuple[float, Units]], i: int, j: int) -> Iterator[Units]:
    while i or j:
        units = best[i, j][1]
        yield units
        i, j = i - len(units[0]), j - len(units[1])


def costs_of(kind: Kind, cost: Mapping[Units, float]) -> Costs:
    """Costs with the rarities that follow from them."""
    seen_a: dict[str, float] = {}
    seen_b: dict[str, float] = {}
    for (a, b), value in cost.items():
        seen_a[a] = seen_a.get(a, 0.0) + exp(-value)
        seen_b[b] = seen_b.get(b, 0.0) + exp(-value)
    rarity_a = {unit: -log(p) for unit, p in seen_a.items()}
    return Costs(STEPS[kind], cost, rarity_a, {unit: -log(p) for unit, p in seen_b.items()})


@cache
def shipped(kind: Kind) -> Costs:
    """The costs of letters.tsv."""
    cost: dict[Units, float] = {}
    for line in LETTERS.read_text("utf-8").splitlines():
        name, a, b, value = line.split("\t")
        if name == kind:
            cost[a, b] = float(value)
            if kind == "latin":
                cost[b, a] = float(value)
    return costs_of(kind, cost)
