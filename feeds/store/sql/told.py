"""A store's part over a database: who told of what, who cites whom, and what was watched."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from feeds.store.wanted import EVERYTHING, Wanted

if TYPE_CHECKING:
    import pandas as pd

    from feeds.store.protocol import Clock

from feeds.store.sql.base import SqlBase


class SqlTellings(SqlBase):
    """Who told of what, who cites whom, and what was watched."""

    def spans(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """What the polls tell of feeds that reaches into [from, to)."""
        from feeds.store.counts import counted

        with self.reading() as conn:
            return counted.spans(conn, from_at, to_at)

    def observations(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """Polls that say anything about [from, to)."""
        from feeds.store import tables

        with self.reading() as conn:
            return tables.observations(conn, from_at, to_at)

    def last_polls(self) -> pd.DataFrame:
        """Newest poll of every feed, joined with feed and outlet."""
        from feeds.store import tables

        with self.reading() as conn:
            return tables.last_polls(conn)

    def citation_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        sources: Collection[str] = (),
        limit: int = 100_000,
    ) -> pd.DataFrame:
        """Citations in stories in [from, to), newest first."""
        from feeds.store import citation_tables

        with self.reading() as conn:
            return citation_tables.citation_table(
                conn, (from_at, to_at), clock, wanted, sources, limit
            )

    def citation_counts(
        self, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted = EVERYTHING
    ) -> pd.DataFrame:
        """The same counted by outlet, language and source."""
        from feeds.store import citation_tables

        with self.reading() as conn:
            return citation_tables.citation_counts(conn, (from_at, to_at), clock, wanted)

    def vouched(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        """What polls and copies vouch for in [from, to)."""
        from feeds.store.watched import vouched as told

        with self.reading() as conn:
            return told.vouched(conn, from_at, to_at)

    def told_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: Clock,
        wanted: Wanted = EVERYTHING,
        ids: bool = True,
    ) -> pd.DataFrame:
        """Stories before `to` of the events that have a wanted one in [from, to)."""
        from feeds.store.told import reading as told_reading

        with self.reading() as conn:
            return told_reading.told_table(conn, (from_at, to_at), clock, wanted, ids)

    def told_lines(
        self, from_at: datetime, to_at: datetime, wanted: Wanted = EVERYTHING, ids: bool = True
    ) -> pd.DataFrame:
        """The same by publication, in fewer lines."""
        from feeds.store.told import lines as told_lines

        with self.reading() as conn:
            return told_lines.lines_table(conn, (from_at, to_at), wanted, ids)

    def labels_then(self, event_ids: Collection[str], as_of: datetime) -> dict[str, str]:
        """What events were called at an instant, of those that are called otherwise now."""
        from feeds.store import asof

        with self.reading() as conn:
            return asof.labels_then(conn, sorted(event_ids), as_of)

    def event_table(
        self, from_at: datetime, to_at: datetime, topics: Collection[str] = (), limit: int = 1000
    ) -> pd.DataFrame:
        """Events with a story published in [from, to), most stories first."""
        from feeds.store.told import sizes as told_sizes

        with self.reading() as conn:
            return told_sizes.event_table(conn, (from_at, to_at), tuple(topics), limit)
