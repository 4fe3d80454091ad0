"""The tables, every column in one sentence; the README's data dictionary is made from here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy.schema import ForeignKey

from feeds.store.types import Instant, Listed, Words

metadata = MetaData()
# SQLite counts up only for a column that is spelled INTEGER.
Serial = BigInteger().with_variant(Integer, "sqlite")


def _key(name: str, comment: str, kind: Any = Words, to: str = "") -> Column[Any]:
    link = (ForeignKey(to),) if to else ()
    return Column(name, kind, *link, primary_key=True, autoincrement=False, comment=comment)


def _col(name: str, kind: Any, comment: str, to: str = "", null: bool = False) -> Column[Any]:
    link = (ForeignKey(to),) if to else ()
    return Column(name, kind, *link, nullable=null, comment=comment)


def _serial(comment: str) -> Column[Any]:
    return Column("id", Serial, primary_key=True, autoincrement=True, comment=comment)


def _date_columns() -> tuple[Column[Any], ...]:
    return (
        _col("published_at", Instant, "Publication instant that charts use, in UTC."),
        _col("earliest_at", Instant, "Earliest instant the evidence allows, in UTC."),
        _col("latest_at", Instant, "Latest instant the evidence allows, in UTC."),
        _col(
            "date_basis",
            Words,
            "Basis of the date: published, updated, created, page, url, polled or none.",
        ),
        _col("date_precision", Words, "second, minute, hour, day or interval."),
        _col("date_confidence", Words, "high, medium or low."),
        _col("date_raw", Words, "The date string as the feed wrote it."),
        _col("date_reader", Words, "The reader that understood the string."),
        _col("date_zone", Words, "Zone the string was read in: IANA name or offset."),
        _col(
            "date_zone_basis",
            Words,
            "Source of that zone: written, named, feed, outlet or assumed.",
        ),
        _col("date_flags", Listed, "Warnings about the date, as a JSON array."),
        _col("date_evidence", Listed, "Every reading in words, as a JSON array."),
    )


meta = Table(
    "meta",
    metadata,
    _key("key", "Name of a fact about the store: subject, kind, cursor or data_version."),
    _col("value", Words, "The fact as text."),
    comment="Facts about the store itself.",
)

schema_migrations = Table(
    "schema_migrations",
    metadata,
    _key("number", "Number of the migration, counted from 1.", Integer),
    _col("name", Words, "What the migration did."),
    comment="The migrations that made this schema.",
)

outlets = Table(
    "outlets",
    metadata,
    _key("id", "Id of the outlet, as in outlets.toml."),
    _col("name", Words, "Name in English."),
    _col("native_name", Words, "Name in its own script."),
    _col("kind", Words, "newspaper, broadcaster, agency, ministry, monitor, portal or channel."),
    _col("country", Words, "Country in English."),
    _col("languages", Listed, "Language codes, as a JSON array."),
    _col("zone", Words, "IANA zone the outlet writes its times in."),
    _col("owner", Listed, "JSON array of [value, source, valid_from], oldest first."),
    _col("alignment", Listed, "JSON array of [value, source, valid_from], oldest first."),
    comment="Who publishes.",
)

feeds = Table(
    "feeds",
    metadata,
    _key("id", "Id of the feed."),
    _col("outlet_id", Words, "The outlet that publishes it.", to="outlets.id"),
    _col("url", Words, "Address that is polled."),
    _col("language", Words, "Language code of its entries."),
    _col("edition", Words, "Edition, empty where there is one only."),
    _col("scope", Words, "How much of the outlet it carries: all, front, section or query."),
    _col("enabled", Boolean, "Whether it is polled."),
    _col("terms", Words, "Terms of use where known."),
    _col("note", Words, "What a reader should know of it."),
    _col("proxy", Words, "Proxy to ask it through; empty for the settings', direct for none."),
    _col("categories", Listed, "OPML folders (ending in a slash) and categories, as a JSON array."),
    _col("page", Words, "Web page that a list gave for it (htmlUrl), empty where none."),
    _col("title", Words, "What a list called it, empty where none did."),
    Index("ix_feeds_outlet_id", "outlet_id"),
    comment="Polled addresses of outlets.",
)

feed_states = Table(
    "feed_states",
    metadata,
    _key("feed_id", "The feed.", to="feeds.id"),
    _col("etag", Words, "ETag of the last answer."),
    _col("last_modified", Words, "Last-Modified of the last answer, as it stood."),
    _col("body_hash", Words, "Hash of the last body."),
    _col("window", Listed, "Entry keys of the last document in its order, as a JSON array."),
    _col("last_poll_at", Instant, "Start of the last poll, in UTC.", null=True),
    _col("last_observed_at", Instant, "Last fresh or unchanged poll, in UTC.", null=True),
    _col("next_due_at", Instant, "When the next poll is due, in UTC.", null=True),
    _col("failures", Integer, "Failed polls in a row."),
    _col("retired", Boolean, "Whether the feed said that it is gone."),
    _col("moved_to", Words, "Where a permanent redirect leads, empty where none."),
    _col("moved_seen", Integer, "How often in a row that redirect was seen."),
    _col("alarm", Words, "What needs a person's eye, empty where nothing."),
    _col("throttled", Integer, "Times in a row that the server said: not now."),
    _col("held_until_at", Instant, "What its last Retry-After asked for, UTC.", null=True),
    _col("rhythm", Listed, "What was learnt of when it publishes, as a JSON array of numbers."),
    _col("title", Words, "Title of the document that it is known by."),
    _col("link_host", Words, "Host of its links that it is known by."),
    _col("newest_at", Instant, "Newest readable date in the last document, UTC.", null=True),
    _col("last_new_at", Instant, "Last poll that brought a new entry, UTC.", null=True),
    _col("same_since_at", Instant, "First poll that brought the last body, UTC.", null=True),
    comment="What is remembered of a feed between polls; rewritten by every poll.",
)

polls = Table(
    "polls",
    metadata,
    _serial("Number of the poll, in order of recording."),
    _col("feed_id", Words, "The feed.", to="feeds.id"),
    _col("started_at", Instant, "When the request started, in UTC."),
    _col("duration_ms", Integer, "How long it took, in milliseconds."),
    _col("status", Integer, "HTTP status, NULL where no answer came.", null=True),
    _col("outcome", Words, "fresh, unchanged, empty, not-a-feed, failed, refused and so on."),
    _col("error", Words, "What went wrong, empty where nothing."),
    _col("bytes_received", BigInteger, "Size of the answer on the wire, in bytes."),
    _col("body_hash", Words, "Hash of the body."),
    _col("entries_seen", Integer, "Entries in the document."),
    _col("entries_new", Integer, "Entries never seen before."),
    _col("entries_edited", Integer, "Entries that changed."),
    _col("entries_undated", Integer, "Entries without a readable date."),
    _col("overlap", Integer, "Entries in common with the last document."),
    _col("overran", Boolean, "Whether entries may have been lost since the last observation."),
    _col("observed_from_at", Instant, "Start of what it vouches for, UTC; or NULL.", null=True),
    _col("redirects", Listed, "JSON array of [status, location], in order."),
    _col("next_due_at", Instant, "When the next poll was set, in UTC.", null=True),
    _col("next_due_why", Words, "Why then."),
    _col("source", Words, "Empty where the feed itself was asked; else whose copy of it."),
    _col("captured_at", Instant, "When that copy was made, in UTC.", null=True),
    Index("ix_polls_feed_id_started_at", "feed_id", "started_at"),
    Index("ix_polls_started_at", "started_at"),
    comment="Every attempt on a feed and what came of it; append-only.",
)

entries = Table(
    "entries",
    metadata,
    _serial("Number of the entry version, in order of arrival."),
    _col("feed_id", Words, "The feed that said it.", to="feeds.id"),
    _col("key", Words, "Identity within the feed: guid, else link, else title."),
    _col("version", Integer, "1, 2, … per feed and key; an edit makes a new one."),
    _col("poll_id", BigInteger, "The poll that brought it.", to="polls.id"),
    _col("seen_at", Instant, "When it was first seen, in UTC."),
    _col("listed_after_at", Instant, "Last observation without it, UTC; or NULL.", null=True),
    _col("guid", Words, "guid or id as the feed gave it."),
    _col("link", Words, "Absolute address, empty where none."),
    _col("title", Words, "Title without markup."),
    _col("summary", Words, "Summary without markup."),
    _col("content_chars", Integer, "Characters of full text the feed carried, 0 where none."),
    _col("author", Words, "Author as written."),
    _col("language", Words, "Language code the feed claims, empty where none."),
    _col("published_raw", Words, "Publication date string as it stood."),
    _col("updated_raw", Words, "Update date string as it stood."),
    _col("created_raw", Words, "Creation date string as it stood."),
    _col("categories", Listed, "Categories, as a JSON array."),
    _col("content_hash", Words, "Hash by which an edit is told."),
    _col("source", Words, "Empty where the feed itself said it; else whose copy of it."),
    _col("captured_at", Instant, "When that copy was made, in UTC.", null=True),
    _col("channel_raw", Words, "The date the document gave for itself, as it stood."),
    UniqueConstraint("feed_id", "key", "version", name="uq_entries_feed_id_key_version"),
    comment="What feeds said, raw; append-only, an edit is a new version.",
)

# Held in the index of either clock, so that stories are counted without reading their texts.
_COUNTED = ("outlet_id", "language", "form", "scopes", "copy_of", "event_id", "id")

stories = Table(
    "stories",
    metadata,
    _key("id", "Id of the story; a rebuild gives the same."),
    _col("outlet_id", Words, "The outlet that published it.", to="outlets.id"),
    _col("feed_id", Words, "The feed that showed it first.", to="feeds.id"),
    _col("url", Words, "Canonical address."),
    _col("link", Words, "Address as the feed gave it."),
    _col("title", Words, "Headline as it stands now."),
    _col("summary", Words, "Summary as it stands now."),
    _col("language", Words, "Language code of the text."),
    _col("form", Words, "news, opinion, live or round-up."),
    _col("text_scope", Words, "How much text the feed carried: title, summary or full."),
    *_date_columns(),
    _col("first_seen_at", Instant, "When we first saw it, in UTC."),
    _col("version", Integer, "Number of its newest version."),
    _col("copy_of", Words, "Story it likely reprints, empty where it is no reprint."),
    _col("copy_evidence", Words, "Why it is held to be a reprint."),
    _col("event_id", Words, "Its event, empty where none."),
    _col("scopes", Integer, "Feeds that carried it: 1 whole or front, 2 section, 4 query, added."),
    Index("ix_stories_published_at", "published_at", *_COUNTED),
    Index("ix_stories_first_seen_at", "first_seen_at", *_COUNTED),
    Index("ix_stories_event_id", "event_id", "published_at"),
    comment="Dated articles, one row a story; derived from entries.",
)

story_entries = Table(
    "story_entries",
    metadata,
    _key("story_id", "The story.", to="stories.id"),
    _key("feed_id", "The feed that said it.", to="feeds.id"),
    _key("key", "The entry's key within that feed."),
    Index("ix_story_entries_feed_id_key", "feed_id", "key"),
    comment="Which entries a story was made from.",
)

story_versions = Table(
    "story_versions",
    metadata,
    _key("story_id", "The story.", to="stories.id"),
    _key("version", "1, 2, … per story.", Integer),
    _col("seen_at", Instant, "From when the text stood so, in UTC."),
    _col("title", Words, "Headline of that version."),
    _col("summary", Words, "Summary of that version."),
    _col("published_raw", Words, "Publication date string of that version."),
    comment="Headlines and texts as they stood.",
)

date_ledger = Table(
    "date_ledger",
    metadata,
    _serial("Number of the line, in order of writing."),
    _col("story_id", Words, "The story.", to="stories.id"),
    _col("at", Instant, "When the date was chosen, in UTC."),
    *_date_columns(),
    _col("before_at", Instant, "published_at it replaced, UTC; NULL at first.", null=True),
    _col("reason", Words, "Why it was chosen."),
    Index("ix_date_ledger_story_id", "story_id"),
    comment="Every choice of a story's date; append-only.",
)

events = Table(
    "events",
    metadata,
    _key("id", "Id of the event; a rebuild gives the same."),
    _col("label", Words, "The headline that stands for it."),
    _col("label_language", Words, "Language code of the label."),
    _col("first_at", Instant, "published_at of its earliest story, in UTC."),
    _col("last_at", Instant, "published_at of its latest story, in UTC."),
    _col("stories", Integer, "Number of its stories."),
    _col("outlets", Integer, "Number of outlets among them."),
    _col("labels", Listed, "JSON array of [language, most central headline in it]."),
    _col("names", Listed, "Ids of the names most told of, as a JSON array."),
    _col("terms", Listed, "Words that tell it from other events, as a JSON array."),
    _col("thread_id", Words, "Its thread, empty where it stands alone."),
    Index("ix_events_thread_id", "thread_id"),
    Index("ix_events_stories", "stories", "last_at", "first_at"),
    comment="Happenings, each with the stories about it.",
)

event_stories = Table(
    "event_stories",
    metadata,
    _key("story_id", "The story.", to="stories.id"),
    _col("event_id", Words, "Its event.", to="events.id"),
    _col("at", Instant, "When it was placed there, in UTC."),
    _col("score", Double, "Likeness to the event, between 0 and 1."),
    _col("reason", Words, "Why it was placed there."),
    Index("ix_event_stories_event_id", "event_id"),
    comment="A story's place in an event.",
)

event_log = Table(
    "event_log",
    metadata,
    _serial("Number of the line, in order of writing."),
    _col("event_id", Words, "The event, which may be gone by now."),
    _col("at", Instant, "When it changed, in UTC."),
    _col("kind", Words, "created, merged, split, renamed, moved, or late: joined long after."),
    _col("other_id", Words, "The other event or the story concerned, empty where none."),
    _col("reason", Words, "Why."),
    Index("ix_event_log_event_id", "event_id"),
    comment="What became of events; append-only.",
)

event_aliases = Table(
    "event_aliases",
    metadata,
    _key("old_id", "Id of an event that was merged away."),
    _col("event_id", Words, "The event that it is part of now."),
    Index("ix_event_aliases_event_id", "event_id"),
    comment="Where the ids of merged events lead.",
)

event_links = Table(
    "event_links",
    metadata,
    _key("from_event_id", "The later event.", to="events.id"),
    _key("to_event_id", "The earlier event that it goes on from.", to="events.id"),
    _key("kind", "follows, reacts, denies or cites."),
    _col("score", Double, "Strength of the evidence, between 0 and 1."),
    _col("evidence", Words, "What says so, in words."),
    _col("at", Instant, "published_at of the story that shows it, in UTC."),
    Index("ix_event_links_to_event_id", "to_event_id"),
    comment="How events go on from earlier ones: the links that threads are made of.",
)

story_names = Table(
    "story_names",
    metadata,
    _key("story_id", "The story.", to="stories.id"),
    _key("place", "title or summary."),
    _key("start", "Where the name begins there, in characters.", Integer),
    _key("name_id", "Id of the name, one for all its spellings."),
    _col("name", Words, "The name as it is shown."),
    _col("kind", Words, "person, place, group or unknown."),
    _col("surface", Words, "The name as the story writes it."),
    _col("end", Integer, "Where it ends, in characters."),
    Index("ix_story_names_name_id", "name_id", "story_id"),
    comment="The people, places and groups that stories name, in any spelling.",
)

story_citations = Table(
    "story_citations",
    metadata,
    _key("story_id", "The story that cites.", to="stories.id"),
    _key("place", "title or summary."),
    _key("start", "Where the source is named there, in characters.", Integer),
    _col("end", Integer, "Where its name ends, in characters."),
    _col("source_id", Words, "Id of who is cited, one for all its names."),
    _col("name", Words, "Who is cited, as shown."),
    _col("kind", Words, "outlet, agency, ministry, monitor, channel, official or media."),
    _col("marker", Words, "The words of citing, as the story writes them."),
    _col("sentence_start", Integer, "Where the sentence begins that says so, in characters."),
    _col("sentence_end", Integer, "Where it ends, in characters."),
    Index("ix_story_citations_source_id", "source_id", "story_id"),
    comment="Whom stories name as their source.",
)

topic_stories = Table(
    "topic_stories",
    metadata,
    _key("story_id", "The story.", to="stories.id"),
    _key("topic_id", "The topic, as in topics.toml; off-subject for none of the subject."),
    _col("score", Double, "Strength of the match; higher is stronger."),
    _col("reason", Words, "What in the text matched."),
    Index("ix_topic_stories_topic_id", "topic_id", "story_id"),
    comment="Why a story belongs to a topic.",
)

corrections = Table(
    "corrections",
    metadata,
    _serial("Number of the correction, in order of writing."),
    _col("kind", Words, "pin, part, rename, move, topic, link, unlink, reprint or undo."),
    _col("target", Words, "Id with its prefix: story:, event:, topic: or correction:."),
    _col("value", Words, "What it should be."),
    _col("author", Words, "Who says so."),
    _col("note", Words, "Why."),
    _col("at", Instant, "When it was said, in UTC."),
    Index("ix_corrections_target", "target"),
    comment="What people set right; append-only.",
)

found_topics = Table(
    "found_topics",
    metadata,
    _key("id", "Id of the found topic; a rebuild gives the same."),
    _col("label", Words, "Headline or name that stands for it."),
    _col("terms", Listed, "Words that tell it from other topics, as a JSON array."),
    _col("born_at", Instant, "first_at of its first event, in UTC."),
    _col("last_at", Instant, "last_at of its last event, in UTC."),
    _col("ended_at", Instant, "When it ended, UTC; NULL while it goes on.", null=True),
    _col("merged_into", Words, "Found topic that took it in, empty where none did."),
    _col("events", Integer, "Number of its events."),
    _col("stories", Integer, "Number of their stories."),
    comment="Subjects that events came back to over weeks, found and not given.",
)

found_topic_events = Table(
    "found_topic_events",
    metadata,
    _key("event_id", "The event."),
    _key("topic_id", "The found topic.", to="found_topics.id"),
    Index("ix_found_topic_events_topic_id", "topic_id"),
    comment="Which events belong to which found topic.",
)

story_vectors = Table(
    "story_vectors",
    metadata,
    _key("story_id", "The story.", to="stories.id"),
    _col("vector", LargeBinary, "Sentence vector, float16 little-endian."),
    comment="Sentence vectors of stories.",
)

backfills = Table(
    "backfills",
    metadata,
    _key("feed_id", "The feed.", to="feeds.id"),
    _key("source", "archive, wordpress, sitemap, wayback or mediacloud."),
    _col("since_at", Instant, "How far back was asked for, in UTC."),
    _col("cursor", Words, "Where to go on; its meaning is the source's own."),
    _col("done", Boolean, "Whether it has all been fetched."),
    _col("at", Instant, "When the last step was made, in UTC.", null=True),
    _col("note", Words, "What came of it."),
    comment="How far the history from before the first poll has been fetched.",
)

feed_profiles = Table(
    "feed_profiles",
    metadata,
    _key("feed_id", "The feed.", to="feeds.id"),
    _col("dated", Integer, "Dated entries that its delays were learnt from."),
    _col("delays", Listed, "Counts of how long before the last poll without them those were out."),
    _col("ages", Listed, "Counts of how old entries were when first seen, in the same steps."),
    _col("floors", Listed, "JSON array of [poll, seconds its freshest date lay before it]."),
    _col("channels", Listed, "JSON array of those seconds for the document's own date."),
    _col("told", Integer, "Dates with a time of day since the feed's clock last changed."),
    _col("ahead", Integer, "How many of these lay after the poll that brought them."),
    _col("clocks", Listed, "Stretches in which its clock was wrong, as a JSON array of arrays."),
    comment="What polling has taught of a feed's dates; learnt anew by a rebuild.",
)

history = Table(
    "history",
    metadata,
    _serial("Number of the change, in order of writing."),
    _col("at", Instant, "When it was changed, in UTC."),
    _col("story_id", Words, "The story, empty where an event changed."),
    _col("event_id", Words, "The event, empty where a story changed."),
    _col("field", Words, "What changed: published_at, event_id, copy_of, title or label."),
    _col("before", Words, "Value before; instants in ISO 8601, UTC."),
    _col("after", Words, "Value after; instants in ISO 8601, UTC."),
    _col("reason", Words, "Why, empty where not said."),
    Index("ix_history_at", "at"),
    Index("ix_history_story_id", "story_id"),
    comment="What a view as of an earlier instant must take back; append-only.",
)


pages = Table(
    "pages",
    metadata,
    _key("story_id", "The story."),
    _col("url", Words, "Address that was asked."),
    _col("fetched_at", Instant, "When it was asked, in UTC."),
    _col("final_url", Words, "Address that answered, after redirects."),
    _col("status", Integer, "HTTP status, NULL where no answer came.", null=True),
    _col("title", Words, "Headline that the page shows."),
    _col("found", Listed, "JSON array of [where, date string], most trusted first."),
    _col("problem", Words, "Why nothing was read, empty where something was."),
    comment="Visits to the web pages of stories, for their dates; no page is asked twice.",
)


def dictionary() -> str:
    """The data dictionary as Markdown: one table of columns for every table."""
    import feeds.store.rollup_tables  # its tables stand in the same metadata
    import feeds.store.told_schema  # noqa: F401  and so do these

    parts = [_described(table) for table in metadata.tables.values()]
    return "\n".join(parts)


def _described(table: Table) -> str:
    rows = [f"| `{c.name}` | {_kind(c)} | {c.comment} |" for c in table.columns]
    head = [f"### {table.name}", "", table.comment or "", "", "| column | type | meaning |"]
    return "\n".join([*head, "|---|---|---|", *rows, ""])


def _kind(column: Column[Any]) -> str:
    words = {Instant: "instant", Words: "text", Listed: "list", LargeBinary: "bytes"}
    for kind, word in words.items():
        if isinstance(column.type, kind):
            return word
    return {Double: "number", Boolean: "yes/no"}.get(type(column.type), "whole number")
