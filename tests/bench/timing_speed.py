"""How fast timing is told: python -m tests.bench.timing_speed [--stories N] [--store FILE]

A made store of invented outlets, a year long, whose events are as large and as dense as those of
six days of real feeds; every month and many events are asked for in turn. Wall and CPU time of
one process, each selection for the first time, so nothing is remembered.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Integer, Table, insert

from feeds import coverage
from feeds.coverage import Selection
from feeds.model import Feed, FeedState, Outlet, Poll, PollRecord
from feeds.store import open_store, schema
from feeds.store.counts import rollups
from feeds.store.sql import SqlStore
from feeds.store.types import Instant, Listed

START = datetime(2025, 1, 1, tzinfo=UTC)
DAYS, OUTLETS, BATCH = 360, 180, 20_000
SIZES = np.array([0.85, *(0.26 / n**1.75 for n in range(2, 80))])  # as in six days of real feeds
MONTH = timedelta(days=30)
TOPICS = ("floods", "bridge", "")  # a third of the events is not on the subject


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the store where it is not there, and print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1_000_000)
    parser.add_argument("--store", help="keep the made store in this file, or use it again")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(options.store or f"{folder}/timing.db")
        there = path.exists()
        store = open_store(f"sqlite:///{path}")
        assert isinstance(store, SqlStore)
        if not there:
            fill(store, options.stories)
        report(store)
        store.close()


def fill(store: SqlStore, count: int) -> None:
    """Outlets with hourly polls over the last two months, and events told by them."""
    outlets = [_outlet(number) for number in range(OUTLETS)]
    store.save_outlets(outlets)
    end = START + timedelta(days=DAYS)
    for hour in range(60 * 24):
        at = end - timedelta(hours=60 * 24 - hour)
        store.record_polls([_polled(outlet.feeds[0], at) for outlet in outlets])
    with store.writing() as conn:
        for told, events, topics in _batches(count):
            conn.execute(insert(schema.stories), told)
            conn.execute(insert(schema.events), events)
            conn.execute(insert(schema.topic_stories), topics)
        rollups.rebuild(conn, store.inserter)
    with store.writing() as conn:
        conn.exec_driver_sql("ANALYZE")


def _outlet(number: int) -> Outlet:
    name = f"outlet-{number:03}"
    feed = Feed(f"{name}-feed", name, f"https://{name}.example/rss", "en")
    return Outlet(name, name, name, "newspaper", "Nowhere", ("en",), "UTC", feeds=(feed,))


def _polled(feed: Feed, at: datetime) -> PollRecord:
    poll = Poll(feed.id, at, 20, 200, "fresh", observed_from_at=at - timedelta(hours=1))
    return PollRecord(poll, (), FeedState(feed.id, last_poll_at=at, last_observed_at=at))


Rows = list[dict[str, Any]]


def _batches(count: int) -> Iterator[tuple[Rows, Rows, Rows]]:
    chance = np.random.default_rng(6)
    volume = 1 / np.arange(2, OUTLETS + 2)
    made, event = 0, 0
    while made < count:
        told, events, topics = Rows(), Rows(), Rows()
        while len(told) < BATCH:
            size = 1 + int(chance.choice(len(SIZES), p=SIZES / SIZES.sum()))
            begun = START + timedelta(days=float(chance.uniform(0, DAYS - 3)))
            outlets = chance.choice(OUTLETS, size, p=volume / volume.sum())
            after = np.sort(chance.exponential(8, size)) * (np.arange(size) > 0)
            at = [begun + timedelta(hours=float(hours)) for hours in after]
            name = f"e{event:015}"
            told += [
                _story(name, n, o, a) for n, (o, a) in enumerate(zip(outlets, at, strict=True))
            ]
            events.append(_event(name, at, len(set(outlets.tolist()))))
            if topic := TOPICS[event % 3]:
                topics += [_topic(f"{name}-{n}", topic) for n in range(size)]
            event += 1
        made += len(told)
        yield told, events, topics


def _row(table: Table, **facts: Any) -> dict[str, Any]:
    """A whole row, what is not given being empty."""
    empty: dict[type[Any], Any] = {Instant: START, Integer: 1, Listed: ()}
    return {c.name: empty.get(type(c.type), "") for c in table.columns} | facts


def _story(event: str, number: int, outlet: int, at: datetime) -> dict[str, Any]:
    name, text = f"outlet-{outlet:03}", "what was said of it in a few sentences, " * 8
    dates = {"published_at": at, "earliest_at": at, "latest_at": at, "date_basis": "published"}
    told = {"title": "A headline of a usual length, of some happening", "summary": text}
    return _row(
        schema.stories, id=f"{event}-{number}", outlet_id=name, feed_id=f"{name}-feed",
        language="en", form="news", event_id=event, first_seen_at=at + timedelta(minutes=40),
        **dates, **told,
    )  # fmt: skip


def _event(name: str, at: Sequence[datetime], outlets: int) -> dict[str, Any]:
    held = {"first_at": at[0], "last_at": at[-1], "stories": len(at), "outlets": outlets}
    return _row(schema.events, id=name, label="A headline", **held)


def _topic(story: str, topic: str) -> dict[str, Any]:
    return _row(schema.topic_stories, story_id=story, topic_id=topic, score=2.0)


def report(store: SqlStore) -> None:
    """Print p50 and p95 of every table, for one event and for a month."""
    end = START + timedelta(days=DAYS)
    spans = [(end - MONTH - timedelta(days=n), end - timedelta(days=n)) for n in range(20)]
    table = store.event_table(spans[0][0], end, limit=200)
    print(f"{store.counts()['stories']:,} stories; the largest event has {table['stories'].max()}")
    for name, ask in (("first", coverage.first), ("lags", coverage.lags)):
        one = [Selection(*spans[0], events=(event,)) for event in table["event_id"][::2]]
        _print(f"{name}, one event", lambda s, ask=ask: ask(store, s), one)
    for name, ask in (
        ("first", coverage.first), ("lags", coverage.lags),
        ("leaders", coverage.leaders), ("who_led", coverage.who_led),
        ("events", coverage.events), ("bursts", coverage.bursts),
    ):  # fmt: skip
        months = [Selection(*span) for span in spans]
        _print(f"{name}, a month", lambda s, ask=ask: ask(store, s), months)


def _print(name: str, ask: Callable[[Selection], Any], asked: Sequence[Selection]) -> None:
    ask(asked[0])
    took = []
    for selection in asked[1:]:  # the first is kept by now
        wall, cpu = time.perf_counter(), time.process_time()
        lines = len(ask(selection))
        took.append((time.perf_counter() - wall, time.process_time() - cpu))
    (wall50, cpu50), (wall95, cpu95) = np.percentile(np.array(took) * 1000, [50, 95], axis=0)
    print(
        f"{name:20} p50 {wall50:6.0f} ms, p95 {wall95:6.0f} ms"
        f" (CPU {cpu50:.0f}, {cpu95:.0f}); {lines:,} lines", flush=True,
    )  # fmt: skip


if __name__ == "__main__":
    main()
