"""The words of stories, kept for searching in the transaction that writes the stories."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, insert, select, text

from feeds.query import RULES, indexed_words
from feeds.store.polling import Inserter, get_fact, put_fact, write
from feeds.store.rows import Row, batches
from feeds.store.schema import stories
from feeds.store.types import EPOCH
from feeds.store.words.tables import docs

Tick = Callable[[int, int], None]  # (stories read, of how many)
FACT = "search"  # the rules by which the words are kept; any others are stale
OWN_BITS = 24  # of a document's number, below the seconds
APART = "\ue000"  # no word holds it: no phrase reaches from a headline into its summary
SECOND = timedelta(seconds=1)
_AT_ONCE = 5000

_MAKE = {
    "sqlite": (
        # Words come folded, parted by spaces: the plainest tokenizer changes nothing in them.
        "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', tokenize='ascii')",
    ),
    "postgresql": (
        "CREATE TABLE search_words (rowid BIGINT NOT NULL, words TSVECTOR NOT NULL)",
        "SET LOCAL maintenance_work_mem = '256MB'",
        "ALTER TABLE search_words ADD PRIMARY KEY (rowid)",
        "CREATE INDEX ix_search_words_words ON search_words USING GIN (words)",
    ),
}
_ADD = {
    "sqlite": "INSERT INTO search_words (rowid, words) VALUES (:doc, :words)",
    "postgresql": "INSERT INTO search_words VALUES (:doc, CAST(:words AS tsvector))",
}
_TAKE = {  # FTS5 without content wants to be told what it is to forget
    "sqlite": "INSERT INTO search_words (search_words, rowid, words)"
    " VALUES ('delete', :doc, :words)",
    "postgresql": "DELETE FROM search_words WHERE rowid = :doc",
}
_FACTS = (
    "published_at",
    "first_seen_at",
    "outlet_id",
    "language",
    "form",
    "scopes",
    "date_basis",
    "event_id",
)


class _Kept(NamedTuple):
    """A story as the index holds it, or should."""

    doc: int
    title: str
    summary: str


@contextmanager
def following(
    conn: Connection, insert_into: Inserter, story_ids: Collection[str]
) -> Iterator[None]:
    """What is written to the stories inside can be searched at the end."""
    before = _held(conn, story_ids)
    yield
    for batch in batches(sorted(story_ids)):
        conn.execute(delete(docs).where(docs.c.story_id.in_(batch)))
        _renew(conn, before, conn.execute(_stories().where(stories.c.id.in_(batch))).all())


def is_stale(conn: Connection) -> bool:
    """Whether the words are to be read anew before anything is searched or written."""
    return get_fact(conn, FACT) != RULES


def rebuild(conn: Connection, insert_into: Inserter, tick: Tick) -> None:
    """Read every story anew, those published first at first: the index grows at its end."""
    from feeds.store.words import anew  # which writes as this module does

    with _emptied(conn, insert_into):
        conn.execute(delete(docs))
        anew.rebuild(conn, tick)


def taken(source: Connection, conn: Connection, insert_into: Inserter, tick: Tick) -> None:
    """Read every story of another store anew for this one, whose documents are the same."""
    from feeds.store.words import anew

    with _emptied(conn, insert_into):
        anew.taken(source, conn, tick)


@contextmanager
def _emptied(conn: Connection, insert_into: Inserter) -> Iterator[None]:
    """No words, to be filled inside; then what is made of all of them at once in a third of the
    time."""
    make, *then = _MAKE[conn.dialect.name]
    for statement in ("DROP TABLE IF EXISTS search_words", make):
        conn.execute(text(statement))
    yield
    for statement in then:
        conn.execute(text(statement))
    put_fact(conn, insert_into, FACT, RULES)


def _held(conn: Connection, story_ids: Collection[str]) -> dict[str, _Kept]:
    """What the index holds of the stories, by story id."""
    found: dict[str, _Kept] = {}
    told = (docs.c.story_id, docs.c.doc, stories.c.title, stories.c.summary)
    query = select(*told).join(stories, stories.c.id == docs.c.story_id)
    for batch in batches(sorted(story_ids)):
        for story_id, *rest in conn.execute(query.where(docs.c.story_id.in_(batch))):
            found[story_id] = _Kept(*rest)
    return found


def _stories() -> Select[Any]:
    table = stories.c
    return select(table.id, table.title, table.summary, table.copy_of, *(table[n] for n in _FACTS))


def _renew(conn: Connection, before: dict[str, _Kept], rows: Sequence[Any]) -> None:
    """Bring the index up to what the stories say now: words only where they changed."""
    taken = _taken(conn, [_number(row.id, row.published_at) for row in rows])
    found: list[Row] = []
    add: list[Row] = []
    take: list[Row] = []
    for row in rows:
        old = before.get(row.id)
        new = _Kept(_doc(row, old, taken), row.title, row.summary)
        taken.add(new.doc)
        facts = {name: getattr(row, name) for name in _FACTS}
        found.append({"doc": new.doc, "story_id": row.id, "copied": row.copy_of != "", **facts})
        if old != new:
            add.append(_words(conn, new))
            take += [_words(conn, old)] if old else []
    _run(conn, _TAKE, take)
    _run(conn, _ADD, add)
    write(conn, insert(docs), found)


def _doc(row: Any, old: _Kept | None, taken: set[int]) -> int:
    """A story keeps its number as long as its second."""
    doc = _number(row.id, row.published_at)
    if old and old.doc >> OWN_BITS == doc >> OWN_BITS:
        return old.doc
    while doc in taken:
        doc += 1
    return doc


def _taken(conn: Connection, numbers: Sequence[int]) -> set[int]:
    """Numbers that other stories have, as far as they matter to these: theirs and the next few."""
    near = [number + step for number in numbers for step in range(3)]
    found: set[int] = set()
    for batch in batches(near):
        found.update(conn.scalars(select(docs.c.doc).where(docs.c.doc.in_(batch))))
    return found


def _number(story_id: str, at: datetime) -> int:
    """In order of publication; the rest comes from the id, so that it is the same again."""
    return first_doc(at) | own_bits(story_id)


def own_bits(story_id: str) -> int:
    """The part of a document's number that tells it from others of its second."""
    return int.from_bytes(blake2b(story_id.encode(), digest_size=3).digest())


