"""A store's part over a database: stories and counts as tables."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from feeds.store.counts import numbers
from feeds.store.wanted import EVERYTHING, Wanted

if TYPE_CHECKING:
    import pandas as pd

    from feeds.store.counts.counted import Counted
    from feeds.store.counts.hour_rows import Whole
    from feeds.store.protocol import AnyScope, Clock, TallyBy, Telling

from feeds.store.sql.base import SqlBase


class SqlTables(SqlBase):
    """Stories and counts as tables."""

    def rollup(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        scope: AnyScope = "",
        topics: Collection[str] = (),
    ) -> pd.DataFrame:
        """Stories per hour in [from, to)."""
        from feeds.store.counts import tallies

        with self.reading() as conn:
            return tallies.rollup(conn, (from_at, to_at), clock, scope, topics)

    def counted(self, from_at: datetime, to_at: datetime, clock: Clock, each: bool) -> Counted:
        """The counts of [from, to), or each story of it."""
        from feeds.store.counts import counted

        with self.reading() as conn:
            return counted.counted(conn, (from_at, to_at), clock, each)

    def carrying(self, name_ids: Collection[str], among: Whole | None = None) -> dict[str, Whole]:
        """The numbers of the stories that carry each of the names."""
        from feeds.store.counts import counted

        with self.reading() as conn:
            return counted.carrying(conn, name_ids, among)

    def numbers(self, ids: Collection[str]) -> dict[str, int]:
        """The numbers that stand for ids with their prefix in counts."""
        with self.reading() as conn:
            return numbers.known(conn, ids)

    def numbered(self, found: Collection[int]) -> dict[int, str]:
        """The ids with their prefix that numbers stand for."""
        with self.reading() as conn:
            return numbers.ids(conn, found)

    def moved_table(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted, as_of: datetime
    ) -> pd.DataFrame:
        """Stories in [from, to) that were changed since an instant, as they were then."""
        from feeds.store import asof

        with self.reading() as conn:
            return asof.moved_table(conn, (from_at, to_at), clock, wanted, as_of)

    def unlike(self, as_of: datetime) -> Whole:
        """The numbers of the stories that were not known then, or not as they are today."""
        from feeds.store import asof

        with self.reading() as conn:
            return asof.unlike(conn, as_of)

    def tally(
        self, from_at: datetime, to_at: datetime, clock: Clock, by: TallyBy, wanted: Wanted
    ) -> pd.DataFrame:
        """Stories per quarter of an hour in [from, to), counted one by one."""
        from feeds.store.counts import tallies

        with self.reading() as conn:
            return tallies.tally(conn, from_at, to_at, clock, by, wanted)

    def story_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        topics: Collection[str] = (),
        outlets: Collection[str] = (),
        events: Collection[str] = (),
        limit: int = 100_000,
        wanted: Wanted = EVERYTHING,
        as_of: datetime | None = None,
    ) -> pd.DataFrame:
        """Stories in [from, to), newest first."""
        from feeds.store import asof, tables

        asked = wanted.narrowed(topics, outlets, events)
        with self.reading() as conn:
            if as_of is not None:
                return asof.story_table(conn, (from_at, to_at), clock, asked, limit, as_of)
            return tables.story_table(conn, from_at, to_at, clock, asked, limit)

    def texts(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        telling: Telling | None = None,
    ) -> pd.DataFrame:
        """The words of stories in [from, to), newest first."""
        from feeds.store.words import texts

        with self.reading() as conn:
            return texts.texts(conn, (from_at, to_at), clock, wanted, telling)

    def headlines(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted = EVERYTHING
    ) -> pd.DataFrame:
        """The headlines of stories in [from, to), newest first."""
        from feeds.store.words import texts

        with self.reading() as conn:
            return texts.headlines(conn, (from_at, to_at), clock, wanted)

    def frame_table(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted, book: str
    ) -> pd.DataFrame:
        """What stories in [from, to) use of a book of frames, newest first."""
        from feeds.store.tables import frame_table

        with self.reading() as conn:
            return frame_table(conn, (from_at, to_at), clock, wanted, book)
