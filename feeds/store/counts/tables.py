"""The tables of counts that views are read from; every line of them follows from the others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
)

from feeds.store.schema import metadata
from feeds.store.types import Instant, Words


def _key(name: str, kind: Any, comment: str) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False, comment=comment)


def _column(name: str, kind: Any, comment: str, null: bool = False) -> Column[Any]:
    return Column(name, kind, nullable=null, comment=comment)


def _of_feed() -> Column[Any]:
    return Column("feed_id", Words, ForeignKey("feeds.id"), primary_key=True, comment="The feed.")


rollup_numbers = Table(
    "rollup_numbers",
    metadata,
    _key("number", BigInteger, "Short for the id; given out in order of need."),
    _column("id", Words, "Id with its prefix: story:, event: or outlet:."),
    UniqueConstraint("id", name="uq_rollup_numbers_id"),
    comment="Numbers that stand for ids in packed counts; once given they stay.",
)

rollup_kinds = Table(
    "rollup_kinds",
    metadata,
    _key("id", Integer, "Number of the kind of story."),
    _column("topic_ids", Words, "All topics of the stories, parted by spaces; empty where none."),
    _column("language", Words, "Language code of the stories."),
    _column("form", Words, "news, opinion, live or round-up."),
    _column("scopes", Integer, "Feeds that carried them, as in stories."),
    comment="The kinds of stories that are counted apart; each story is of one.",
)

rollup_hours = Table(
    "rollup_hours",
    metadata,
    _key("clock", Words, "published (by published_at) or seen (by first_seen_at)."),
    _key("hour_at", Instant, "Start of the hour, in UTC."),
    _column(
        "cells",
        LargeBinary,
        "Rows of four little-endian 32-bit numbers: outlet and quarter of the hour "
        "(number times 4, and quarter), rollup_kinds, stories with reprints, without.",
    ),
    _column(
        "stories",
        LargeBinary,
        "The stories counted, four such numbers each: story, event (0 where none), kind, and "
        "outlet times 8, quarter times 2 and 1 where it is no reprint.",
    ),
    comment="Stories counted per quarter of an hour; always equal to the count of the stories.",
)

rollup_names = Table(
    "rollup_names",
    metadata,
    _key("name_id", Words, "Id of the name."),
    _key("block", Integer, "The stories numbered from this number times 16384 on."),
    _column("members", LargeBinary, "Their numbers beyond that, little-endian 16-bit, ascending."),
    comment="Which stories carry a name in any spelling.",
)

rollup_spans = Table(
    "rollup_spans",
    metadata,
    _of_feed(),
    _key(
        "state",
        Words,
        "dated or undated (observed, by what was found), captured, overran or failed.",
    ),
    _key("from_at", Instant, "Start of the time in that state, in UTC."),
    _column("until_at", Instant, "End of it, in UTC; of the last failure the latest possible."),
    Index("ix_rollup_spans_until_at", "until_at"),
    comment="What the polls tell of a feed's time, as far as it goes without a break.",
)

rollup_tails = Table(
    "rollup_tails",
    metadata,
    _of_feed(),
    _column("last_at", Instant, "Its last own poll, in UTC; NULL where only copies.", null=True),
    _column("reached_at", Instant, "Where the last of its spans ends but for failures, in UTC."),
    _column("said", Words, "undated or fresh, by the last poll that could tell; empty if none."),
    comment="Where a feed's spans go on with its next poll.",
)
