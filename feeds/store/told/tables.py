"""The stories of each event packed: tables from which a month of them is read at once."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, Table

from feeds.store.schema import metadata
from feeds.store.types import Instant, Words

told_places = Table(
    "told_places",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, comment="Its number."),
    Column("kind", Words, nullable=False, comment="outlet or feed."),
    Column("place_id", Words, nullable=False, comment="Id of the outlet or feed."),
    comment="Numbers of outlets and feeds in told_events.",
)

told_sorts = Table(
    "told_sorts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, comment="Its number."),
    Column("language", Words, nullable=False, comment="Language code of the stories."),
    Column("form", Words, nullable=False, comment="news, opinion, live or round-up."),
    Column("scopes", Integer, nullable=False, comment="Feeds that carried them, as in stories."),
    Column("date_basis", Words, nullable=False, comment="Basis of the date, as in stories."),
    Column("topics", Words, nullable=False, comment="Their topics, between spaces; or empty."),
    comment="Numbers of the sorts of stories in told_events.",
)

told_events = Table(
    "told_events",
    metadata,
    Column("event_id", Words, primary_key=True, comment="The event."),
    Column("first_at", Instant, nullable=False, comment="Earliest published_at, in UTC."),
    Column("last_at", Instant, nullable=False, comment="Latest published_at, in UTC."),
    Column("seen_from_at", Instant, nullable=False, comment="Earliest first_seen_at, in UTC."),
    Column("seen_to_at", Instant, nullable=False, comment="Latest first_seen_at, in UTC."),
    Column("stories", Integer, nullable=False, comment="Number of its stories."),
    Column("outlets", Integer, nullable=False, comment="Number of outlets among them."),
    Column(
        "packed",
        LargeBinary,
        nullable=False,
        comment="A row a story by published_at: outlet, feed, told_sorts, outlet that it reprints "
        "(0 none, -1 not known) as little-endian 32-bit numbers; published_at, earliest_at, "
        "latest_at, first_seen_at as 64-bit microseconds.",
    ),
    Column("story_ids", Words, nullable=False, comment="Ids of its stories, a line each."),
    Index("ix_told_events_last_at", "last_at", "first_at", "outlets", "stories", "event_id"),
    Index("ix_told_events_seen_to_at", "seen_to_at", "seen_from_at", "outlets"),
    Index("ix_told_events_first_at", "first_at", "outlets"),
    comment="Who told of each event and when, packed; always equal to the stories.",
)

told_hours = Table(
    "told_hours",
    metadata,
    Column("hour_at", Instant, primary_key=True, comment="The hour in which the events began."),
    Column(
        "topical",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="1 for the events with a story on any topic, 0 for the others.",
    ),
    Column("last_at", Instant, nullable=False, comment="Latest published_at in them, in UTC."),
    Column("event_ids", Words, nullable=False, comment="Ids of the events, a line each."),
    Column(
        "packed",
        LargeBinary,
        nullable=False,
        comment="A row for the stories of an event that are of one outlet and sort and reprint the "
        "same outlet, by event and first published_at: place of the event among event_ids, number "
        "of stories, and outlet, feed, told_sorts and outlet reprinted as in told_events, as "
        "little-endian 32-bit numbers; first and last published_at, least earliest_at and least "
        "latest_at as 64-bit microseconds.",
    ),
    Column("story_ids", Words, nullable=False, comment="Id of the first story of each row."),
    Index("ix_told_hours_last_at", "topical", "last_at", "hour_at"),
    comment="The events that two outlets or more tell of, by the hour in which they began, packed: "
    "a month is read in a few hundred rows; always equal to told_events.",
)
