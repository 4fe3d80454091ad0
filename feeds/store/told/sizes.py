"""The events of most stories in a span: few are unpacked, since none has more than it holds, or,
of topics, more than the counts tell of their quarters of an hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from feeds.store.counts import numbers
from feeds.store.counts.counted import counted
from feeds.store.counts.facts import QUARTER
from feeds.store.counts.hour_rows import KIND
from feeds.store.frames import frame
from feeds.store.rows import batches
from feeds.store.schema import events
from feeds.store.told import reading as told_reading
from feeds.store.told.tables import told_events
from feeds.store.types import instant, micros
from feeds.store.wanted import Wanted

Span = tuple[datetime, datetime]
NOT_READ = 2**62  # stories of an event at most, before any is read
Sizes = dict[str, tuple[int, int]]  # by event id: stories, outlets
# Some events, from one place on, and how many stories each can have at most, the largest first.
Bounds = Callable[[int, int], list[tuple[str, int]]]


def event_table(conn: Connection, span: Span, topics: Sequence[str], limit: int) -> pd.DataFrame:
    """Events with a story published in [from, to), most stories first. Only stories on the
    topics count where topics are given, so the count is what `story_table` lists."""
    bounds = _by_topic(conn, span, topics) if topics else _by_stories(conn, span)
    sizes, tried, step, most = Sizes(), 0, 2 * limit, NOT_READ
    while _may_be_more(sizes, most, limit):
        found = bounds(tried, step + 1)
        sizes |= _sizes(conn, span, topics, [name for name, _ in found[:step]])
        if len(found) <= step:
            break
        tried, step, most = tried + step, 2 * step, found[step][1]
    return _described(conn, sizes, limit)


def _by_stories(conn: Connection, span: Span) -> Bounds:
    """By all stories of the event."""
    table = told_events.c
    query = (
        select(table.event_id, table.stories)
        .where(table.last_at >= span[0], table.first_at < span[1])
        .order_by(table.stories.desc(), table.event_id)
    )

    def read(start: int, number: int) -> list[tuple[str, int]]:
        found = conn.execute(query.limit(number).offset(start)).all()
        return [(str(name), int(stories)) for name, stories in found]

    return read


def _by_topic(conn: Connection, span: Span, topics: Sequence[str]) -> Bounds:
    """By the stories on the topics in the quarters of an hour that the span touches."""
    end = instant(-(-micros(span[1]) // QUARTER) * QUARTER)
    held = counted(conn, (span[0], end), "published", each=True)
    asked = np.zeros(max(held.kinds, default=0) + 1, dtype=bool)
    for number, kind in held.kinds.items():
        asked[number] = not set(topics).isdisjoint(kind.topic_ids.split())
    told = [lines.event for lines in held.lines(lambda rows: asked[rows[:, KIND]])]
    stories = np.bincount(np.concatenate([np.zeros(0, dtype=np.int64), *told]))
    stories[:1] = 0  # those of no event
    order = np.argsort(-stories, kind="stable")[: np.count_nonzero(stories)]

    def read(start: int, number: int) -> list[tuple[str, int]]:
        some = order[start : start + number].tolist()
        names = numbers.ids(conn, some)
        return [(names[n].partition(":")[2], int(stories[n])) for n in some]

    return read


def _may_be_more(sizes: Sizes, most: int, limit: int) -> bool:
    """Whether an event with so many stories in all can be one of the largest."""
    counts = sorted((stories for stories, _ in sizes.values()), reverse=True)
    return len(counts) < limit or counts[limit - 1] <= most


def _sizes(conn: Connection, span: Span, topics: Sequence[str], event_ids: Sequence[str]) -> Sizes:
    wanted = Wanted(topics=tuple(topics), events=tuple(event_ids))
    found = told_reading.stories_in(conn, span, wanted)
    counts = np.bincount(found.event, minlength=len(found.events)).tolist()
    pairs = np.unique(
        found.event * (found.told["outlet"].max(initial=0) + 1) + found.told["outlet"]
    )
    tellers = np.bincount(
        pairs // (found.told["outlet"].max(initial=0) + 1), minlength=len(found.events)
    ).tolist()
    return {
        event_id: (stories, outlets)
        for event_id, stories, outlets in zip(found.events, counts, tellers, strict=True)
        if stories
    }


def _described(conn: Connection, sizes: Sizes, limit: int) -> pd.DataFrame:
    """The largest with their names: by number, first_at and id."""
    least = sorted((stories for stories, _ in sizes.values()), reverse=True)[limit - 1 : limit]
    kept = sorted(name for name, (stories, _) in sizes.items() if stories >= min(least, default=0))
    about = (events.c.label, events.c.label_language, events.c.first_at, events.c.last_at)
    query = select(events.c.id.label("event_id"), *about)
    parts = [frame(conn, query.where(events.c.id.in_(batch))) for batch in batches(kept)]
    table = pd.concat(parts, ignore_index=True) if parts else frame(conn, query.limit(0))
    table = table.assign(
        **{
            name: pd.Series([sizes[str(e)][n] for e in table["event_id"]], dtype="int64")
            for n, name in enumerate(("stories", "outlets"))
        }
    )
    order = ["stories", "first_at", "event_id"]
    return table.sort_values(order, ascending=[False, True, True], ignore_index=True).head(limit)
