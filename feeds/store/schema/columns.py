"""How a column is written down: its kind, what it leads to and its meaning in a sentence."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    MetaData,
)
from sqlalchemy.schema import ForeignKey

from feeds.store.types import Instant, Listed, Words

metadata = MetaData()


# SQLite counts up only for a column that is spelled INTEGER.
Serial = BigInteger().with_variant(Integer, "sqlite")


def key(name: str, comment: str, kind: Any = Words, to: str = "") -> Column[Any]:
    """A column of the primary key."""
    link = (ForeignKey(to),) if to else ()
    return Column(name, kind, *link, primary_key=True, autoincrement=False, comment=comment)


def col(name: str, kind: Any, comment: str, to: str = "", null: bool = False) -> Column[Any]:
    """A column with its meaning."""
    link = (ForeignKey(to),) if to else ()
    return Column(name, kind, *link, nullable=null, comment=comment)


def serial(comment: str) -> Column[Any]:
    """An id that counts up."""
    return Column("id", Serial, primary_key=True, autoincrement=True, comment=comment)


def date_columns() -> tuple[Column[Any], ...]:
    """What is known of a date."""
    return (
        col("published_at", Instant, "Publication instant that charts use, in UTC."),
        col("earliest_at", Instant, "Earliest instant the evidence allows, in UTC."),
        col("latest_at", Instant, "Latest instant the evidence allows, in UTC."),
        col(
            "date_basis",
            Words,
            "Basis of the date: published, updated, created, page, url, polled or none.",
        ),
        col("date_precision", Words, "second, minute, hour, day or interval."),
        col("date_confidence", Words, "high, medium or low."),
        col("date_raw", Words, "The date string as the feed wrote it."),
        col("date_reader", Words, "The reader that understood the string."),
        col("date_zone", Words, "Zone the string was read in: IANA name or offset."),
        col(
            "date_zone_basis",
            Words,
            "Source of that zone: written, named, feed, outlet or assumed.",
        ),
        col("date_flags", Listed, "Warnings about the date, as a JSON array."),
        col("date_evidence", Listed, "Every reading in words, as a JSON array."),
    )
