"""Stories, their versions, dates, names, citations, frames and vectors."""

from __future__ import annotations

from sqlalchemy import (
    Index,
    Integer,
    LargeBinary,
    Table,
)

from feeds.store.schema.columns import col, date_columns, key, metadata, serial
from feeds.store.types import Instant, Words

# Held in the index of either clock, so that stories are counted without reading their texts.
_COUNTED = ("outlet_id", "language", "form", "scopes", "copy_of", "event_id", "id")

stories = Table(
    "stories",
    metadata,
    key("id", "Id of the story; a rebuild gives the same."),
    col("outlet_id", Words, "The outlet that published it.", to="outlets.id"),
    col("feed_id", Words, "The feed that showed it first.", to="feeds.id"),
    col("url", Words, "Canonical address."),
    col("link", Words, "Address as the feed gave it."),
    col("title", Words, "Headline as it stands now."),
    col("summary", Words, "Summary as it stands now."),
    col("language", Words, "Language code of the text."),
    col("form", Words, "news, opinion, live or round-up."),
    col("text_scope", Words, "How much text the feed carried: title, summary or full."),
    *date_columns(),
    col("first_seen_at", Instant, "When we first saw it, in UTC."),
    col("version", Integer, "Number of its newest version."),
    col("copy_of", Words, "Story it likely reprints, empty where it is no reprint."),
    col("copy_evidence", Words, "Why it is held to be a reprint."),
    col("event_id", Words, "Its event, empty where none."),
    col("scopes", Integer, "Feeds that carried it: 1 whole or front, 2 section, 4 query, added."),
    Index("ix_stories_published_at", "published_at", *_COUNTED),
    Index("ix_stories_first_seen_at", "first_seen_at", *_COUNTED),
    Index("ix_stories_event_id", "event_id", "published_at"),
    comment="Dated articles, one row a story; derived from entries.",
)

story_entries = Table(
    "story_entries",
    metadata,
    key("story_id", "The story.", to="stories.id"),
    key("feed_id", "The feed that said it.", to="feeds.id"),
    key("key", "The entry's key within that feed."),
    Index("ix_story_entries_feed_id_key", "feed_id", "key"),
    comment="Which entries a story was made from.",
)

story_versions = Table(
    "story_versions",
    metadata,
    key("story_id", "The story.", to="stories.id"),
    key("version", "1, 2, … per story.", Integer),
    col("seen_at", Instant, "From when the text stood so, in UTC."),
    col("title", Words, "Headline of that version."),
    col("summary", Words, "Summary of that version."),
    col("published_raw", Words, "Publication date string of that version."),
    comment="Headlines and texts as they stood.",
)

date_ledger = Table(
    "date_ledger",
    metadata,
    serial("Number of the line, in order of writing."),
    col("story_id", Words, "The story.", to="stories.id"),
    col("at", Instant, "When the date was chosen, in UTC."),
    *date_columns(),
    col("before_at", Instant, "published_at it replaced, UTC; NULL at first.", null=True),
    col("reason", Words, "Why it was chosen."),
    Index("ix_date_ledger_story_id", "story_id"),
    comment="Every choice of a story's date; append-only.",
)

story_names = Table(
    "story_names",
    metadata,
    key("story_id", "The story.", to="stories.id"),
    key("place", "title or summary."),
    key("start", "Where the name begins there, in characters.", Integer),
    key("name_id", "Id of the name, one for all its spellings."),
    col("name", Words, "The name as it is shown."),
    col("kind", Words, "person, place, group or unknown."),
    col("surface", Words, "The name as the story writes it."),
    col("end", Integer, "Where it ends, in characters."),
    Index("ix_story_names_name_id", "name_id", "story_id"),
    comment="The people, places and groups that stories name, in any spelling.",
)

story_citations = Table(
    "story_citations",
    metadata,
    key("story_id", "The story that cites.", to="stories.id"),
    key("place", "title or summary."),
    key("start", "Where the source is named there, in characters.", Integer),
    col("end", Integer, "Where its name ends, in characters."),
    col("source_id", Words, "Id of who is cited, one for all its names."),
    col("name", Words, "Who is cited, as shown."),
    col("kind", Words, "outlet, agency, ministry, monitor, channel, official or media."),
    col("marker", Words, "The words of citing, as the story writes them."),
    col("sentence_start", Integer, "Where the sentence begins that says so, in characters."),
    col("sentence_end", Integer, "Where it ends, in characters."),
    Index("ix_story_citations_source_id", "source_id", "story_id"),
    comment="Whom stories name as their source.",
)

story_frames = Table(
    "story_frames",
    metadata,
    key("story_id", "The story.", to="stories.id"),
    key("book", "Mark of the frames that were looked for, another where their words are."),
    col(
        "packed",
        LargeBinary,
        "A row a use: place of concept and frame in the book (16 bits), 1 in the summary plus 2 "
        "quoted (8 bits), start and end (32 bits), little-endian; empty where it uses none.",
    ),
    comment="The frames that stories use, for those that were looked through.",
)

story_vectors = Table(
    "story_vectors",
    metadata,
    key("story_id", "The story.", to="stories.id"),
    col("vector", LargeBinary, "Sentence vector, float16 little-endian."),
    comment="Sentence vectors of stories.",
)

history = Table(
    "history",
    metadata,
    serial("Number of the change, in order of writing."),
    col("at", Instant, "When it was changed, in UTC."),
    col("story_id", Words, "The story, empty where an event changed."),
    col("event_id", Words, "The event, empty where a story changed."),
    col("field", Words, "What changed: published_at, event_id, copy_of, title or label."),
    col("before", Words, "Value before; instants in ISO 8601, UTC."),
    col("after", Words, "Value after; instants in ISO 8601, UTC."),
    col("reason", Words, "Why, empty where not said."),
    Index("ix_history_at", "at"),
    Index("ix_history_story_id", "story_id"),
    comment="What a view as of an earlier instant must take back; append-only.",
)
