"""Who is cited in which story, as tables."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, case, func, select

from feeds.store.counts.rollups import CLOCKS
from feeds.store.frames import frame
from feeds.store.protocol import Clock
from feeds.store.schema import stories
from feeds.store.schema import story_citations as table
from feeds.store.wanted import Wanted

_STORY = (
    "outlet_id",
    "url",
    "language",
    "form",
    "text_scope",
    "published_at",
    "first_seen_at",
    "copy_of",
    "event_id",
)
_CITED = ("place", "start", "end", "source_id", "name", "kind", "marker")


def citation_table(
    conn: Connection,
    span: tuple[datetime, datetime],
    clock: Clock,
    wanted: Wanted,
    sources: Collection[str],
    limit: int,
) -> pd.DataFrame:
    """Each citation with its story and its sentence, the newest stories first."""
    at = CLOCKS[clock]
    query = (
        select(
            table.c.story_id,
            *(stories.c[name] for name in _STORY),
            *(table.c[name] for name in _CITED),
            _sentence().label("sentence"),
        )
        .join_from(table, stories, table.c.story_id == stories.c.id)
        .where(*_within(span, clock, wanted, sources))
        .order_by(at.desc(), stories.c.id, table.c.place.desc(), table.c.start)
        .limit(limit)
    )
    return frame(conn, query)


def citation_counts(
    conn: Connection, span: tuple[datetime, datetime], clock: Clock, wanted: Wanted
) -> pd.DataFrame:
    """Stories of each outlet and language that cite each source, with the first and last."""
    at = CLOCKS[clock]
    by = (stories.c.outlet_id, stories.c.language, table.c.source_id, table.c.name, table.c.kind)
    query = (
        select(
            *by,
            func.count(stories.c.id.distinct()).label("stories"),
            func.min(at, type_=at.type).label("first_at"),
            func.max(at, type_=at.type).label("last_at"),
        )
        .join_from(table, stories, table.c.story_id == stories.c.id)
        .where(*_within(span, clock, wanted, ()))
        .group_by(*by)
        .order_by(*by)
    )
    return frame(conn, query)


def _within(
    span: tuple[datetime, datetime], clock: Clock, wanted: Wanted, sources: Collection[str]
) -> list[ColumnElement[bool]]:
    at = CLOCKS[clock]
    chosen = [table.c.source_id.in_(tuple(sources))] if sources else []
    return [at >= span[0], at < span[1], *chosen, *wanted.conditions(span)]


def _sentence() -> ColumnElement[Any]:
    """The evidence, cut out of the words that the citation was found in."""
    text = case((table.c.place == "title", stories.c.title), else_=stories.c.summary)
    length = table.c.sentence_end - table.c.sentence_start
    return func.substr(text, table.c.sentence_start + 1, length)
