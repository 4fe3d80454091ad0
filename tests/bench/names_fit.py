"""Learn feeds/names/letters.tsv and weights.tsv: `python -m tests.bench.names_fit [--write]`.

Letter costs come from names-wikidata-dev (CC0), weights from names-pairs-dev. Without --write
it cross-validates: a fold holds whole groups of pairs that share tokens, and neither costs nor
weights see a token of the fold they are judged on.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feeds.names.alignment import LETTERS, Costs, Kind, Units, costs_of
from feeds.names.likeness import WEIGHTS, Weights, edits, features
from feeds.names.spelling import spell
from tests.bench.shared import shared
from tests.bench.transducer import Pair, learn

KINDS: tuple[Kind, ...] = ("cross", "latin")
FOLDS = 5
MOST = 30_000  # pairs to learn letters from
RIDGE = 1e-3


class Case(NamedTuple):
    """A labelled pair."""

    kind: str
    a: str
    b: str
    same: bool


def main(arguments: list[str] | None = None) -> None:
    """Cross-validate, or write the files that ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args(arguments).write:
        write()
    else:
        for kind in KINDS:
            print(f"{kind}: F1 {cross_validated(kind):.3f} over {FOLDS} folds")


def cases() -> list[Case]:
    """The pairs of names-pairs-dev."""
    with (shared() / "bench/names-pairs-dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Case(row["kind"], row["a"], row["b"], row["same"] == "1") for row in rows]


def write() -> None:
    """Learn from everything and write both files."""
    letters: list[str] = []
    weights: list[str] = []
    for kind in KINDS:
        cost = costs(kind, ())
        letters += _letter_lines(kind, cost)
        rounded = costs_of(kind, {units: round(value, 2) for units, value in cost.items()})
        fitted = fit(kind, rounded, [case for case in cases() if case.kind == kind])
        weights += _weight_lines(kind, fitted)
    LETTERS.write_text("\n".join(letters) + "\n", "utf-8")
    WEIGHTS.write_text("\n".join(weights) + "\n", "utf-8")


def _letter_lines(kind: Kind, cost: Mapping[Units, float]) -> Iterator[str]:
    for (a, b), value in sorted(cost.items()):
        if kind == "cross" or a <= b:
            yield f"{kind}\t{a}\t{b}\t{value:.2f}"


def _weight_lines(kind: Kind, fitted: Weights) -> Iterator[str]:
    yield f"{kind}\tbias\t{fitted.bias:.4f}"
    for part in ("means", "deviations", "weights"):
        yield f"{kind}\t{part}\t" + "\t".join(f"{value:.4f}" for value in getattr(fitted, part))


def cross_validated(kind: Kind) -> float:
    """F1 of a kind over all folds, each judged by what never saw its tokens."""
    fold_of, found = folds(), [case for case in cases() if case.kind == kind]
    right = said = 0
    for fold in range(FOLDS):
        judged = [case for case in found if fold_of[case.a] == fold]
        hidden = {token for case in judged for token in (case.a, case.b)}
        cost = costs_of(kind, costs(kind, hidden))
        weights = fit(kind, cost, [case for case in found if fold_of[case.a] != fold])
        answers = [weights.of(_features(kind, cost, case)) > 0.5 for case in judged]
        right += sum(yes and case.same for yes, case in zip(answers, judged, strict=True))
        said += sum(answers)
    return 2 * right / (said + sum(case.same for case in found))


def folds() -> dict[str, int]:
    """The fold of each token; pairs that share a token share a fold."""
    head: dict[str, str] = {}

    def find(token: str) -> str:
        while head.setdefault(token, token) != token:
            token = head[token]
        return token

    for case in cases():
        head[find(case.a)] = find(case.b)
    return {t: int(sha256(find(t).encode()).hexdigest(), 16) % FOLDS for t in list(head)}


def costs(kind: Kind, hidden: Collection[str]) -> dict[Units, float]:
    """Letter costs learnt from all pairs but those with a hidden token."""
    pairs = _across(hidden) if kind == "cross" else _latin(hidden)
    # By digest, not by chance: the same choice in every run, and no alphabetical part of it.
    pairs.sort(key=lambda pair: sha256(" ".join(pair[:2]).encode()).digest())
    cost = learn(pairs[:MOST], kind)
    return _both_ways(cost) if kind == "latin" else cost


def _both_ways(cost: Mapping[Units, float]) -> dict[Units, float]:
    chance: dict[Units, float] = defaultdict(float)
    for (a, b), value in cost.items():
        chance[a, b] += np.exp(-value) / 2
        chance[b, a] += np.exp(-value) / 2
    return {units: float(-np.log(value)) for units, value in chance.items()}


def _rows(hidden: Collection[str]) -> Iterator[tuple[str, str, int]]:
    path = shared() / "bench/names-wikidata-dev.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            latin, arabic = spell(row["latin"]), spell(row["arabic"])
            sizes = 2 <= len(latin.letters) <= 14 and 2 <= len(arabic.letters) <= 12
            if sizes and not {row["latin"], row["arabic"]} & set(hidden):
                yield latin.letters, arabic.letters, int(row["count"])


def _across(hidden: Collection[str]) -> list[Pair]:
    return [(latin, arabic, 1 + 0.5 * min(count, 5)) for latin, arabic, count in _rows(hidden)]


def _latin(hidden: Collection[str]) -> list[Pair]:
    """Latin spellings of one Arabic token, without those too far apart to be its spellings."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for latin, arabic, _ in _rows(hidden):
        spellings[arabic].add(latin)
    return [
        (a, b, 1.0)
        for same in spellings.values()
        for a in sorted(same)
        for b in sorted(same)
        if a != b and edits(a, b) <= 0.6 * max(len(a), len(b))
    ]


def fit(kind: Kind, costs: Costs, found: Sequence[Case]) -> Weights:
    """Logistic regression by Newton's method."""
    table = np.array([_features(kind, costs, case) for case in found])
    wanted = np.array([case.same for case in found], np.float64)
    means, deviations = table.mean(axis=0), table.std(axis=0) + 1e-9
    rows = np.c_[(table - means) / deviations, np.ones(len(table))]
    weights: NDArray[np.float64] = np.zeros(rows.shape[1])
    for _ in range(30):
        said = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (said - wanted) / len(rows) + RIDGE * weights
        bend = (rows * (said * (1 - said))[:, None]).T @ rows / len(rows)
        weights -= np.linalg.solve(bend + RIDGE * np.eye(len(weights)), slope)
    return Weights(float(weights[-1]), *(tuple(v) for v in (means, deviations, weights[:-1])))


def _features(kind: Kind, costs: Costs, case: Case) -> list[float]:
    a, b = spell(case.a).letters, spell(case.b).letters
    if kind == "latin" and a > b:
        a, b = b, a
    return features(kind, costs, a, b)


if __name__ == "__main__":
    main()
