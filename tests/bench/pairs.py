"""Likeness of pairs beside what people say: python -m tests.bench.pairs

Prints Pearson's correlation of our likeness with the human one of SemEval's pairs, each scored by
weights learnt without its own fifth, in all and by languages; and that of sentence vectors alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np

from feeds.cluster.features import Flags, Numbers
from feeds.cluster.signals import SIGNALS
from tests.bench.pairing import human_pairs

FOLDS = 5
LEAST = 50  # pairs of two languages that are told for themselves
RIDGE = 1.0
_MEANING, _NAMES = SIGNALS.index("meaning"), SIGNALS.index("names")
_SAME = SIGNALS.index("same_language")


def held_out(rows: Numbers, likeness: Numbers) -> Numbers:
    """Likeness of each pair by least squares over the signals, learnt without its fifth."""
    fold = np.random.default_rng(3).integers(0, FOLDS, len(rows))
    found = np.zeros(len(rows))
    for number in range(FOLDS):
        known, asked = fold != number, fold == number
        found[asked] = _design(rows[asked]) @ _learnt(_design(rows[known]), likeness[known])
    return found


def _learnt(design: Numbers, likeness: Numbers) -> Numbers:
    bend = design.T @ design + RIDGE * np.eye(design.shape[1])
    found: Numbers = np.linalg.solve(bend, design.T @ likeness)
    return found


def _design(rows: Numbers) -> Numbers:
    """The signals and their squares, apart for pairs in one language and in two.

    Names are left out: these headlines were read from addresses, which have no capitals.
    """
    same = rows[:, _SAME : _SAME + 1] > 0
    said = np.delete(rows, [_NAMES, _SAME], axis=1)
    both = np.hstack([said, said**2, np.ones((len(rows), 1))])
    return np.hstack([both * same, both * ~same])


def pearson(one: Numbers, other: Numbers) -> float:
    """Pearson's correlation of two columns."""
    return float(np.corrcoef(one, other)[0, 1])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the correlations."""
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    rows, likeness, languages = human_pairs()
    found = held_out(rows, likeness)
    which = np.array(languages)
    for name in ["all", *sorted(set(languages))]:
        some: Flags = (which == name) | (name == "all")
        if some.sum() < LEAST:
            continue
        learnt, alone = (
            pearson(some_of[some], likeness[some]) for some_of in (found, rows[:, _MEANING])
        )
        print(
            f"{name:6} {int(some.sum()):5} pairs   learnt {learnt:.3f}   meaning alone {alone:.3f}"
        )


if __name__ == "__main__":
    main()
