"""The words of all stories read in one go, past the column types: these would cost as much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Connection

from feeds.store.appending import ahead, append, poured, streamed
from feeds.store.words.index import OWN_BITS, own_bits, written

Tick = Callable[[int, int], None]  # (stories read, of how many)
_FACTS = "published_at, first_seen_at, outlet_id, language, form, scopes, date_basis, event_id"
_READ = f"SELECT id, title, summary, copy_of <> '', {_FACTS} FROM stories ORDER BY published_at, id"
_DOCS = ("doc", "story_id", "copied", *_FACTS.split(", "))
_TAKEN = "SELECT doc, title, summary FROM search_docs JOIN stories ON id = story_id ORDER BY doc"
_SECOND = 1_000_000  # microseconds


def rebuild(conn: Connection, tick: Tick) -> None:
    """Fill the two empty tables of searching."""
    total = conn.exec_driver_sql("SELECT count(*) FROM stories").scalar() or 0
    numbers, done = _Numbers(), 0
    for rows in streamed(conn, _READ):
        told = [(numbers.of(row[0], row[4]), row) for row in rows]
        append(conn, "search_docs", _DOCS, [(doc, *_facts(row)) for doc, row in told])
        append(conn, "search_words", ("rowid", "words"), _worded(conn, told))
        done += len(rows)
        tick(done, total)


def _facts(row: Any) -> tuple[Any, ...]:
    name, _, _, copied, *facts = row
    return name, copied, *facts


def _worded(conn: Connection, told: Sequence[tuple[int, Any]]) -> list[tuple[int, str]]:
    """Numbers must rise for FTS5 to write them in one go."""
    return sorted((doc, written(conn, row[1], row[2])) for doc, row in told)


def taken(source: Connection, conn: Connection, tick: Tick) -> None:
    """Fill the empty words from another store with the same documents."""
    total = source.exec_driver_sql("SELECT count(*) FROM search_docs").scalar() or 0
    made = (_words(conn, rows) for rows in streamed(source, _TAKEN))
    with closing(ahead(made)) as parts:
        told = _ticking(parts, total, tick)
        if conn.dialect.name == "sqlite":
            for part in told:
                append(conn, "search_words", ("rowid", "words"), part)
        else:
            poured(conn, "COPY search_words FROM STDIN (ENCODING 'UTF8')", map(_lines, told))


def _words(conn: Connection, rows: Sequence[Any]) -> list[tuple[int, str]]:
    return [(doc, written(conn, *told)) for doc, *told in rows]


def _lines(rows: Sequence[tuple[int, str]]) -> bytes:
    return "".join(f"{doc}\t{told}\n" for doc, told in rows).encode()


def _ticking(parts: Iterable[Sequence[Any]], total: int, tick: Tick) -> Iterator[Sequence[Any]]:
    done = 0
    for part in parts:
        yield part
        done += len(part)
        tick(done, total)


class _Numbers:
    """Numbers for documents that come in order of publication: no two have the same."""

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._second = 0

    def of(self, story_id: str, published: int) -> int:
        """The number of a story published so many microseconds after 1970."""
        second = published // _SECOND
        if second != self._second:  # a number may have spilt into the second that follows
            self._taken = {doc for doc in self._taken if doc >> OWN_BITS >= second}
            self._second = second
        doc = second << OWN_BITS | own_bits(story_id)
        while doc in self._taken:
            doc += 1
        self._taken.add(doc)
        return doc
