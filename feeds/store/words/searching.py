"""The store's part in searching, and keeping it up to date when a store is opened."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Literal, Protocol

from sqlalchemy import Connection

from feeds.errors import StoreError
from feeds.store.polling import Inserter
from feeds.store.words import index as search_index
from feeds.store.words.tables import Sought

if TYPE_CHECKING:
    import pandas as pd

MANY = 20_000  # stories from which reading them anew is told


class Searched(Protocol):
    """A store whose stories can be searched."""

    def search(
        self, sought: Sought, offset: int = 0, limit: int | None = 100
    ) -> tuple[int, pd.DataFrame]:
        """(how many stories there are, those from `offset` on, in order), columns as of
        `story_table`. In order of publication or, by that clock, of first seen."""

    def search_counts(
        self, sought: Sought, by: Literal["kind", "topic", "event"], limit: int = 1000
    ) -> pd.DataFrame:
        """stories of each kind (outlet_id, language, form, date_basis, copied), or those of
        the topics or events (key) of most stories; the topic "" is none."""


class Held(Protocol):
    """What searching needs of a store over a database."""

    where: str
    inserter: Inserter

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""

    def writing(self) -> AbstractContextManager[Connection]:
        """The one transaction that writes."""


class SqlSearch:
    """Searching over a database."""

    def search(
        self: Held, sought: Sought, offset: int = 0, limit: int | None = 100
    ) -> tuple[int, pd.DataFrame]:
        """How many stories there are, and those from `offset` on."""
        from feeds.store.words import search

        with self.reading() as conn:
            return search.found(conn, sought, offset, limit)

    def search_counts(
        self: Held, sought: Sought, by: Literal["kind", "topic", "event"], limit: int = 1000
    ) -> pd.DataFrame:
        """Stories by kind, topic or event."""
        from feeds.store.words import search

        with self.reading() as conn:
            return search.counts(conn, sought, by, limit)


def prepare(store: Held, read_only: bool) -> None:
    """Read the words of all stories where they were kept by other rules or not at all."""
    with store.reading() as conn:
        stale = search_index.is_stale(conn)
    if stale and read_only:
        hint = "Open it once for writing, for example with `coverline poll`."
        raise StoreError(f"The store {store.where} has an older search index.", hint)
    if stale:
        with store.writing() as conn:
            if search_index.is_stale(conn):  # another process may have done it meanwhile
                search_index.rebuild(conn, store.inserter, _telling())


def _telling() -> Callable[[int, int], None]:
    """Says on standard error how far reading many stories has come, a line each tenth."""
    told = 0

    def tick(done: int, total: int) -> None:
        nonlocal told
        tenth = done * 10 // total
        if total >= MANY and tenth > told:
            told = tenth
            print(
                f"coverline: read {done:,} of {total:,} stories for searching",
                file=sys.stderr,
                flush=True,
            )

    return tick
