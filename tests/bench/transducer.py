"""Letter costs learnt from pairs of spellings: expectation and maximisation over alignments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from feeds.names.alignment import STEPS, Kind, Steps, Units

ROUNDS = 5
USUAL = 40  # a unit of several letters is counted from so many uses on
FIRST = {(1, 1): 1.0, (1, 0): 0.3, (0, 1): 0.1}  # what steps are worth before anything is learnt
ELSE = 0.05
DISCOUNT = 0.3  # taken from every count from the third round on, so that chance pairs go
LEAST = 4e-6  # probability; rarer pairs of units are left out

Pair = tuple[str, str, float]  # two folded tokens and their weight
Ids = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Group:
    """Pairs of equal lengths: for each length of unit the ids at each place, one row a pair."""

    sizes: tuple[int, int]
    a: Mapping[int, Ids]
    b: Mapping[int, Ids]
    weights: Numbers


def learn(pairs: Sequence[Pair], kind: Kind) -> dict[Units, float]:
    """-log P of pairs of units, from pairs of folded tokens."""
    steps = STEPS[kind]
    ended = [(f"^{a}$", f"^{b}$", weight) for a, b, weight in pairs]
    units_a = _units((a for a, _, _ in ended), max(i for i, _ in steps))
    units_b = _units((b for _, b, _ in ended), max(j for _, j in steps))
    groups = list(_groups(ended, steps, units_a, units_b))
    chance = _first(steps, units_a, units_b)
    for number in range(ROUNDS):
        counts = np.zeros_like(chance)
        for group in groups:
            _count(group, steps, len(units_b), chance, counts)
        counts = np.maximum(counts - (DISCOUNT if number >= 2 else 0), 0)
        chance = counts / counts.sum()
    found = np.flatnonzero(chance > LEAST).tolist()
    names_a, names_b = list(units_a), list(units_b)
    width = len(units_b)
    return {(names_a[n // width], names_b[n % width]): -log(chance[n]) for n in found}


def _units(tokens: Iterable[str], longest: int) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for token in tokens:
        for size in range(1, longest + 1):
            counts.update(token[n : n + size] for n in range(len(token) - size + 1))
    kept = sorted(unit for unit, count in counts.items() if len(unit) == 1 or count >= USUAL)
    return {unit: number for number, unit in enumerate(["", *kept])}


def _groups(
    pairs: Sequence[Pair], steps: Steps, units_a: Mapping[str, int], units_b: Mapping[str, int]
) -> Iterator[_Group]:
    by_sizes = defaultdict(list)
    for pair in pairs:
        by_sizes[len(pair[0]), len(pair[1])].append(pair)
    for sizes, found in sorted(by_sizes.items()):
        a = {i: _ids([p[0] for p in found], i, units_a) for i in {i for i, _ in steps} if i}
        b = {j: _ids([p[1] for p in found], j, units_b) for j in {j for _, j in steps} if j}
        yield _Group(sizes, a, b, np.array([p[2] for p in found], np.float64))


def _ids(tokens: Sequence[str], size: int, units: Mapping[str, int]) -> Ids:
    places = range(max(len(tokens[0]) - size + 1, 0))
    rows = [[units.get(token[n : n + size], -1) for n in places] for token in tokens]
    return np.array(rows, np.int64).reshape(len(tokens), len(places))


def _first(steps: Steps, units_a: Mapping[str, int], units_b: Mapping[str, int]) -> Numbers:
    chance = np.zeros((len(units_a), len(units_b)))
    sizes_a, sizes_b = (np.array([len(u) for u in units]) for units in (units_a, units_b))
    for i, j in steps:
        chance[np.ix_(sizes_a == i, sizes_b == j)] = FIRST.get((i, j), ELSE)
    first: Numbers = (chance / chance.sum()).ravel()
    return first


def _count(group: _Group, steps: Steps, width: int, chance: Numbers, counts: Numbers) -> None:
    """Add how often each pair of units is expected to have been used in a group."""
    size_a, size_b = group.sizes
    forward = np.zeros((size_a + 1, size_b + 1, len(group.weights)))
    forward[0, 0] = 1
    taken = []
    for i, j, di, dj in _cells(group.sizes, steps):
        one = group.a[di][:, i - di] if di else np.zeros(len(group.weights), np.int64)
        other = group.b[dj][:, j - dj] if dj else np.zeros(len(group.weights), np.int64)
        known = np.minimum(one, other) >= 0
        units = np.where(known, one * width + other, 0)
        worth = np.where(known, chance[units], 0)
        forward[i, j] += forward[i - di, j - dj] * worth
        taken.append((i, j, di, dj, units, worth))
    whole = forward[size_a, size_b]
    share = np.where(whole > 0, group.weights / np.where(whole > 0, whole, 1), 0)
    back = np.zeros_like(forward)
    back[size_a, size_b] = 1
    used, expected = [], []
    for i, j, di, dj, units, worth in reversed(taken):
        used.append(units)
        expected.append(forward[i - di, j - dj] * worth * back[i, j] * share)
        back[i - di, j - dj] += worth * back[i, j]
    numbers, places = np.unique(np.concatenate(used), return_inverse=True)
    counts[numbers] += np.bincount(places, np.concatenate(expected))


def _cells(sizes: tuple[int, int], steps: Steps) -> Iterator[tuple[int, int, int, int]]:
    for i in range(sizes[0] + 1):
        for j in range(sizes[1] + 1):
            yield from ((i, j, di, dj) for di, dj in steps if di <= i and dj <= j)
