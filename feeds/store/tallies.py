"""How many stories: read from the packed days, or counted by an index where they cannot serve."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
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
from feeds.store import scopes
from feeds.store.cells import CELL
from feeds.store.frames import frame, instants
from feeds.store.protocol import AnyScope, Clock, TallyBy
from feeds.store.rollups import CLOCKS, HOUR
from feeds.store.schema import rollup_days, rollup_series, stories, story_names, topic_stories
from feeds.store.types import Words, micros
from feeds.store.wanted import Wanted

Numbers = npt.NDArray[np.int64]
QUARTER = HOUR // 4
TEXTS = ("outlet_id", "topic_id", "language", "form")


def rollup(
    conn: Connection,
    span: tuple[datetime, datetime],
    clock: Clock,
    scope: AnyScope,
    topics: Collection[str],
) -> pd.DataFrame:
    """Stories per hour of the span that feeds of the class carried, by hour."""
    from_at, to_at = span
    table = rollup_days.c
    query = (
        select(type_coerce(table.day_at, BigInteger), table.outlet_id, table.cells)
        .where(table.clock == clock)
        .where(table.day_at > from_at - timedelta(days=1), table.day_at < to_at)
        .order_by(table.day_at, table.outlet_id)
    )
    found = conn.execute(query).all()
    cells, places = _stacked([bytes(row[2]) for row in found])
    days = np.array([row[0] for row in found], dtype=np.int64)
    hours = days[places] + cells[:, 0].astype(np.int64) * HOUR
    series = conn.execute(select(rollup_series).order_by(rollup_series.c.id)).all()
    wanted = (hours >= micros(from_at)) & (hours < micros(to_at))
    wanted &= np.array([False, *_asked(series, scope, topics)])[cells[:, 1]]
    return _hours(hours, [row[1] for row in found], series, cells, places, wanted)


def _asked(series: Sequence[Any], scope: AnyScope, topics: Collection[str]) -> list[bool]:
    """Whether each kind of stories is asked for."""
    masks = scopes.masks(scope) if scope else scopes.EVERY
    return [
        kind.scopes in masks
        and (kind.topic_id in topics if topics else kind.topic_id != ON_SUBJECT)
        for kind in series
    ]


def _stacked(blobs: Sequence[bytes]) -> tuple[Numbers, Numbers]:
    """(n, 4) cells of all blobs, one after another, and the place of each cell's blob."""
    cells = np.frombuffer(b"".join(blobs), dtype="<i4").reshape(-1, 4)
    return cells, np.repeat(np.arange(len(blobs)), [len(blob) // CELL.size for blob in blobs])


def _hours(
    hours: Numbers,
    outlets: Sequence[str],
    series: Sequence[Any],
    cells: Numbers,
    places: Numbers,
    wanted: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    kinds, places = cells[wanted, 1] - 1, places[wanted]
    columns = {
        "outlet_id": _category(outlets, places),
        **{name: _category([getattr(s, name) for s in series], kinds) for name in TEXTS[1:]},
    }
    return pd.DataFrame(
        {"hour_at": instants(hours[wanted])}
        | columns
        | {"reach": cells[wanted, 2].astype("int64")}
        | {"reporting": cells[wanted, 3].astype("int64")}
    )


def _category(values: Sequence[str], places: Numbers) -> pd.Categorical:
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
        .where(at >= from_at, at < to_at, *replace(wanted, rows=()).conditions())
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
