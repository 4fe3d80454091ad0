"""A made month of coverage, written straight into SQLite: seeded, of any size."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from feeds.model import Derived, Feed, Outlet, Story, StoryDate, TopicMatch
from feeds.store import Store, open_store
from feeds.store.counts.rollups import rebuild
from feeds.store.sql import SqlStore
from feeds.store.words import index as search_index

START = datetime(2026, 3, 1, tzinfo=UTC)
DAYS, OUTLETS = 30, 80
TOPICS = tuple(f"topic-{n}" for n in range(12))
NAMES = tuple(f"n{n:04}" for n in range(2000))
LANGUAGES = ("ar", "en", "tr", "ku")
EACH_EVENT = 8  # stories, on average
ON_TOPIC, TWICE, COPIED, NAMED, EDITED = 0.3, 0.3, 0.12, 3, 0.02
CITING, SOURCES = 0.08, 200  # between the two streams that were replayed: 5 and 11 %
POLL_EVERY = 30  # minutes
CHUNK = 50_000
DAY = 86_400_000_000  # microseconds
Draw = np.random.Generator


def outlets() -> list[Outlet]:
    """Outlets with a feed of everything; every third has a section too."""
    return [_outlet(number) for number in range(OUTLETS)]


def _outlet(number: int) -> Outlet:
    name, language = f"outlet-{number:02}", LANGUAGES[number % len(LANGUAGES)]
    feed = Feed(f"{name}-all", name, f"https://{name}.example/rss", language)
    section = Feed(f"{name}-part", name, f"https://{name}.example/part", language, scope="section")
    feeds = (feed, section) if number % 3 == 0 else (feed,)
    country = f"Country {number % 9}"
    return Outlet(name, name, name, "newspaper", country, (language,), "UTC", feeds=feeds)


def month(
    path: Path,
    stories: int,
    days: int = DAYS,
    topics: Sequence[str] = TOPICS,
    every: int = POLL_EVERY,
) -> None:
    """Make a store of the month, or of so many days, with so many stories; feeds are polled
    `every` so many minutes."""
    with closing(open_store(f"sqlite:///{path}")) as store:
        store.save_outlets(outlets())
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        _fill(conn, stories, days, topics, every)
    with closing(open_store(f"sqlite:///{path}")) as store:
        assert isinstance(store, SqlStore)
        with store.writing() as writing:
            rebuild(writing, store.inserter)
            search_index.rebuild(writing, store.inserter, lambda done, total: None)


def _fill(
    conn: sqlite3.Connection, stories: int, days: int, topics: Sequence[str], every: int
) -> None:
    """All that is not counted from something else; a file that is cut off here is worth nothing."""
    for word in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"):
        conn.execute(f"PRAGMA {word}")
    made = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in made:
        conn.execute(f"DROP INDEX {name}")
    conn.execute("BEGIN")
    draw = np.random.default_rng(7)
    _events(conn, max(1, stories // EACH_EVENT), days)
    step = days * DAY / stories
    for first in range(0, stories, CHUNK):
        _chunk(conn, draw, range(first, min(first + CHUNK, stories)), step, stories, topics)
    _polls(conn, days, every)
    conn.execute("COMMIT")
    for _, sql in made:  # of all rows at once, it takes a fraction of the time
        conn.execute(sql)
    conn.execute("ANALYZE")


def _chunk(
    conn: sqlite3.Connection,
    draw: Draw,
    numbers: range,
    step: float,
    stories: int,
    topics: Sequence[str],
) -> None:
    """Stories in order of publication, `step` apart, with all that hangs on them."""
    first, count = numbers.start, len(numbers)
    at = micros(START) + (np.arange(first, first + count) * step).astype(np.int64)
    outlet = np.minimum(draw.zipf(1.4, count) - 1, OUTLETS - 1)
    event = _near(draw, first, count, stories)
    ids = [f"story{number:09}" for number in range(first, first + count)]
    copied = draw.random(count) < COPIED
    rows = zip(ids, outlet.tolist(), at.tolist(), event.tolist(), copied.tolist(), strict=True)
    _insert(conn, "stories", _stories(rows))
    _insert(
        conn,
        "story_entries",
        ((s, f"outlet-{o:02}-all", s) for s, o in zip(ids, outlet, strict=True)),
    )
    section = (
        (s, f"outlet-{o:02}-part", s) for s, o in zip(ids, outlet, strict=True) if o % 6 == 0
    )
    _insert(conn, "story_entries", section)
    _insert(conn, "topic_stories", _topics(draw, ids, event, topics))
    _insert(conn, "story_names", _names(draw, ids))
    _insert(conn, "history", _history(draw, ids, at, event))
    _insert(conn, "story_citations", _citations(draw, ids))


def _near(draw: Draw, first: int, count: int, stories: int) -> npt.NDArray[np.int64]:
    """The event of each story: one that began in the days before, larger ones more often."""
    last = (np.arange(first, first + count) // EACH_EVENT).astype(np.int64)
    back = draw.zipf(1.3, count)
    return np.asarray(np.maximum(last - np.minimum(back, stories // EACH_EVENT), 0), dtype=np.int64)


def _stories(rows: Iterator[tuple[str, int, int, int, bool]]) -> Iterator[tuple[object, ...]]:
    for story, outlet, at, event, copied in rows:
        name = f"outlet-{outlet:02}"
        form = "opinion" if at % 17 == 0 else "news"
        text = f"Council {event} debates the harbour works of district {at % 997}"
        yield (
            story, name, f"{name}-all", f"https://{name}.example/{story}", "", text, text * 3,
            LANGUAGES[outlet % len(LANGUAGES)], form, "summary", at, at, at, "published",
            "second", "high", "raw", "rfc822", "UTC", "written", "[]", '["read as written"]',
            at + 600_000_000, 1, f"story{event:09}" if copied else "", "",
            f"event{event:08}", 0,
        )  # fmt: skip


def _topics(
    draw: Draw, ids: list[str], event: npt.NDArray[np.int64], topics: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    """The topics of an event are those of its stories; most events have none."""
    second = draw.random(len(ids)) < TWICE
    for story, of, twice in zip(ids, event.tolist(), second.tolist(), strict=True):
        if (of * 2_654_435_761) % 1000 >= ON_TOPIC * 1000:
            yield story, "off-subject", 1.0, ""
            continue
        yield story, topics[of % len(topics)], 1.0, "in the title"
        if twice:
            yield story, topics[(of + 5) % len(topics)], 1.0, "in the summary"


def _names(draw: Draw, ids: list[str]) -> Iterator[tuple[object, ...]]:
    held = np.minimum(draw.zipf(1.3, (len(ids), NAMED)) - 1, len(NAMES) - 1)
    for story, numbers in zip(ids, held.tolist(), strict=True):
        for place, number in enumerate(numbers):
            yield story, "title", place, NAMES[number], NAMES[number], "person", "x", place + 1


def _history(
    draw: Draw, ids: list[str], at: npt.NDArray[np.int64], event: npt.NDArray[np.int64]
) -> Iterator[tuple[object, ...]]:
    chosen = np.flatnonzero(draw.random(len(ids)) < EDITED)
    for place in chosen.tolist():
        before, after = f"event{event[place] - 1:08}", f"event{event[place]:08}"
        yield None, int(at[place]) + DAY, ids[place], "", "event_id", before, after, "merged"


def _citations(draw: Draw, ids: list[str]) -> Iterator[tuple[object, ...]]:
    """Some stories name a source in the headline, a few sources most often."""
    chosen = np.flatnonzero(draw.random(len(ids)) < CITING)
    source = np.minimum(draw.zipf(1.4, len(chosen)) - 1, SOURCES - 1)
    for place, number in zip(chosen.tolist(), source.tolist(), strict=True):
        name = f"outlet-{number:02}" if number < OUTLETS else f"source-{number}"
        yield ids[place], "title", 0, 7, name, name, "outlet", "debates", 0, 40


def _events(conn: sqlite3.Connection, count: int, days: int) -> None:
    step = days * DAY / count
    rows = (
        (f"event{n:08}", f"Event {n}", "en", micros(START) + int(n * step),
         micros(START) + int(n * step) + DAY, EACH_EVENT, 3, "[]", "[]", "[]", "")
        for n in range(count)
    )  # fmt: skip
    _insert(conn, "events", rows)


def _polls(conn: sqlite3.Connection, days: int, every: int) -> None:
    """Every feed polled all the time, failing one day of thirty."""
    feeds = [feed for outlet in outlets() for feed in outlet.feeds]
    names = (
        "feed_id, started_at, duration_ms, status, outcome, error, bytes_received, body_hash, "
        "entries_seen, entries_new, entries_edited, entries_undated, overlap, overran, "
        "observed_from_at, redirects, next_due_at, next_due_why"
    )
    step = every * 60_000_000
    rows = (
        (feed.id, at, 50, 200, "failed" if fails else "fresh", "", 1, "", 20, 1, 0, 0, 19, 0,
         None if fails else at - step, "[]", None, "")
        for number, feed in enumerate(feeds)
        for at in range(micros(START) + step, micros(START) + days * DAY, step)
        for fails in [(at - micros(START)) // DAY % DAYS == number % DAYS]
    )  # fmt: skip
    marks = ", ".join("?" * 18)
    conn.executemany(f"INSERT INTO polls ({names}) VALUES ({marks})", rows)
    states = ((feed.id, micros(START), micros(START)) for feed in feeds)
    conn.executemany(
        "INSERT INTO feed_states (feed_id, etag, last_modified, body_hash, window, last_poll_at, "
        "last_observed_at, failures, retired, moved_to, moved_seen, alarm) "
        "VALUES (?, '', '', '', '[]', ?, ?, 0, 0, '', 0, '')",
        states,
    )


def _insert(conn: sqlite3.Connection, table: str, rows: Iterator[tuple[object, ...]]) -> None:
    width = len(conn.execute(f"SELECT * FROM {table} LIMIT 0").description)
    conn.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * width)})", rows)


def micros(at: datetime) -> int:
    """Microseconds since 1970."""
    return int(at.timestamp()) * 1_000_000


def more(store: Store, count: int) -> Derived:
    """A batch of new stories on the last two days of the month."""
    stories = [_story(number, count) for number in range(count)]
    topics = tuple(TopicMatch(s.id, TOPICS[n % 12], 1.0, "") for n, s in enumerate(stories))
    entries = tuple((s.id, s.feed_id, s.id) for s in stories)
    return Derived(store.cursor() + 1, tuple(stories), story_entries=entries, topics=topics)


def _story(number: int, count: int) -> Story:
    at = START + timedelta(days=DAYS - 2 + 2 * number / count)
    name = f"outlet-{number % OUTLETS:02}"
    date = StoryDate(at, at, at, "published", "second", "high")
    link = f"https://{name}.example/late-{number}"
    words = "Council debates the harbour works"
    return Story(
        f"late{number}", name, f"{name}-all", link, link, words, words, "en", "news", "summary",
        date, at + timedelta(minutes=10),
    )  # fmt: skip
