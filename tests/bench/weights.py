"""Learn the weights of signals anew: python -m tests.bench.weights [--out WEIGHTS.json]

From the labelled Syria sets, UCI's headlines of 2014 and SemEval's pairs, never from OG2021, which
only measures. Prints how well they group each Syria set when learnt without its own fifth (5-fold
over events), and where to set the start: too low joins nothing, too high joins all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from feeds.cluster.features import Flags, Numbers, Slots
from feeds.cluster.score import Weights
from feeds.cluster.signals import SIGNALS
from tests.bench.fitting import Lesson, evenly, fit
from tests.bench.linking import linked, scores
from tests.bench.pairing import SETS, Cases, human_cases, human_pairs, labelled, likeliest

SYRIA = SETS[:2]
SAME = (
    *("words", "letters", "meaning", "names", "concepts", "numbers", "other_numbers", "hours"),
    "same_outlet",
)
ACROSS = ("letters", "meaning", "names", "concepts", "numbers", "other_numbers", "hours")
TRANSLATED = ("meaning", "words")  # those of the shared meanings here, see of_senses
FOLDS = 5
ALIKE = (1.25, 2.5)  # what people call so alike is surely not, or surely, one happening
STARTS = {"same": 1.25, "across": 1.5}  # on top of what is learnt, see the report


@lru_cache(maxsize=1)
def material() -> dict[str, Cases]:
    """All labelled sets by name."""
    return {name: labelled(name) for name in SETS}


def learnt(used: Sequence[str], left_out: Mapping[str, Flags] | None = None) -> Weights:
    """Weights of the used signals; the pairs that a set leaves out are not looked at."""
    lessons = [_lesson(name, cases, left_out or {}) for name, cases in material().items()]
    return fit([*lessons, _people()], used)


def folds(cases: Cases) -> Slots:
    """The fifth of each story; those of one event are in one."""
    events = sorted(set(cases.events))
    lots = np.random.default_rng(7).integers(0, FOLDS, len(events))
    fold_of = dict(zip(events, lots.tolist(), strict=True))
    return np.array([fold_of[event] for event in cases.events])


def held_out(name: str, used: Sequence[str]) -> Numbers:
    """Log-odds of a set's pairs, each by weights learnt without the later story's fifth."""
    cases, fold = material()[name], folds(material()[name])
    odds = np.zeros(len(cases.rows))
    for number in range(FOLDS):
        touched = (fold[cases.later] == number) | (fold[cases.earlier] == number)
        asked = fold[cases.later] == number
        odds[asked] = learnt(used, {name: touched}).odds(cases.rows[asked])
    return odds


def _lesson(name: str, cases: Cases, left_out: Mapping[str, Flags]) -> Lesson:
    keep = likeliest(cases)
    if name in left_out:
        keep &= ~left_out[name]
    some = cases.picked(keep)
    kind, timed = (0, True) if name in SYRIA else (1, False)
    return Lesson(some.rows, some.same, evenly(some.later), kind, timed)


def _people() -> Lesson:
    rows, likeness, _ = _human_pairs()
    spoken = rows[:, SIGNALS.index("same_language")] > 0
    low, high = ALIKE
    sure = np.clip((likeness[spoken] - low) / (high - low), 0, 1)
    return Lesson(rows[spoken], sure, np.ones(int(spoken.sum())), 2, False)


def of_senses() -> float:
    """The weight of what words mean, beside meaning: from people's pairs in two languages, the only
    ones where words themselves do not say it already."""
    rows, agreement, likeness, _ = human_cases()
    rows[:, SIGNALS.index("words")] = agreement  # words themselves say nothing here
    foreign = rows[:, SIGNALS.index("same_language")] == 0
    low, high = ALIKE
    sure = np.clip((likeness[foreign] - low) / (high - low), 0, 1)
    lesson = Lesson(rows[foreign], sure, np.ones(int(foreign.sum())), 0, True)
    return float(fit([lesson], TRANSLATED).each[SIGNALS.index("words")])


@lru_cache(maxsize=1)
def _human_pairs() -> tuple[Numbers, Numbers, list[str]]:
    return human_pairs()


def report(used: Sequence[str], starts: Sequence[float]) -> None:
    """Print B-cubed and pair F1 of each Syria set, learnt without its own fifth."""
    for name in SYRIA:
        odds, cases = held_out(name, used), material()[name]
        found = [scores(cases, linked(cases, odds, -start)) for start in starts]
        told = (f"{s:+.2f} {b:.3f}/{p:.3f}" for s, (b, p) in zip(starts, found, strict=True))
        print(f"{name:14} {'  '.join(told)}", flush=True)


def as_kept(found: Weights, start: float) -> dict[str, float]:
    """Weights as the file keeps them, `start` added."""
    each = dict(zip(SIGNALS, (round(float(value), 4) for value in found.each), strict=True))
    return {"start": round(found.start + start, 4), **each}


def main(arguments: Sequence[str] | None = None) -> None:
    """Report, and with --out write the file that ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    report(SAME, (0.0, 0.5, 1.0, 1.5, 2.0))
    if options.out:
        used = {"same": SAME, "across": ACROSS}
        kept = {name: as_kept(learnt(used[name]), STARTS[name]) for name in used}
        kept["wholes"] = {"senses": round(of_senses(), 4)}
        options.out.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