def first_doc(at: datetime) -> int:
    """The lowest number of a story published in the second of an instant."""
    return ((at - EPOCH) // SECOND) << OWN_BITS


def _words(conn: Connection, kept: _Kept) -> Row:
    return {"doc": kept.doc, "words": written(conn, kept.title, kept.summary)}


def written(conn: Connection, title: str, summary: str) -> str:
    """The words of a story as that database's index takes them."""
    parts = [indexed_words(part) for part in (title, summary)]
    return _spaced(parts) if conn.dialect.name == "sqlite" else _placed(parts)


def _spaced(parts: Sequence[Sequence[str]]) -> str:
    return f" {APART} ".join(" ".join(part) for part in parts)


def _placed(parts: Sequence[Sequence[str]]) -> str:
    """A tsvector as PostgreSQL reads it: each word with its place, the summary's one further on;
    it sorts them itself, and puts those together that come again."""
    return _places(tuple(map(len, parts))) % tuple(chain.from_iterable(parts))


@lru_cache(maxsize=1 << 14)
def _places(lengths: tuple[int, ...]) -> str:
    """What stands around so many words."""
    held: list[str] = []
    first = 1
    for length in lengths:
        held += [f"'%s':{place}" for place in range(first, first + length)]
        first += length + 1
    return " ".join(held)


def _run(conn: Connection, statements: dict[str, str], rows: list[Row]) -> None:
    if rows:  # numbers must rise for FTS5 to write them in one go
        conn.execute(text(statements[conn.dialect.name]), sorted(rows, key=lambda r: r["doc"]))
