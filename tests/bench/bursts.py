"""How well planted bursts are found: python -m tests.bench.bursts [--streams 40] [--grid]

A burst is found where one found run and it share at least half of the days that either has.
`--events FILE` adds what is found in a list of dated events (COVERLINE_SHARED has one).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from feeds.coverage.automaton import Rates, Run
from feeds.coverage.bursts import RATES
from feeds.coverage.usual import Cube, cube, detect
from tests.bench.made_counts import FACTORS, Made, Planted, frames, made
from tests.bench.shared import shared

EVENTS = "corpus/events-2024-11_2025-08.jsonl"
ALIKE = 0.5
SPREADS = (1.2, 1.5, 3.0)


@dataclass(frozen=True, slots=True)
class Score:
    """Of the found runs how many are planted, of the planted how many are found, and how many
    runs touch no planted burst at all: false alarms."""

    right: int
    found: int
    caught: int
    planted: int
    alarms: int

    def __str__(self) -> str:
        precision, recall = self.right / max(self.found, 1), self.caught / max(self.planted, 1)
        return (
            f"precision {precision:.3f} ({self.right} of {self.found}), "
            f"recall {recall:.3f} ({self.caught} of {self.planted}), "
            f"{self.alarms} where nothing was planted"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every figure as soon as it is known."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--streams", type=int, default=40)
    parser.add_argument("--from-seed", type=int, default=1000, help="fitted on seeds below 1000")
    parser.add_argument("--grid", action="store_true", help="try other parameters, too")
    options = parser.parse_args(arguments)
    seeds = range(options.from_seed, options.from_seed + options.streams)
    if options.grid:
        for scale, rise in product((1.5, 2.0, 2.5, 3.0), (0.5, 1.0, 1.5, 2.0, 3.0)):
            streams = [made(seed, spread=SPREADS[seed % 3]) for seed in seeds]
            print(f"odds x {scale}, rise {rise}: {score(streams, Rates(scale, rise))}", flush=True)
    for spread in SPREADS:
        streams = [made(seed, spread=spread) for seed in seeds]
        print(f"variance {spread} of mean: {score(streams, RATES)}", flush=True)
        print(f"  blind to exposure:  {score(streams, RATES, blind)}", flush=True)
    streams = [made(seed) for seed in seeds]
    for factor in FACTORS:
        print(f"  {factor:g} times the usual: recall {_recall(streams, factor):.3f}")
    path = shared() / EVENTS
    if path.exists():
        for line in listed(path):
            print(line)


def held(stream: Made) -> Cube:
    """The stream as coverage counts it."""
    return cube(*frames(stream), tuple(f"t{n:03}" for n in range(len(stream.relevant))))


def blind(stream: Made) -> Cube:
    """The same with raw counts: every day expects the same, seen or not."""
    relevant = stream.relevant.sum(axis=1, keepdims=True)
    most = np.full((1, stream.whole.shape[1]), 10 * int(stream.whole.sum(axis=0).max()))
    return Cube((), relevant, most, np.ones(most.shape))


def score(streams: Iterable[Made], rates: Rates, counted: Callable[[Made], Cube] = held) -> Score:
    """Found runs against planted ones, over all streams."""
    parts = [0, 0, 0, 0, 0]
    for stream in streams:
        found = [run for run in detect(counted(stream), rates)[0] if run.level == 1]
        pairs = [(run, burst) for run in found for burst in stream.bursts if _alike(run, burst)]
        parts[0] += len({id(run) for run, _ in pairs})
        parts[1] += len(found)
        parts[2] += len({id(burst) for _, burst in pairs})
        parts[3] += len(stream.bursts)
        parts[4] += sum(
            not any(_shared(run, burst) > 0 for burst in stream.bursts) for run in found
        )
    return Score(*parts)


def _recall(streams: Sequence[Made], factor: float) -> float:
    caught = total = 0
    for stream in streams:
        found = [run for run in detect(held(stream), RATES)[0] if run.level == 1]
        bursts = [burst for burst in stream.bursts if burst.factor == factor]
        caught += sum(any(_alike(run, burst) for run in found) for burst in bursts)
        total += len(bursts)
    return caught / max(total, 1)


def _alike(run: Run, burst: Planted) -> bool:
    either = max(run.last, burst.last) - min(run.first, burst.first) + 1
    return _shared(run, burst) >= ALIKE * either


def _shared(run: Run, burst: Planted) -> int:
    """Days of both."""
    both = min(run.last, burst.last) - max(run.first, burst.first) + 1
    return both if run.row == burst.row else 0


def listed(path: Path) -> list[str]:
    """Bursts of Syria among dated events of the world, a line each."""
    events = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    days = pd.date_range(min(e["date"] for e in events), max(e["date"] for e in events), tz="UTC")
    place = days.get_indexer(pd.DatetimeIndex([e["date"] for e in events], tz="UTC"))
    about = np.array([bool(e["syria"]) for e in events])
    whole = np.bincount(place, minlength=len(days))
    relevant = np.bincount(place[about], minlength=len(days))
    counted = Cube(("Syria",), relevant[None, None], whole[None], np.ones((1, len(days))))
    return [_line(run, days, relevant, whole) for run in detect(counted, RATES)[0]]


def _line(run: Run, days: pd.DatetimeIndex, relevant: object, whole: object) -> str:
    span = slice(run.first, run.last + 1)
    told, every = np.asarray(relevant)[span].sum(), np.asarray(whole)[span].sum()
    first, last = f"{days[run.first]:%Y-%m-%d}", f"{days[run.last]:%Y-%m-%d}"
    return f"  Syria, level {run.level}: {first} to {last}, {told} of {every}, {run.weight:.1f}"


if __name__ == "__main__":
    main()
