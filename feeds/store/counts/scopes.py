"""Which classes of feeds carried a story: whole and front-page feeds, sections, queries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import get_args

from sqlalchemy import ColumnElement, Connection, Integer, case, cast, func, or_, select, update

from feeds.model import ScopeClass
from feeds.store.rows import batches
from feeds.store.schema import feeds, stories, story_entries

BITS: dict[str, int] = {"all": 1, "front": 1, "section": 2, "query": 4}  # by scope of a feed
EVERY = range(8)


def masks(scope: ScopeClass) -> list[int]:
    """The sums of bits that hold a class."""
    assert scope in get_args(ScopeClass)
    return [mask for mask in EVERY if mask & BITS[scope]]


def carried(conn: Connection, story_ids: Collection[str]) -> None:
    """Write which classes of feeds carried the stories, as their entries tell."""
    for batch in batches(story_ids):
        held = stories.c.id.in_(batch)
        conn.execute(update(stories).where(held).values(scopes=_found()))


def carried_everywhere(conn: Connection) -> int:
    """The same for every story; of how many something else was written."""
    wrong = stories.c.scopes != _found()
    return conn.execute(update(stories).where(wrong).values(scopes=_found())).rowcount


def wrong(conn: Connection) -> list[str]:
    """Ids of the stories of which something else is written."""
    return list(conn.scalars(select(stories.c.id).where(stories.c.scopes != _found())))


def of_feeds(conn: Connection, feed_ids: Sequence[str]) -> set[str]:
    """Ids of the stories that the feeds carried."""
    found: set[str] = set()
    for batch in batches(feed_ids):
        query = select(story_entries.c.story_id).where(story_entries.c.feed_id.in_(batch))
        found.update(conn.scalars(query))
        found.update(conn.scalars(select(stories.c.id).where(stories.c.feed_id.in_(batch))))
    return found


def _found() -> ColumnElement[int]:
    """The bits of the feeds of a story's entries, and of the one that showed it first."""
    told = select(story_entries.c.feed_id).where(story_entries.c.story_id == stories.c.id)
    its = or_(feeds.c.id == stories.c.feed_id, feeds.c.id.in_(told.correlate(stories)))
    parts = [
        bit * func.coalesce(func.max(case((feeds.c.scope.in_(scopes), 1), else_=0)), 0)
        for bit, scopes in ((1, ("all", "front")), (2, ("section",)), (4, ("query",)))
    ]
    whole = parts[0] + parts[1] + parts[2]
    return select(cast(whole, Integer)).where(its).correlate(stories).scalar_subquery()
