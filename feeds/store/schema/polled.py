"""What polling writes: outlets, feeds, polls, entries."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from feeds.store.schema.columns import col, key, metadata, serial
from feeds.store.types import Instant, Listed, Words

meta = Table(
    "meta",
    metadata,
    key("key", "Name of a fact about the store: subject, kind, cursor or data_version."),
    col("value", Words, "The fact as text."),
    comment="Facts about the store itself.",
)

schema_migrations = Table(
    "schema_migrations",
    metadata,
    key("number", "Number of the migration, counted from 1.", Integer),
    col("name", Words, "What the migration did."),
    comment="The migrations that made this schema.",
)

outlets = Table(
    "outlets",
    metadata,
    key("id", "Id of the outlet, as in outlets.toml."),
    col("name", Words, "Name in English."),
    col("native_name", Words, "Name in its own script."),
    col("kind", Words, "newspaper, broadcaster, agency, ministry, monitor, portal or channel."),
    col("country", Words, "Country in English."),
    col("languages", Listed, "Language codes, as a JSON array."),
    col("zone", Words, "IANA zone the outlet writes its times in."),
    col("owner", Listed, "JSON array of [value, source, valid_from], oldest first."),
    col("alignment", Listed, "JSON array of [value, source, valid_from], oldest first."),
    comment="Who publishes.",
)

feeds = Table(
    "feeds",
    metadata,
    key("id", "Id of the feed."),
    col("outlet_id", Words, "The outlet that publishes it.", to="outlets.id"),
    col("url", Words, "Address that is polled."),
    col("language", Words, "Language code of its entries."),
    col("edition", Words, "Edition, empty where there is one only."),
    col("scope", Words, "How much of the outlet it carries: all, front, section or query."),
    col("enabled", Boolean, "Whether it is polled."),
    col("terms", Words, "Terms of use where known."),
    col("note", Words, "What a reader should know of it."),
    col("proxy", Words, "Proxy to ask it through; empty for the settings', direct for none."),
    col("categories", Listed, "OPML folders (ending in a slash) and categories, as a JSON array."),
    col("page", Words, "Web page that a list gave for it (htmlUrl), empty where none."),
    col("title", Words, "What a list called it, empty where none did."),
    Index("ix_feeds_outlet_id", "outlet_id"),
    comment="Polled addresses of outlets.",
)

feed_states = Table(
    "feed_states",
    metadata,
    key("feed_id", "The feed.", to="feeds.id"),
    col("etag", Words, "ETag of the last answer."),
    col("last_modified", Words, "Last-Modified of the last answer, as it stood."),
    col("body_hash", Words, "Hash of the last body."),
    col("window", Listed, "Entry keys of the last document in its order, as a JSON array."),
    col("last_poll_at", Instant, "Start of the last poll, in UTC.", null=True),
    col("last_observed_at", Instant, "Last fresh or unchanged poll, in UTC.", null=True),
    col("next_due_at", Instant, "When the next poll is due, in UTC.", null=True),
    col("failures", Integer, "Failed polls in a row."),
    col("retired", Boolean, "Whether the feed said that it is gone."),
    col("moved_to", Words, "Where a permanent redirect leads, empty where none."),
    col("moved_seen", Integer, "How often in a row that redirect was seen."),
    col("alarm", Words, "What needs a person's eye, empty where nothing."),
    col("throttled", Integer, "Times in a row that the server said: not now."),
    col("held_until_at", Instant, "What its last Retry-After asked for, UTC.", null=True),
    col("rhythm", Listed, "What was learnt of when it publishes, as a JSON array of numbers."),
    col("title", Words, "Title of the document that it is known by."),
    col("link_host", Words, "Host of its links that it is known by."),
    col("newest_at", Instant, "Newest readable date in the last document, UTC.", null=True),
    col("last_new_at", Instant, "Last poll that brought a new entry, UTC.", null=True),
    col("same_since_at", Instant, "First poll that brought the last body, UTC.", null=True),
    comment="What is remembered of a feed between polls; rewritten by every poll.",
)

polls = Table(
    "polls",
    metadata,
    serial("Number of the poll, in order of recording."),
    col("feed_id", Words, "The feed.", to="feeds.id"),
    col("started_at", Instant, "When the request started, in UTC."),
    col("duration_ms", Integer, "How long it took, in milliseconds."),
    col("status", Integer, "HTTP status, NULL where no answer came.", null=True),
    col("outcome", Words, "fresh, unchanged, empty, not-a-feed, failed, refused and so on."),
    col("error", Words, "What went wrong, empty where nothing."),
    col("bytes_received", BigInteger, "Size of the answer on the wire, in bytes."),
    col("body_hash", Words, "Hash of the body."),
    col("entries_seen", Integer, "Entries in the document."),
    col("entries_new", Integer, "Entries never seen before."),
    col("entries_edited", Integer, "Entries that changed."),
    col("entries_undated", Integer, "Entries without a readable date."),
    col("overlap", Integer, "Entries in common with the last document."),
    col("overran", Boolean, "Whether entries may have been lost since the last observation."),
    col("observed_from_at", Instant, "Start of what it vouches for, UTC; or NULL.", null=True),
    col("redirects", Listed, "JSON array of [status, location], in order."),
    col("next_due_at", Instant, "When the next poll was set, in UTC.", null=True),
    col("next_due_why", Words, "Why then."),
    col("source", Words, "Empty where the feed itself was asked; else whose copy of it."),
    col("captured_at", Instant, "When that copy was made, in UTC.", null=True),
    Index("ix_polls_feed_id_started_at", "feed_id", "started_at"),
    Index("ix_polls_started_at", "started_at"),
    comment="Every attempt on a feed and what came of it; append-only.",
)

entries = Table(
    "entries",
    metadata,
    serial("Number of the entry version, in order of arrival."),
    col("feed_id", Words, "The feed that said it.", to="feeds.id"),
    col("key", Words, "Identity within the feed: guid, else link, else title."),
    col("version", Integer, "1, 2, … per feed and key; an edit makes a new one."),
    col("poll_id", BigInteger, "The poll that brought it.", to="polls.id"),
    col("seen_at", Instant, "When it was first seen, in UTC."),
    col("listed_after_at", Instant, "Last observation without it, UTC; or NULL.", null=True),
    col("guid", Words, "guid or id as the feed gave it."),
    col("link", Words, "Absolute address, empty where none."),
    col("title", Words, "Title without markup."),
    col("summary", Words, "Summary without markup."),
    col("content_chars", Integer, "Characters of full text the feed carried, 0 where none."),
    col("author", Words, "Author as written."),
    col("language", Words, "Language code the feed claims, empty where none."),
    col("published_raw", Words, "Publication date string as it stood."),
    col("updated_raw", Words, "Update date string as it stood."),
    col("created_raw", Words, "Creation date string as it stood."),
    col("categories", Listed, "Categories, as a JSON array."),
    col("content_hash", Words, "Hash by which an edit is told."),
    col("source", Words, "Empty where the feed itself said it; else whose copy of it."),
    col("captured_at", Instant, "When that copy was made, in UTC.", null=True),
    col("channel_raw", Words, "The date the document gave for itself, as it stood."),
    UniqueConstraint("feed_id", "key", "version", name="uq_entries_feed_id_key_version"),
    comment="What feeds said, raw; append-only, an edit is a new version.",
)

backfills = Table(
    "backfills",
    metadata,
    key("feed_id", "The feed.", to="feeds.id"),
    key("source", "archive, wordpress, sitemap, wayback or mediacloud."),
    col("since_at", Instant, "How far back was asked for, in UTC."),
    col("cursor", Words, "Where to go on; its meaning is the source's own."),
    col("done", Boolean, "Whether it has all been fetched."),
    col("at", Instant, "When the last step was made, in UTC.", null=True),
    col("note", Words, "What came of it."),
    comment="How far the history from before the first poll has been fetched.",
)

feed_profiles = Table(
    "feed_profiles",
    metadata,
    key("feed_id", "The feed.", to="feeds.id"),
    col("dated", Integer, "Dated entries that its delays were learnt from."),
    col("delays", Listed, "Counts of how long before the last poll without them those were out."),
    col("ages", Listed, "Counts of how old entries were when first seen, in the same steps."),
    col("floors", Listed, "JSON array of [poll, seconds its freshest date lay before it]."),
    col("channels", Listed, "JSON array of those seconds for the document's own date."),
    col("told", Integer, "Dates with a time of day since the feed's clock last changed."),
    col("ahead", Integer, "How many of these lay after the poll that brought them."),
    col("clocks", Listed, "Stretches in which its clock was wrong, as a JSON array of arrays."),
    comment="What polling has taught of a feed's dates; learnt anew by a rebuild.",
)

pages = Table(
    "pages",
    metadata,
    key("story_id", "The story."),
    col("url", Words, "Address that was asked."),
    col("fetched_at", Instant, "When it was asked, in UTC."),
    col("final_url", Words, "Address that answered, after redirects."),
    col("status", Integer, "HTTP status, NULL where no answer came.", null=True),
    col("title", Words, "Headline that the page shows."),
    col("found", Listed, "JSON array of [where, date string], most trusted first."),
    col("problem", Words, "Why nothing was read, empty where something was."),
    comment="Visits to the web pages of stories, for their dates; no page is asked twice.",
)
