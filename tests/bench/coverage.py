"""How fast the tables of coverage are: python -m tests.bench.coverage [--stories N]

A store of one month is written straight into SQLite: 80 outlets with a feed of everything and
some with a section, 12 topics, events, names and polls. Every table is asked for spans of two to
four weeks of it, each another, so that nothing is remembered; the same question twice tells what
a cache saves. Times are CPU and wall milliseconds; the words of stories are timed by
tests.bench.wording.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from feeds import coverage
from feeds.coverage.selection import Selection
from feeds.store import Store, open_store
from tests.bench.made_month import DAYS, NAMES, START, TOPICS, month, more

ROUNDS = 5
Ask = Callable[[Store, Selection], object]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every figure as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=200_000, help="stories in the month")
    parser.add_argument("--keep", type=Path, help="a store to make, or to use where it is there")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="questions a table")
    parser.add_argument("--only", nargs="*", default=[], help="tables with any of these words")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "month.db"
        if not path.exists():
            began = time.perf_counter()
            month(path, options.stories)
            print(f"{options.stories:,} stories made in {time.perf_counter() - began:.0f} s")
        with closing(open_store(f"sqlite:///{path}")) as store:
            measure(store, options.rounds, options.only)
            one_more_pass(store)


def measure(store: Store, rounds: int = ROUNDS, only: Sequence[str] = ()) -> None:
    """A line a table: first and cached, p50 and p95 of CPU and wall milliseconds."""
    heads = ("CPU p50", "p95", "wall p50", "p95", "again p50")
    print(f"{'table':32} " + " ".join(f"{head:>9}" for head in heads), flush=True)
    for name, ask, changes in questions():
        if only and not any(word in name for word in only):
            continue
        first, again, wall = [], [], []
        for number in range(rounds):
            asked = replace(selection(number), **changes)
            spent, passed = timed(ask, store, asked)
            first.append(spent)
            wall.append(passed)
            again.append(timed(ask, store, asked)[0])
        row = [np.quantile(times, part) for times in (first, wall) for part in (0.5, 0.95)]
        held = " ".join(f"{value:9.0f}" for value in row)
        print(f"{name:32} {held} {np.median(again):9.1f}", flush=True)


def selection(number: int) -> Selection:
    """The month at first, then parts of it that begin later and later."""
    start = START + timedelta(days=number % 15, hours=number % 7 if number else 0)
    return Selection(start, START + timedelta(days=DAYS, seconds=-1), "Asia/Damascus", bin="day")


def questions() -> list[tuple[str, Ask, dict[str, Any]]]:
    """(name, what is asked, what is special in the selection)."""
    some = {"topics": TOPICS[:3]}
    return [
        ("volume by topic", coverage.volume, {}),
        ("volume by topic, hours", coverage.volume, {"bin": "hour"}),
        ("volume by outlet", coverage.volume, {"rows": "outlet"}),
        ("share by language", coverage.volume, {"rows": "language", "measure": "share"}),
        ("attention by outlet", coverage.volume, {"rows": "outlet", "measure": "attention"}),
        ("exposure", coverage.exposure, {}),
        ("exposure, hours", coverage.exposure, {"bin": "hour"}),
        ("feeds", coverage.feeds, {}),
        ("missing", coverage.missing, {}),
        ("basis", coverage.basis, {}),
        ("volume by outlet, three topics", coverage.volume, {"rows": "outlet", **some}),
        ("volume by event", coverage.volume, {"rows": "event"}),
        ("volume by name", coverage.volume, {"rows": "name", "names": NAMES[:5]}),
        ("volume by topic of a name", coverage.volume, {"names": NAMES[:1]}),
        ("volume in Asia/Kolkata", coverage.volume, {"zone": "Asia/Kolkata"}),
        ("volume as of day 20", coverage.volume, {"as_of": START + timedelta(days=20)}),
        ("rates", coverage.rates, {"rows": "outlet"}),
        ("panel", coverage.panel, {}),
        ("seams", coverage.seams, {}),
        ("volume by country", coverage.volume, {"rows": "country"}),
        ("volume by language", coverage.volume, {"rows": "language"}),
        ("volume by form", coverage.volume, {"rows": "form"}),
        ("events", coverage.events, {}),
        ("stories, newest 5,000", coverage.stories, {}),
        ("first", coverage.first, {}),
        ("lags", coverage.lags, {}),
        ("leaders", coverage.leaders, {}),
        ("leaders of groups", coverage.leaders, {"rows": "group"}),
        ("who_led", coverage.who_led, {}),
        ("first, one event", coverage.first, {"events": ("event00001000",)}),
        ("lags, one event", coverage.lags, {"events": ("event00001000",)}),
        ("bursts", coverage.bursts, {}),
        ("silence", coverage.silence, {"rows": "outlet", "topics": TOPICS[:1]}),
        ("citations", coverage.citations, {}),
        ("claims of a topic", coverage.claims, {"topics": TOPICS[:1]}),
    ]


def timed(ask: Ask, store: Store, asked: Selection) -> tuple[float, float]:
    """(CPU, wall) milliseconds of one question."""
    spent, passed = time.process_time(), time.perf_counter()
    ask(store, asked)
    return (time.process_time() - spent) * 1000, (time.perf_counter() - passed) * 1000


def one_more_pass(store: Store) -> None:
    """What a batch of 1,000 new stories costs, its counts included."""
    derived = more(store, 1000)
    spent, passed = time.process_time(), time.perf_counter()
    store.save_derived(derived)
    spent, passed = time.process_time() - spent, time.perf_counter() - passed
    print(f"one more pass of 1,000 stories: {spent:.2f} s CPU, {passed:.2f} s wall")


if __name__ == "__main__":
    main()
