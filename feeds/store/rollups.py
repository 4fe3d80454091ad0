"""Stories per hour, recounted in the transaction that changes them, so both always agree."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, case, delete, func, insert, literal, select

from feeds.model import OFF_SUBJECT
from feeds.store.rows import batches
from feeds.store.schema import rollup_hours, stories, topic_stories
from feeds.store.types import Words

Hours = set[tuple[str, datetime]]  # (clock, UTC hour)
CLOCKS: dict[str, Column[Any]] = {
    "published": stories.c.published_hour,
    "seen": stories.c.seen_hour,
}
_COLUMNS = ["clock", "hour_at", "outlet_id", "topic_id", "language", "reach", "reporting"]


def touched(conn: Connection, story_ids: Collection[str]) -> Hours:
    """The hours that the stories count in as they are kept now."""
    found: Hours = set()
    for batch in batches(story_ids):
        query = select(*CLOCKS.values()).where(stories.c.id.in_(batch))
        for published, seen in conn.execute(query):
            found |= {("published", published), ("seen", seen)}
    return found


def recount(conn: Connection, hours: Hours) -> None:
    """Count the stories of the hours anew."""
    for clock, column in CLOCKS.items():
        for batch in batches(sorted(hour for name, hour in hours if name == clock)):
            held = (rollup_hours.c.clock == clock, rollup_hours.c.hour_at.in_(batch))
            conn.execute(delete(rollup_hours).where(*held))
            for counted in (_every_story(clock, column), _by_topic(clock, column)):
                query = counted.where(column.in_(batch))
                conn.execute(insert(rollup_hours).from_select(_COLUMNS, query))


def _every_story(clock: str, column: Column[Any]) -> Select[Any]:
    return _counted(clock, column, literal("", Words)).group_by(
        column, stories.c.outlet_id, stories.c.language
    )


def _by_topic(clock: str, column: Column[Any]) -> Select[Any]:
    topic = topic_stories.c.topic_id
    joined = stories.join(topic_stories, topic_stories.c.story_id == stories.c.id)
    return (
        _counted(clock, column, topic)
        .select_from(joined)
        .where(topic != OFF_SUBJECT)  # no topic, and by far the most stories of a broad feed
        .group_by(column, stories.c.outlet_id, topic, stories.c.language)
    )


def _counted(clock: str, column: Column[Any], topic: Any) -> Select[Any]:
    original = func.sum(case((stories.c.copy_of == "", 1), else_=0))
    keys = (literal(clock, Words), column, stories.c.outlet_id, topic, stories.c.language)
    return select(*keys, func.count(), original)
