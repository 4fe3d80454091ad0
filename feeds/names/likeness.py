"""How far two tokens are spellings of one name: 0 to 1.

Latin (and Cyrillic, letter by letter in Latin) beside Arabic, and beside Latin, is judged by
what the alignment costs, with weights learnt from labelled pairs (weights.tsv). Arabic beside
Arabic or Hebrew is judged by consonants alone: there, spelling is nearly fixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import NamedTuple

from feeds.names.alignment import GAP, Costs, Kind, shipped
from feeds.names.keys import name_keys
from feeds.names.spelling import Spelled, spell

WEIGHTS = Path(__file__).parent / "weights.tsv"
SHARED_KEY = 0.85  # likeness of what has a key in common, where no weights were learnt
NEAR = 0.4  # the same but for a long vowel, as in بشار and بشير
WEAK = str.maketrans("", "", "اويه")
LONGEST = 24  # letters; a longer token is no name


class Weights(NamedTuple):
    """A logistic score: features less their means, over their deviations, times the weights."""

    bias: float
    means: tuple[float, ...]
    deviations: tuple[float, ...]
    weights: tuple[float, ...]

    def of(self, features: Sequence[float]) -> float:
        """The probability that two tokens are one name."""
        rows = zip(features, self.means, self.deviations, self.weights, strict=True)
        odds = self.bias + sum((x - mean) / sd * weight for x, mean, sd, weight in rows)
        return 1 / (1 + exp(-max(min(odds, 30.0), -30.0)))


@lru_cache(maxsize=100_000)
def token_likeness(a: str, b: str) -> float:
    """How far two tokens, in any of the four scripts, are spellings of one name: 0 to 1."""
    one, other = spell(a), spell(b)
    if not one.letters or not other.letters or max(len(one.letters), len(other.letters)) > LONGEST:
        return 0.0
    if one.consonantal and other.consonantal:
        return _by_consonants(one, other, bool(set(name_keys(a)) & set(name_keys(b))))
    if one.letters == other.letters:
        return 1.0
    kind: Kind = "cross" if one.consonantal or other.consonantal else "latin"
    if kind == "cross" and "hebrew" in (one.script, other.script):
        return SHARED_KEY if set(name_keys(a)) & set(name_keys(b)) else 0.0
    first, second = _in_order(one, other)
    return _weights(kind).of(features(kind, shipped(kind), first.letters, second.letters))


def _in_order(one: Spelled, other: Spelled) -> tuple[Spelled, Spelled]:
    """What is written in vowels first; of two such the first in the alphabet."""
    if one.consonantal or (not other.consonantal and one.letters > other.letters):
        return other, one
    return one, other


def _by_consonants(one: Spelled, other: Spelled, shared: bool) -> float:
    if one.script != other.script:
        return SHARED_KEY if shared else 0.0
    if one.letters == other.letters:
        return 1.0
    bare = one.letters.translate(WEAK)
    same = bare == other.letters.translate(WEAK) and len(bare) > 1
    return NEAR if same and one.letters[0] == other.letters[0] else 0.0


def features(kind: Kind, costs: Costs, a: str, b: str) -> list[float]:
    """What the weights weigh, of two folded tokens; the first in vowels."""
    aligned = costs.align(a, b)
    rare = sum(costs.rare_a(x) + costs.rare_b(y) for x, y in aligned.steps)
    size = len(a) + len(b)
    gain, mean_cost = rare - aligned.cost, -aligned.cost / size
    left, right = costs.gaps(aligned.steps)
    if kind == "latin":
        left, right = [(x + y) / 2 for x, y in zip(left, right, strict=True)], []
    worst, odd = left[0], sum(gap for gap in left if gap > GAP)
    keys, others = name_keys(a), name_keys(b)
    shared, same = bool(set(keys) & set(others)), keys[:1] == others[:1]
    found = [gain, gain / size, mean_cost, *_side(left, size), *_side(right, size)]
    found += [size, abs(len(a) - len(b)), shared, same]
    if kind == "latin":
        changes = edits(a, b)
        found += [changes, changes / size, a[0] == b[0]]
    else:
        found += [len(a) - len(b)]
    square = (gain / 10) ** 2, (gain / size) ** 2, mean_cost**2, worst**2, odd**2 / 50
    return [float(value) for value in (*found, gain / size * worst, *square)]


def _side(gaps: Sequence[float], size: int) -> list[float]:
    if not gaps:
        return []
    worst = [*gaps, 0.0, 0.0][:3]
    return [*worst, sum(gaps) / size, sum(gap for gap in gaps if gap > GAP)]


def edits(a: str, b: str) -> int:
    """Letters to put in, take out or change to make b of a."""
    row = list(range(len(b) + 1))
    for letter in a:
        before, row = row, [row[0] + 1]
        for n, (diagonal, above) in enumerate(pairwise(before)):
            row.append(min(above + 1, row[-1] + 1, diagonal + (letter != b[n])))
    return row[-1]


@cache
def _weights(kind: Kind) -> Weights:
    rows = [line.split("\t") for line in WEIGHTS.read_text("utf-8").splitlines()]
    numbers = {(name, part): tuple(map(float, rest)) for name, part, *rest in rows}
    parts = (numbers[kind, part] for part in ("means", "deviations", "weights"))
    return Weights(numbers[kind, "bias"][0], *parts)
