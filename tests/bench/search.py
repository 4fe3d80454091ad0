"""How fast searching is: python -m tests.bench.search [--stories N] [--keep FILE]

A store of one month is made (see tests.bench.made_month) with headlines and summaries of made
words, frequent and rare as words are; searches of one word, of several, of phrases and of stars,
alone and with an outlet, a language or a topic chosen, over a week and over the month. A search is
a page of 100 results with its count. Times are milliseconds.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from feeds.coverage import Selection, facets
from feeds.query import parse
from feeds.store import Store, open_store
from feeds.store.sql import SqlStore
from feeds.store.wanted import Wanted
from feeds.store.words import index as search_index
from feeds.store.words.tables import Sought
from tests.bench.made_month import DAYS, START, TOPICS, month

VOCABULARY, SLOPE = 200_000, 1.15  # words, and how steeply they grow rare
IN_HEADLINE, IN_SUMMARY = 10, 35
CHUNK = 20_000
RANKS = (1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 50_000)  # of the words that are searched
CHOSEN: tuple[tuple[str, Wanted], ...] = (
    ("", Wanted()),
    ("an outlet", Wanted(outlets=("outlet-03",))),
    ("a language", Wanted(languages=("ar",))),
    ("a topic", Wanted(topics=TOPICS[:1])),
)
WEEK, MONTH = timedelta(days=7), timedelta(days=DAYS)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the store where it is not there, then print a line for each kind of search."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=100_000, help="stories in the month")
    parser.add_argument("--keep", type=Path, help="a store to make, or to use where it is there")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "month.db"
        if not path.exists():
            month(path, options.stories)
        with closing(open_store(f"sqlite:///{path}")) as store:
            assert isinstance(store, SqlStore)
            worded(store, path)
            measure(store)


def worded(store: SqlStore, path: Path) -> None:
    """Give the stories words of a known frequency, once, and read them for searching."""
    if store.meta("words") == "made":
        return
    with closing(sqlite3.connect(path)) as conn:
        _write(conn)
    began = time.process_time()
    with store.writing() as writing:
        search_index.rebuild(writing, store.inserter, lambda done, total: None)
    print(f"read for searching in {time.process_time() - began:.0f} s CPU")
    store.set_meta("words", "made")


def _write(conn: sqlite3.Connection) -> None:
    draw = np.random.default_rng(11)
    ids = [row[0] for row in conn.execute("SELECT id FROM stories ORDER BY id")]
    conn.execute("PRAGMA synchronous = OFF")
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        told = draw.zipf(SLOPE, (len(some), IN_HEADLINE + IN_SUMMARY))
        ranks = np.minimum(told, VOCABULARY).tolist()
        texts = ([f"w{rank}" for rank in row] for row in ranks)
        rows = (
            (" ".join(text[:IN_HEADLINE]), " ".join(text[IN_HEADLINE:]), story)
            for story, text in zip(some, texts, strict=True)
        )
        conn.executemany("UPDATE stories SET title = ?, summary = ? WHERE id = ?", rows)
    conn.commit()


def searches() -> Iterator[tuple[str, str]]:
    """(kind, search) of many frequencies."""
    for rank, other in zip(RANKS, (*RANKS[1:], 7), strict=True):
        yield "a word", f"w{rank}"
        yield "two words", f"w{rank} w{other}"
        yield "either, not", f"(w{rank} OR w{other}) -w2"
        yield "a phrase", f'"w{rank} w{other}"'
        yield "a star", f"w{rank}0*"


def measure(store: Store) -> None:
    """A line for each kind of search, then for all; the whole first, then what is chosen."""
    print(f"{'search':24} {'n':>4} {'CPU p50':>8} {'p95':>7} {'wall p50':>9} {'p95':>7}")
    every: list[tuple[float, float]] = []
    kinds: dict[str, list[tuple[float, float]]] = {}
    for kind, typed in searches():
        for chosen, wanted in CHOSEN:
            for span in (WEEK, MONTH):
                sought = Sought(START, START + span, query=parse(typed), wanted=wanted)
                spent = timed(store, sought)
                every.append(spent)
                kinds.setdefault(f"{kind}, {chosen}" if chosen else kind, []).append(spent)
    for kind, times in kinds.items():
        _print(kind, times)
    _print("all of these", every)
    month_of = Sought(START, START + MONTH)
    _print("no word, the month", [timed(store, month_of) for _ in range(5)])
    deep = replace(month_of, query=parse("w10"))
    _print("from the 20,000th on", [timed(store, deep, 20_000) for _ in range(5)])
    facets = [timed_counts(store, deep) for _ in range(3)]
    _print("facets of a usual word", facets)


def timed(store: Store, sought: Sought, offset: int = 0) -> tuple[float, float]:
    """(CPU, wall) milliseconds of a page with its count."""
    spent, passed = time.process_time(), time.perf_counter()
    store.search(sought, offset, 100)
    return (time.process_time() - spent) * 1000, (time.perf_counter() - passed) * 1000


def timed_counts(store: Store, sought: Sought) -> tuple[float, float]:
    """The same of all facets, as the page asks for them."""
    selection = Selection(sought.from_at, sought.to_at)
    spent, passed = time.process_time(), time.perf_counter()
    facets(store, selection, sought.query)
    return (time.process_time() - spent) * 1000, (time.perf_counter() - passed) * 1000


def _print(kind: str, times: Sequence[tuple[float, float]]) -> None:
    values = [
        f"{np.quantile([t[at] for t in times], q):8.0f}" for at in (0, 1) for q in (0.5, 0.95)
    ]
    print(f"{kind:24} {len(times):4} {' '.join(values)}", flush=True)


if __name__ == "__main__":
    main()
