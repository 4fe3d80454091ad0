"""What is looked up story by story: its page, its place, and what is like a name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, Connection, Text, func, or_, select, type_coerce

from feeds.model import Membership, Page, PageDate, Story, StoryVersion
from feeds.store import happenings, rows
from feeds.store.schema import (
    event_stories,
    history,
    pages,
    stories,
    story_versions,
)
from feeds.store.types import MICROSECOND

DOUBTED = ("conflicts-with", "dates-differ")  # how flags begin that mark a contradiction


def memberships(conn: Connection, event_id: str) -> list[Membership]:
    """The places in an event, in order of placing."""
    table = event_stories
    query = select(table).where(table.c.event_id == event_id).order_by(table.c.at, table.c.story_id)
    return [rows.unflat(Membership, row) for row in conn.execute(query).mappings()]


def places(conn: Connection, story_ids: Collection[str]) -> dict[str, Membership]:
    """The place of each story in its event, by story id."""
    found = happenings.by_ids(conn, event_stories.c.story_id, story_ids)
    return {row["story_id"]: rows.unflat(Membership, row) for row in found}


def versions_of(conn: Connection, story_ids: Collection[str]) -> dict[str, list[StoryVersion]]:
    """The versions of stories, oldest first, by story id."""
    found: dict[str, list[StoryVersion]] = {}
    for row in happenings.by_ids(conn, story_versions.c.story_id, story_ids):
        found.setdefault(row["story_id"], []).append(rows.unflat(StoryVersion, row))
    return found


def first_versions(conn: Connection, story_ids: Collection[str]) -> dict[str, StoryVersion]:
    """The words in which stories first came, by story id."""
    found = happenings.by_ids(conn, story_versions.c.story_id, story_ids)
    return {row["story_id"]: rows.unflat(StoryVersion, row) for row in found if row["version"] == 1}


def like(conn: Connection, text: str, limit: int) -> list[Story]:
    """Stories whose id begins with a text, or whose address or headline holds it, newest first."""
    table = stories.c
    fits = (table.id.startswith(text, autoescape=True), _holds(text))
    query = select(stories).where(or_(*fits)).order_by(table.published_at.desc(), table.id)
    return [rows.story(row) for row in conn.execute(query.limit(limit)).mappings()]


def _holds(text: str) -> ColumnElement[bool]:
    low = text.lower()
    return or_(
        *(func.lower(stories.c[name]).contains(low, autoescape=True) for name in ("url", "title"))
    )


def read_pages(conn: Connection, ids: Collection[str]) -> dict[str, Page]:
    """Visits to the pages of stories, by story id."""
    found: dict[str, Page] = {}
    for batch in rows.batches(sorted(set(ids))):
        for row in conn.execute(select(pages).where(pages.c.story_id.in_(batch))).mappings():
            dates = tuple(PageDate(*date) for date in row["found"])
            found[row["story_id"]] = Page(**{**row, "found": dates})
    return found


def changes_at(conn: Connection, at: datetime) -> list[tuple[str, str, str, str]]:
    """(story id, field, before, after) of what was changed in stories at an instant."""
    table = history.c
    query = select(table.story_id, table.field, table.before, table.after)
    found = conn.execute(query.where(table.at == at, table.story_id != "").order_by(table.id))
    return [(row.story_id, row.field, row.before, row.after) for row in found]


def pageless(conn: Connection, after_at: datetime, wide: timedelta, limit: int) -> list[Story]:
    """Stories whose date a page could better and whose page was never asked, newest first."""
    table = stories.c
    latest, earliest = (type_coerce(table[n], BigInteger) for n in ("latest_at", "earliest_at"))
    weak = or_(
        table.date_basis.in_(("none", "url")),
        (table.date_basis == "polled") & (latest - earliest > wide // MICROSECOND),
        *(type_coerce(table.date_flags, Text).contains(mark) for mark in DOUBTED),
    )
    query = (
        select(stories)
        .outerjoin(pages, pages.c.story_id == table.id)
        .where(table.first_seen_at > after_at, pages.c.story_id.is_(None), weak, table.link != "")
        .order_by(table.first_seen_at.desc(), table.id)
        .limit(limit)
    )
    return [rows.story(row) for row in conn.execute(query).mappings()]
