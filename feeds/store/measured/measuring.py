"""The store's part in the operator's figures."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, func, select

from feeds.store.schema import polls, stories
from feeds.store.types import MICROSECOND

TOLD = ("second", "minute")  # precisions that tell a delay


@dataclass(frozen=True, slots=True)
class PollSum:
    """Polls of one outcome, with what they brought."""

    outcome: str
    polls: int
    new: int
    edited: int
    bytes: int


class Measured(Protocol):
    """A store that sums up its polls."""

    def poll_sums(self, after_id: int) -> tuple[int, list[PollSum]]:
        """(id of the newest poll, sums by outcome) of the polls with a greater id."""

    def delays(self, since_at: datetime) -> list[float]:
        """Seconds from publication to first seen, ascending, of stories that were seen since an
        instant and are dated to the minute or better."""


class Held(Protocol):
    """What this needs of a store over a database."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""


class SqlMeasured:
    """Figures over a database."""

    def poll_sums(self: Held, after_id: int) -> tuple[int, list[PollSum]]:
        """Sums by outcome of the polls with a greater id."""
        columns = polls.c
        counted = (
            func.count(),
            func.sum(columns.entries_new),
            func.sum(columns.entries_edited),
            func.sum(columns.bytes_received),
            func.max(columns.id),
        )
        query = (
            select(columns.outcome, *counted)
            .where(columns.id > after_id, columns.source == "")
            .group_by(columns.outcome)
            .order_by(columns.outcome)
        )
        with self.reading() as conn:
            rows = conn.execute(query).all()
        sums = [PollSum(row[0], *(int(value) for value in row[1:5])) for row in rows]
        return max((int(row[5]) for row in rows), default=after_id), sums

    def delays(self: Held, since_at: datetime) -> list[float]:
        """Seconds from publication to first seen, ascending."""
        columns = stories.c
        query = select(columns.first_seen_at, columns.published_at).where(
            columns.first_seen_at >= since_at, columns.date_precision.in_(TOLD)
        )
        with self.reading() as conn:
            found = [
                (seen - published) / MICROSECOND / 1e6 for seen, published in conn.execute(query)
            ]
        return sorted(found)
