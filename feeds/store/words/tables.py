"""The tables of searching: facts of stories in order of publication, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, column, table

from feeds.store.schema import metadata
from feeds.store.types import Instant, Words
from feeds.store.wanted import EVERYTHING, Wanted

if TYPE_CHECKING:
    from feeds.query import Query

# An FTS5 table on SQLite, a tsvector on PostgreSQL; either is keyed by search_docs.doc.
words = table("search_words", column("rowid", BigInteger), column("words"))

docs = Table(
    "search_docs",
    metadata,
    Column(
        "doc",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
        comment="Its number in search_words: published_at in seconds, then 24 bits of its own.",
    ),
    Column("story_id", Words, nullable=False, comment="The story."),
    Column("published_at", Instant, nullable=False, comment="As in stories, in UTC."),
    Column("first_seen_at", Instant, nullable=False, comment="As in stories, in UTC."),
    Column("outlet_id", Words, nullable=False, comment="As in stories."),
    Column("language", Words, nullable=False, comment="As in stories."),
    Column("form", Words, nullable=False, comment="As in stories."),
    Column("scopes", Integer, nullable=False, comment="As in stories."),
    Column("date_basis", Words, nullable=False, comment="As in stories."),
    Column("copied", Boolean, nullable=False, comment="Whether it is likely a reprint."),
    Column("event_id", Words, nullable=False, comment="As in stories."),
    Index("ix_search_docs_story_id", "story_id", unique=True),
    Index("ix_search_docs_first_seen_at", "first_seen_at"),
    comment="What searching reads of each story; beside it, search_words holds the words of its "
    "headline and summary, folded: an FTS5 table on SQLite, a tsvector on PostgreSQL.",
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What stories are looked for: those of [from, to) by the clock that `query` finds, None
    for all, and that are `wanted` and dated by one of `bases`, empty for any. `oldest` gives
    the oldest first. `part` takes one story in so many, a power of two, whichever they are."""

    from_at: datetime
    to_at: datetime
    clock: Literal["published", "seen"] = "published"
    query: Query | None = None
    wanted: Wanted = EVERYTHING
    bases: tuple[str, ...] = ()
    oldest: bool = False
    part: int = 1
