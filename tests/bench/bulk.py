"""Years of stories taken into a store at once: python -m tests.bench.bulk [--stories N]

A store of three years is made (see tests.bench.made_month) and copied, as `coverline store copy`
does it, into a SQLite file and, where one is named, into an empty PostgreSQL database. For each:
seconds by the clock and of CPU (of this process; PostgreSQL's own are not in it), stories a second,
bytes a story, one pass with 1,000 new stories, and views over a week and over all three years.

All of the issue needs 40 GB of disk and some hours:
  python -m tests.bench.bulk --stories 10000000 --postgres postgresql://desk@127.0.0.1/empty
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

from sqlalchemy import text

from feeds import coverage
from feeds.store import Store, open_store
from feeds.store.copying.run import copy_store
from feeds.store.sql import SqlStore
from tests.bench.made_month import START, month, more

YEARS = 3 * 365  # days
POLLED = 720  # minutes between two polls of a feed: polls are not what is measured
NEW = 1000
ROUNDS = 5
WEEK = coverage.Selection(START + timedelta(days=500), START + timedelta(days=507))
SPANS = {"a week": WEEK, "all": replace(WEEK, from_at=START, to_at=START + timedelta(YEARS))}
VIEWS: dict[str, Callable[[Store, coverage.Selection], object]] = {
    "volume": coverage.volume,
    "exposure": coverage.exposure,
    "events": coverage.events,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the store, then print a paragraph for each kind of copy."""
    shown = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shown)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--postgres", help="an empty database")
    parser.add_argument("--folder", type=Path, help="where there is room; kept out of /tmp")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        source = Path(folder) / "made.db"
        spent = _spent(lambda: month(source, options.stories, YEARS, every=POLLED))
        print(f"made, and counted: {_rate(options.stories, *spent)}", flush=True)
        for target in filter(None, (f"sqlite:///{folder}/copy.db", options.postgres)):
            measure(f"sqlite:///{source}", target, options.stories)


def measure(source: str, target: str, stories: int) -> None:
    """Copy, look at and go on with one store."""
    kind = target.partition(":")[0]
    spent = _spent(lambda: copy_store(source, target, _unseen, _unseen, _unseen))
    print(f"{kind}: copied and compared, {_rate(stories, *spent)}", flush=True)
    with closing(open_store(target)) as store:
        assert isinstance(store, SqlStore)
        print(f"  {_size(store) / stories:,.0f} bytes a story", flush=True)
        for name, view in VIEWS.items():
            for span, selection in SPANS.items():
                print(f"  {name} of {span}: {_median(store, view, selection):,.0f} ms", flush=True)
        new = more(store, NEW)
        clock, cpu = _spent(lambda: store.save_derived(new))
        print(f"  {NEW:,} stories more: {clock:.2f} s, {cpu:.2f} s of CPU", flush=True)


def _median(
    store: SqlStore,
    view: Callable[[Store, coverage.Selection], object],
    selection: coverage.Selection,
) -> float:
    """Milliseconds by the clock of a view that was asked before with other days."""
    hour = timedelta(hours=1)
    times = []
    for number in range(ROUNDS):
        moved = replace(selection, from_at=selection.from_at + number * hour)
        times.append(_spent(lambda moved=moved: view(store, moved))[0])  # type: ignore[misc]
    return 1000 * sorted(times[1:])[len(times[1:]) // 2]


def _size(store: SqlStore) -> int:
    """Bytes of all tables and indexes."""
    with store.reading() as conn:
        if conn.dialect.name == "sqlite":
            pages = (conn.scalar(text(f"PRAGMA {word}")) for word in ("page_count", "page_size"))
            count, size = (int(number or 0) for number in pages)
            return count * size
        held = text(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        )
        return int(conn.scalar(held) or 0)


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of CPU."""
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu


def _rate(stories: int, clock: float, cpu: float) -> str:
    return (
        f"{clock:.0f} s ({stories / clock:,.0f} stories/s), {cpu:.0f} s of CPU"
        f" ({stories / cpu:,.0f} stories a second of it)"
    )


def _unseen(done: int, total: int) -> None:
    """Progress that nobody looks at."""


if __name__ == "__main__":
    main()
