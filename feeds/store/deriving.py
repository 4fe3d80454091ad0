"""Stories, events, topics and vectors: what deriving writes and reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Connection, insert, select, type_coerce

from feeds.errors import Overtaken
from feeds.model import (
    Derived,
    FeedProfile,
    Redating,
    Story,
    StoryVersion,
    TopicMatch,
)
from feeds.store import citing, framing, happenings, history, rows, schema
from feeds.store.counts import rollups
from feeds.store.happenings import by_ids, forget
from feeds.store.polling import Inserter, bump, count_up, get_fact, put_fact, upsert, write
from feeds.store.told import events as told_events
from feeds.store.types import MICROSECOND
from feeds.store.words import index as search_index

DERIVATION = "derivation"  # fact: how often what is derived was changed


def save(conn: Connection, insert_into: Inserter, derived: Derived) -> None:
    """Write a batch and its cursor, its history, and the rollups it touches.

    Overtaken where it was made from another state than the store's.
    """
    derived = _current(conn, derived)
    changes = history.changes(
        history.stories_before(conn, derived), history.labels_before(conn, derived), derived
    )
    counted = {s.id for s in derived.stories} | {t.story_id for t in derived.topics}
    carried = {story_id for story_id, _, _ in derived.story_entries}
    touched = counted | carried
    with (
        search_index.following(conn, insert_into, touched),
        told_events.following(conn, insert_into, touched),
        rollups.following(conn, touched | set(derived.named)),
    ):
        save_rows(conn, insert_into, derived)
    write(conn, insert(schema.history), changes)


def save_rows(conn: Connection, insert_into: Inserter, derived: Derived) -> None:
    """Write what a batch says; what is counted, searched or told of it stays as it is.

    Overtaken as `save` is.
    """
    derived = _current(conn, derived)
    framing.forget_reworded(conn, derived)
    _save_stories(conn, insert_into, derived)
    happenings.save(conn, insert_into, derived)
    citing.save(conn, derived)
    framing.save(conn, derived)
    _save_topics(conn, insert_into, derived)
    profiles = [rows.profile_row(profile) for profile in derived.profiles]
    write(conn, upsert(insert_into, schema.feed_profiles), profiles)
    _save_pages(conn, insert_into, derived)
    for key, value in derived.facts:
        put_fact(conn, insert_into, key, value)
    # Another process may have derived more meanwhile: what it did is not done again.
    reached = max(derived.cursor, int(get_fact(conn, "cursor") or 0))
    put_fact(conn, insert_into, "cursor", str(reached))
    if derived != Derived(derived.cursor):
        count_up(conn, insert_into, DERIVATION)
        bump(conn, insert_into)


def derivation(conn: Connection) -> str:
    """The number of times that what is derived was changed."""
    return get_fact(conn, DERIVATION) or "0"


def _current(conn: Connection, derived: Derived) -> Derived:
    if derived.upon not in ("", derivation(conn)):
        raise Overtaken(
            "The store was changed while this was being worked out, so nothing was written.",
            "Run it again.",
        )
    return replace(derived, upon="")


def _save_stories(conn: Connection, insert_into: Inserter, derived: Derived) -> None:
    found = [rows.story_row(story) for story in derived.stories]
    write(conn, upsert(insert_into, schema.stories), found)
    names = ("story_id", "feed_id", "key")
    parts = [dict(zip(names, part, strict=True)) for part in derived.story_entries]
    write(conn, upsert(insert_into, schema.story_entries), parts)
    versions = [rows.flat(version) for version in derived.versions]
    write(conn, upsert(insert_into, schema.story_versions), versions)
    lines = [rows.redating_row(line) for line in derived.redatings]
    write(conn, insert(schema.date_ledger), lines)
    held = [{"story_id": story_id, "vector": vector} for story_id, vector in derived.vectors]
    write(conn, upsert(insert_into, schema.story_vectors), held)


def _save_pages(conn: Connection, insert_into: Inserter, derived: Derived) -> None:
    visits = [rows.flat(page) for page in derived.pages]
    write(conn, upsert(insert_into, schema.pages), visits)


def _save_topics(conn: Connection, insert_into: Inserter, derived: Derived) -> None:
    table = schema.topic_stories
    matched = {s.id for s in derived.stories} | {t.story_id for t in derived.topics}
    forget(conn, table.c.story_id, matched)
    write(conn, upsert(insert_into, table), [rows.flat(t) for t in derived.topics])


def read_stories(conn: Connection, ids: Collection[str]) -> dict[str, Story]:
    """Stories by id."""
    return {row["id"]: rows.story(row) for row in by_ids(conn, schema.stories.c.id, ids)}


def stories_seen(conn: Connection, after_at: datetime, to_at: datetime) -> list[Story]:
    """Stories first seen in (after, to]."""
    table = schema.stories
    seen = table.c.first_seen_at
    query = select(table).where(seen > after_at, seen <= to_at).order_by(seen, table.c.id)
    return [rows.story(row) for row in conn.execute(query).mappings()]


def stories_published(conn: Connection, from_at: datetime, to_at: datetime) -> list[Story]:
    """Stories published in [from, to)."""
    table = schema.stories
    at = table.c.published_at
    query = select(table).where(at >= from_at, at < to_at).order_by(at, table.c.id)
    return [rows.story(row) for row in conn.execute(query).mappings()]


def unplaced(conn: Connection, late_by: timedelta, late: bool, limit: int) -> list[Story]:
    """Stories without an event: those seen late by publication, or the others by arrival."""
    table = schema.stories
    seen, latest = (type_coerce(table.c[n], BigInteger) for n in ("first_seen_at", "latest_at"))
    is_late = seen - latest > late_by // MICROSECOND
    order = table.c.published_at if late else table.c.first_seen_at
    query = select(table).where(table.c.event_id == "", is_late if late else ~is_late)
    found = conn.execute(query.order_by(order, table.c.id).limit(limit)).mappings()
    return [rows.story(row) for row in found]


def stories_of_events(conn: Connection, event_ids: Collection[str]) -> list[Story]:
    """Every story of the events, in order of first_seen_at, then id."""
    found = [rows.story(row) for row in by_ids(conn, schema.stories.c.event_id, event_ids)]
    return sorted(found, key=lambda story: (story.first_seen_at, story.id))


def read_vectors(conn: Connection, ids: Collection[str]) -> dict[str, bytes]:
    """Sentence vectors by story id."""
    found = by_ids(conn, schema.story_vectors.c.story_id, ids)
    return {row["story_id"]: bytes(row["vector"]) for row in found}


def read_versions(conn: Connection, story_id: str) -> list[StoryVersion]:
    """A story's versions, oldest first."""
    found = by_ids(conn, schema.story_versions.c.story_id, [story_id])
    return [rows.unflat(StoryVersion, row) for row in found]


def read_redatings(conn: Connection, story_id: str) -> list[Redating]:
    """A story's date ledger, oldest first."""
    return [rows.redating(r) for r in by_ids(conn, schema.date_ledger.c.story_id, [story_id])]


def topics_of(conn: Connection, ids: Collection[str]) -> dict[str, list[TopicMatch]]:
    """Topic matches by story id."""
    found: dict[str, list[TopicMatch]] = defaultdict(list)
    for row in by_ids(conn, schema.topic_stories.c.story_id, ids):
        found[row["story_id"]].append(rows.unflat(TopicMatch, row))
    return dict(found)


def read_profiles(conn: Connection) -> dict[str, FeedProfile]:
    """What polling has taught of the dates of feeds, by feed id."""
    found = conn.execute(select(schema.feed_profiles)).mappings()
    return {row["feed_id"]: rows.profile(row) for row in found}
