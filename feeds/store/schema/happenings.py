"""Events, topics and what people set right."""

from __future__ import annotations

from sqlalchemy import (
    Double,
    Index,
    Integer,
    Table,
)

from feeds.store.schema.columns import col, key, metadata, serial
from feeds.store.types import Instant, Listed, Words

events = Table(
    "events",
    metadata,
    key("id", "Id of the event; a rebuild gives the same."),
    col("label", Words, "The headline that stands for it."),
    col("label_language", Words, "Language code of the label."),
    col("first_at", Instant, "published_at of its earliest story, in UTC."),
    col("last_at", Instant, "published_at of its latest story, in UTC."),
    col("stories", Integer, "Number of its stories."),
    col("outlets", Integer, "Number of outlets among them."),
    col("labels", Listed, "JSON array of [language, most central headline in it]."),
    col("names", Listed, "Ids of the names most told of, as a JSON array."),
    col("terms", Listed, "Words that tell it from other events, as a JSON array."),
    col("thread_id", Words, "Its thread, empty where it stands alone."),
    Index("ix_events_thread_id", "thread_id"),
    Index("ix_events_stories", "stories", "last_at", "first_at"),
    comment="Happenings, each with the stories about it.",
)

event_stories = Table(
    "event_stories",
    metadata,
    key("story_id", "The story.", to="stories.id"),
    col("event_id", Words, "Its event.", to="events.id"),
    col("at", Instant, "When it was placed there, in UTC."),
    col("score", Double, "Likeness to the event, between 0 and 1."),
    col("reason", Words, "Why it was placed there."),
    Index("ix_event_stories_event_id", "event_id"),
    comment="A story's place in an event.",
)

event_log = Table(
    "event_log",
    metadata,
    serial("Number of the line, in order of writing."),
    col("event_id", Words, "The event, which may be gone by now."),
    col("at", Instant, "When it changed, in UTC."),
    col("kind", Words, "created, merged, split, renamed, moved, or late: joined long after."),
    col("other_id", Words, "The other event or the story concerned, empty where none."),
    col("reason", Words, "Why."),
    Index("ix_event_log_event_id", "event_id"),
    comment="What became of events; append-only.",
)

event_aliases = Table(
    "event_aliases",
    metadata,
    key("old_id", "Id of an event that was merged away."),
    col("event_id", Words, "The event that it is part of now."),
    Index("ix_event_aliases_event_id", "event_id"),
    comment="Where the ids of merged events lead.",
)

event_links = Table(
    "event_links",
    metadata,
    key("from_event_id", "The later event.", to="events.id"),
    key("to_event_id", "The earlier event that it goes on from.", to="events.id"),
    key("kind", "follows, reacts, denies or cites."),
    col("score", Double, "Strength of the evidence, between 0 and 1."),
    col("evidence", Words, "What says so, in words."),
    col("at", Instant, "published_at of the story that shows it, in UTC."),
    Index("ix_event_links_to_event_id", "to_event_id"),
    comment="How events go on from earlier ones: the links that threads are made of.",
)

topic_stories = Table(
    "topic_stories",
    metadata,
    key("story_id", "The story.", to="stories.id"),
    key("topic_id", "The topic, as in topics.toml; off-subject for none of the subject."),
    col("score", Double, "Strength of the match; higher is stronger."),
    col("reason", Words, "What in the text matched."),
    Index("ix_topic_stories_topic_id", "topic_id", "story_id"),
    comment="Why a story belongs to a topic.",
)

corrections = Table(
    "corrections",
    metadata,
    serial("Number of the correction, in order of writing."),
    col("kind", Words, "pin, part, rename, move, topic, link, unlink, reprint or undo."),
    col("target", Words, "Id with its prefix: story:, event:, topic: or correction:."),
    col("value", Words, "What it should be."),
    col("author", Words, "Who says so."),
    col("note", Words, "Why."),
    col("at", Instant, "When it was said, in UTC."),
    Index("ix_corrections_target", "target"),
    comment="What people set right; append-only.",
)

found_topics = Table(
    "found_topics",
    metadata,
    key("id", "Id of the found topic; a rebuild gives the same."),
    col("label", Words, "Headline or name that stands for it."),
    col("terms", Listed, "Words that tell it from other topics, as a JSON array."),
    col("born_at", Instant, "first_at of its first event, in UTC."),
    col("last_at", Instant, "last_at of its last event, in UTC."),
    col("ended_at", Instant, "When it ended, UTC; NULL while it goes on.", null=True),
    col("merged_into", Words, "Found topic that took it in, empty where none did."),
    col("events", Integer, "Number of its events."),
    col("stories", Integer, "Number of their stories."),
    comment="Subjects that events came back to over weeks, found and not given.",
)

found_topic_events = Table(
    "found_topic_events",
    metadata,
    key("event_id", "The event."),
    key("topic_id", "The found topic.", to="found_topics.id"),
    Index("ix_found_topic_events_topic_id", "topic_id"),
    comment="Which events belong to which found topic.",
)
