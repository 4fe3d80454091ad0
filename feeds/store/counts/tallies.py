"""How many stories: added up from the packed counts, or counted by an index."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    case,
    func,
    literal,
    select,
    type_coerce,
)

from feeds.model import OFF_SUBJECT, ON_SUBJECT
from feeds.store.counts import scopes
from feeds.store.counts.counted import Counted, Lines, counted
from feeds.store.counts.facts import HOUR, QUARTER
from feeds.store.counts.hour_rows import Whole
from feeds.store.counts.numbers import Kind
from feeds.store.counts.rollups import CLOCKS
from feeds.store.frames import frame, instants
from feeds.store.protocol import AnyScope, Clock, TallyBy
from feeds.store.schema import stories, story_names, topic_stories
from feeds.store.types import Words, micros
from feeds.store.wanted import Wanted


def rollup(
    conn: Connection,
    span: tuple[datetime, datetime],
    clock: Clock,
    scope: AnyScope,
    topics: Collection[str],
) -> pd.DataFrame:
    """Stories per hour of the span that feeds of the class carried, by hour."""
    held = counted(conn, span, clock, each=False)
    masks = scopes.masks(scope) if scope else scopes.EVERY
    kinds = {number: kind for number, kind in held.kinds.items() if kind.scopes in masks}
    wanted = set(topics)
    pairs = [(n, key) for n, kind in kinds.items() for key in _keys(kind, wanted)]
    parts = [_hourly(lines) for lines in held.lines()]
    hours, outlets, numbers, reach, reporting = (
        np.concatenate([np.zeros(0, dtype=np.int64), *part])
        for part in (zip(*parts, strict=True) if parts else [()] * 5)
    )
    return _table(held, pairs, (hours, outlets, numbers, reach, reporting))


def _keys(kind: Kind, wanted: set[str]) -> Iterator[str]:
    """What a kind of stories counts under, of what is asked for: all of it where nothing is,
    but for the stories on any topic."""
    topics = kind.topic_ids.split()
    every = ("", *topics, *((ON_SUBJECT,) if topics and wanted else ()))
    return (key for key in every if not wanted or key in wanted)


def _hourly(lines: Lines) -> tuple[Whole, ...]:
    """hour since 1970, outlet, kind, reach, reporting: the quarters of an hour together."""
    most = (int(lines.outlet.max(initial=0)) + 1, int(lines.kind.max(initial=0)) + 1)
    codes = (lines.quarter // 4 * most[0] + lines.outlet) * most[1] + lines.kind
    held, of = np.unique(codes, return_inverse=True)
    sums = (np.bincount(of, weights=n, minlength=len(held)) for n in (lines.reach, lines.reporting))
    place, kind = np.divmod(held, most[1])
    hour, outlet = np.divmod(place, most[0])
    return hour, outlet, kind, *(found.astype(np.int64) for found in sums)


def _table(
    held: Counted, pairs: Sequence[tuple[int, str]], lines: tuple[Whole, ...]
) -> pd.DataFrame:
    """A line for each thing that its kind counts under, by hour, outlet and kind."""
    hours, outlets, kinds, reach, reporting = lines
    order = np.array([number for number, _ in pairs], dtype=np.int64)
    size = max(held.kinds, default=0) + 2
    times = np.bincount(order, minlength=size)[kinds]
    first = np.searchsorted(order, np.arange(size))[kinds]
    of = np.repeat(np.arange(len(kinds)), times)
    pair = np.repeat(first - (np.cumsum(times) - times), times) + np.arange(len(of))
    known = sorted(held.outlets)
    place = np.searchsorted(np.array(known, dtype=np.int64), outlets[of])
    told = [(key, held.kinds[number]) for number, key in pairs]
    texts = {
        "topic_id": [key for key, _ in told],
        "language": [kind.language for _, kind in told],
        "form": [kind.form for _, kind in told],
    }
    return pd.DataFrame(
        {
            "hour_at": instants(hours[of] * HOUR),
            "outlet_id": _category([held.outlets[number] for number in known], place),
            **{name: _category(values, pair) for name, values in texts.items()},
            "reach": reach[of],
            "reporting": reporting[of],
        }
    )


def _category(values: Sequence[str], places: Whole) -> pd.Categorical:
    """values[places], without a text for each of a million lines."""
    known, codes = np.unique(np.array(values, dtype=object), return_inverse=True)
    labels = pd.Index(known, dtype="str")
    return pd.Categorical.from_codes(codes[places] if len(codes) else places, labels)


def tally(
    conn: Connection,
    from_at: datetime,
    to_at: datetime,
    clock: Clock,
    by: TallyBy,
    wanted: Wanted,
) -> pd.DataFrame:
    """Stories per quarter of an hour in [from, to), counted one by one."""
    at = CLOCKS[clock]
    slot = (type_coerce(at, BigInteger) - micros(from_at)) // QUARTER
    source, key = _source(by, dict(wanted.rows))
    table = stories.c
    keys = (slot.label("slot"), table.outlet_id, key.label("key"), table.language, table.form)
    original = func.sum(case((table.copy_of == "", 1), else_=0))
    counts = (func.count().label("reach"), type_coerce(original, BigInteger).label("reporting"))
    query: Select[Any] = (
        select(*keys, *counts)
        .select_from(source)
        .where(at >= from_at, at < to_at, *replace(wanted, rows=()).conditions((from_at, to_at)))
        .group_by(slot, table.outlet_id, key, table.language, table.form)
        .order_by(slot, table.outlet_id, key, table.language, table.form)
    )
    found = frame(conn, query)
    begun = instants(micros(from_at) + found.pop("slot").to_numpy(dtype=np.int64) * QUARTER)
    found.insert(0, "at", begun)
    return found


def _source(by: TallyBy, names: dict[str, str]) -> tuple[FromClause, ColumnElement[str]]:
    """What is counted, and the column that says under which row."""
    if by == "topic":
        topic = topic_stories.c.topic_id
        on = (topic_stories.c.story_id == stories.c.id) & (topic != OFF_SUBJECT)
        return stories.join(topic_stories, on), topic
    if by == "name":
        use = story_names.c
        row = case(names, value=use.name_id).label("row") if names else literal("", Words)
        told = select(use.story_id, row.label("row")).where(use.name_id.in_(list(names)))
        once = told.distinct().subquery()
        return stories.join(once, once.c.story_id == stories.c.id), once.c.row
    return stories, stories.c.event_id if by == "event" else literal("", Words)
