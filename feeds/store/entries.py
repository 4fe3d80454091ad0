"""Entry versions, written and read past the column types: they are by far the most rows.

The statements are written by hand, since SQLAlchemy would compile them anew or take as long
over each row as all the rest; both databases understand them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from json.encoder import encode_basestring_ascii
from typing import Any

from sqlalchemy import Connection

from feeds.model import Entry, RawEntry
from feeds.store import rows
from feeds.store.types import instant, micros, storable

_RAW = (
    "key, guid, link, title, summary, content_chars, author, language, published_raw, "
    "updated_raw, created_raw, categories"
)
_OWN = "feed_id, version, seen_at, listed_after_at, poll_id, source, captured_at, channel_raw"
_KEPT = ", ".join(f"entries.{name}" for name in f"{_RAW}, {_OWN}, id".split(", "))
_WRITTEN = f"{_RAW}, {_OWN}, content_hash"
# What dates are read from and stories are told by; texts are the most of an entry.
_BARE = _KEPT
for _name, _nothing in (("summary", "''"), ("author", "''"), ("categories", "'[]'")):
    _BARE = _BARE.replace(f"entries.{_name},", f"{_nothing},")
SHORT = 200  # characters of categories that are worth remembering


def append(conn: Connection, found: Iterable[tuple[Entry, int]]) -> None:
    """Write entry versions, each with the id of its poll; those that are there stay."""
    mark = _mark(conn)
    kept = [_kept(entry, poll_id) for entry, poll_id in found]
    if kept:
        places = ", ".join([mark] * len(kept[0]))
        conn.exec_driver_sql(
            f"INSERT INTO entries ({_WRITTEN}) VALUES ({places}) "
            "ON CONFLICT (feed_id, key, version) DO NOTHING",
            kept,
        )


def after(conn: Connection, cursor: int, limit: int, feed_id: str | None = None) -> list[Entry]:
    """Entries by id, ascending, of one feed or of all."""
    mark = _mark(conn)
    own = "" if feed_id is None else f"AND feed_id = {mark} "
    asked = (cursor, limit) if feed_id is None else (cursor, feed_id, limit)
    query = f"SELECT {_KEPT} FROM entries WHERE id > {mark} {own}ORDER BY id LIMIT {mark}"
    return [_entry(row) for row in conn.exec_driver_sql(query, asked)]


def of_story(conn: Connection, story_id: str) -> list[Entry]:
    """Every version of the entries that a story was made from, by id."""
    query = (
        f"SELECT {_KEPT} FROM entries JOIN story_entries s ON entries.feed_id = s.feed_id "
        f"AND entries.key = s.key WHERE s.story_id = {_mark(conn)} ORDER BY entries.id"
    )
    return [_entry(row) for row in conn.exec_driver_sql(query, (story_id,))]


def bare(conn: Connection, feed_ids: Sequence[str], until: int) -> list[Entry]:
    """The entries of feeds up to an id in order of arrival, without summaries, authors and
    categories."""
    mark = _mark(conn)
    query = (
        f"SELECT {_BARE} FROM entries WHERE feed_id IN ({', '.join([mark] * len(feed_ids))}) "
        f"AND id <= {mark} ORDER BY seen_at, id"
    )
    return [_entry(row) for row in conn.exec_driver_sql(query, (*feed_ids, until))]


def told(conn: Connection, feed_ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """(feed id, key, story id) of the entries of feeds that stories were made from."""
    marks = ", ".join([_mark(conn)] * len(feed_ids))
    query = f"SELECT feed_id, key, story_id FROM story_entries WHERE feed_id IN ({marks})"
    return [tuple(row) for row in conn.exec_driver_sql(query, tuple(feed_ids))]


def known(conn: Connection, feed_id: str, keys: Collection[str]) -> dict[str, tuple[int, str]]:
    """(latest version, its content hash) of the keys that are known."""
    found = _newest(conn, ("version", "content_hash"), feed_id, keys)
    return {key: (version, digest) for key, version, digest in found}


def links(conn: Connection, feed_id: str, keys: Collection[str]) -> dict[str, str]:
    """The newest link of each of the keys that are known."""
    return dict(_newest(conn, ("link",), feed_id, keys))


def _newest(
    conn: Connection, columns: Sequence[str], feed_id: str, keys: Collection[str]
) -> Iterator[Any]:
    """(key, *columns) of the versions of a feed's keys, the newest last."""
    asked, mark = {storable(key): key for key in keys}, _mark(conn)
    for batch in rows.batches(asked):
        query = (
            f"SELECT key, {', '.join(columns)} FROM entries WHERE feed_id = {mark} "
            f"AND key IN ({', '.join([mark] * len(batch))}) ORDER BY version"
        )
        for key, *values in conn.exec_driver_sql(query, (feed_id, *batch)):
            yield asked[key], *values


def _mark(conn: Connection) -> str:
    return "?" if conn.dialect.paramstyle == "qmark" else "%s"


def _kept(entry: Entry, poll_id: int) -> tuple[Any, ...]:
    """An entry version as its columns hold it."""
    raw = entry.raw
    return (
        storable(raw.key),
        storable(raw.guid),
        storable(raw.link),
        storable(raw.title),
        storable(raw.summary),
        raw.content_chars,
        storable(raw.author),
        storable(raw.language),
        storable(raw.published_raw),
        storable(raw.updated_raw),
        storable(raw.created_raw),
        _array(raw.categories),
        entry.feed_id,
        entry.version,
        micros(entry.seen_at),
        entry.listed_after_at and micros(entry.listed_after_at),
        poll_id,
        entry.source,
        entry.captured_at and micros(entry.captured_at),
        storable(entry.channel_raw),
        raw.content_hash,
    )


def _entry(row: Any) -> Entry:
    """An entry version as it arrived."""
    raw = (*row[:11], _words(row[11]))
    feed_id, version, seen, listed_after, poll_id, source, captured, channel, number = row[12:]
    return Entry(
        feed_id,
        version,
        instant(seen),
        RawEntry(*raw),
        None if listed_after is None else instant(listed_after),
        number,
        poll_id,
        source,
        None if captured is None else instant(captured),
        channel,
    )


def _array(words: tuple[str, ...]) -> str:
    """As `json.dumps` writes it, at a tenth of the cost."""
    return f"[{', '.join(map(encode_basestring_ascii, words))}]"


def _words(array: str) -> tuple[str, ...]:
    return _few(array) if len(array) <= SHORT else tuple(json.loads(array))


@lru_cache(maxsize=1024)  # an outlet has a few dozen categories
def _few(array: str) -> tuple[str, ...]:
    return tuple(json.loads(array))
