"""How values stand in a column: instants as whole microseconds, lists as JSON, clean text."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

from feeds.errors import StoreError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SHORT = 64  # letters of a list that is read once for all rows that hold it


def micros(at: datetime) -> int:
    """Microseconds since the epoch; a naive datetime is refused, since its zone is a guess."""
    if at.tzinfo is None:
        raise StoreError(f"The instant {at.isoformat()} has no zone.", "Give it as aware UTC.")
    return (at - EPOCH) // MICROSECOND


def instant(value: int) -> datetime:
    """The aware UTC instant that many microseconds after the epoch."""
    return EPOCH + value * MICROSECOND


def storable(text: str) -> str:
    """Text that both databases accept: no NUL, no half of a surrogate pair."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as BIGINT microseconds since the epoch in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Microseconds to keep."""
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The instant that was kept."""
        return None if value is None else instant(value)


class Words(TypeDecorator[str]):
    """Text as a feed may bring it, made acceptable to the database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text without what a database refuses."""
        return None if value is None else storable(value)


class Listed(TypeDecorator[tuple[Any, ...]]):
    """A tuple of texts, of numbers, or of tuples, kept as a JSON array."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str:
        """The JSON array to keep; escapes keep it ASCII, so any text is storable."""
        return json.dumps(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...]:
        """The tuple that was kept."""
        return self.read(value)

    @staticmethod
    def read(value: str | None) -> tuple[Any, ...]:
        """The tuple of what is kept of it."""
        if not value or value == "[]":
            return ()
        return _short(value) if len(value) <= SHORT else _listed(value)


def _listed(value: str) -> tuple[Any, ...]:
    found = json.loads(value)
    if found and isinstance(found[0], list):
        return tuple(map(tuple, found))
    return tuple(found)


# Hundreds of rows hold the same few: the languages of outlets, the flags of dates.
_short = lru_cache(maxsize=1024)(_listed)
