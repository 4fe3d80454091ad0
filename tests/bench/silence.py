"""How far silences are told from outages: python -m tests.bench.silence [--streams 40]

Three weeks of made streams in which outlets are out for days, half of them when it matters. An
outlet is truly silent on a topic where it published nothing on it, seen or not, though at the rate
of the others it would have had stories enough; a part of what it publishes is not found.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from feeds.coverage.quiet import told_of, upper
from feeds.coverage.silence_words import HALF, SOME, Found, verdict
from feeds.coverage.usual import Cube
from tests.bench.made_counts import made

RECALL = 0.85  # of the stories on a topic that are found
SPAN = slice(20, 41)


@dataclass(frozen=True, slots=True)
class Reached:
    """Of the outlets told as "none found" the part that published nothing (precision); of those
    that published nothing the part told so (recall); `naive` is the precision of taking every
    count of none for silence; `within` is the part of bounds that hold."""

    told: int
    silent: int
    precision: float
    recall: float
    naive: float
    within: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=40)
    options = parser.parse_args(arguments)
    for recall in (1.0, RECALL, 0.6):
        found = score(range(options.streams), recall)
        print(
            f"{recall:.0%} found: precision {found.precision:.3f} of {found.told} told, "
            f"recall {found.recall:.3f} of {found.silent}, counting alone {found.naive:.3f}, "
            f"bound holds in {found.within:.3f}"
        )


def score(seeds: Iterable[int], recall: float) -> Reached:
    """Over all outlets and topics of these streams."""
    lines = np.concatenate([_stream(seed, recall) for seed in seeds])
    told, none, silent, counted, bound, held = lines.T.astype(bool)
    return Reached(
        int(told.sum()),
        int(silent.sum()),
        float(none[told].mean()),
        float(told[silent].mean()),
        float(none[counted].mean()),
        float(held[bound].mean()),
    )


def _stream(seed: int, recall: float) -> npt.NDArray[np.float64]:
    """A line an outlet and topic: told as none found, published none, truly silent, counted
    none, bounded, bound holds."""
    stream = made(seed)
    draw = np.random.default_rng(seed)
    relevant = draw.binomial(stream.relevant[:, :, SPAN], recall)
    held = Cube(
        tuple(map(str, range(len(relevant)))), relevant, stream.whole[:, SPAN], stream.known
    )
    known = stream.known[:, SPAN]
    names = [f"{n:03}" for n in range(len(known))]
    table = told_of(held, known, names)
    published = stream.published[:, :, SPAN].sum(axis=2).ravel()
    fully = stream.whole[:, SPAN].sum(axis=1) / np.maximum(known.sum(axis=1), 1e-9) * known.shape[1]
    lines = []
    for number, line in enumerate(table.to_dict("records")):
        facts = Found(
            stories=line["stories"],
            all_stories=line["all_stories"],
            observed=line["observed"],
            captured=0.0,
            then=line["then"],
            expected=line["expected"],
        )
        seen = min(facts.observed, facts.then)
        could = facts.expected * fully[number % len(known)] / max(facts.all_stories, 1) >= SOME
        none, bounded = published[number] == 0, facts.stories == 0 and seen >= HALF
        most = upper(0, seen, recall) if bounded else 0.0
        silent = none and could and seen >= 0.8
        said = verdict(facts) == "none found"
        lines.append((said, none, silent, not facts.stories, bounded, published[number] <= most))
    return np.array(lines, dtype=float)


if __name__ == "__main__":
    main()
