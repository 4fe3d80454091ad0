"""What a story counts as: read before and after a write, so that the difference can be counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, select, type_coerce

from feeds.model import OFF_SUBJECT
from feeds.store.counts.numbers import Kind
from feeds.store.rows import batches
from feeds.store.schema import stories, story_names, topic_stories

HOUR = 3_600_000_000  # in microseconds
QUARTER = HOUR // 4


class Fact(NamedTuple):
    """A story as it counts: instants in whole quarters of an hour since 1970."""

    published: int
    seen: int
    outlet_id: str
    kind: Kind
    original: bool
    event_id: str
    names: frozenset[str]


def facts(conn: Connection, story_ids: Collection[str]) -> dict[str, Fact]:
    """What the stories count as now; those that are not kept are left out."""
    found: dict[str, Fact] = {}
    for batch in batches(sorted(story_ids)):
        topics, names = _topics(conn, batch), _names(conn, batch)
        for row in conn.execute(select(*COLUMNS).where(stories.c.id.in_(batch))):
            kind = Kind(topics.get(row.id, ""), row.language, row.form, row.scopes)
            at = (quarter(row.published), quarter(row.seen))
            original = row.copy_of == ""
            held = frozenset(names.get(row.id, ()))
            found[row.id] = Fact(*at, row.outlet_id, kind, original, row.event_id, held)
    return found


def quarter(at: int) -> int:
    """The quarter of an hour of an instant in microseconds, both since 1970."""
    return at // QUARTER


def _instant(name: str) -> ColumnElement[int]:
    return type_coerce(stories.c[name], BigInteger)


COLUMNS = (
    stories.c.id,
    stories.c.outlet_id,
    stories.c.language,
    stories.c.form,
    stories.c.scopes,
    stories.c.copy_of,
    stories.c.event_id,
    _instant("published_at").label("published"),
    _instant("first_seen_at").label("seen"),
)


def _topics(conn: Connection, story_ids: Collection[str]) -> Mapping[str, str]:
    """The topics of each story that is on any, parted by spaces."""
    table = topic_stories.c
    query = select(table.story_id, table.topic_id).where(
        table.story_id.in_(story_ids), table.topic_id != OFF_SUBJECT
    )
    found: dict[str, set[str]] = defaultdict(set)
    for story_id, topic_id in conn.execute(query):
        found[story_id].add(topic_id)
    return {story_id: " ".join(sorted(topics)) for story_id, topics in found.items()}


def _names(conn: Connection, story_ids: Collection[str]) -> Mapping[str, set[str]]:
    table = story_names.c
    found: dict[str, set[str]] = defaultdict(set)
    query = select(table.story_id, table.name_id).where(table.story_id.in_(story_ids))
    for story_id, name_id in conn.execute(query):
        found[story_id].add(name_id)
    return found
