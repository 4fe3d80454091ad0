"""Who told of which event and when, read from the packed events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection, select

from feeds.store.counts import scopes
from feeds.store.counts.rollups import CLOCKS
from feeds.store.frames import instants
from feeds.store.protocol import Clock
from feeds.store.rows import batches
from feeds.store.schema import stories
from feeds.store.told.records import INSTANTS, RECORD
from feeds.store.told.tables import told_events, told_places, told_sorts
from feeds.store.types import micros
from feeds.store.wanted import Wanted

FACTS = ("form", "language", "date_basis", "topics")
Span = tuple[datetime, datetime]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
Rows = list[tuple[Any, ...]]  # event id, packed, ids of its stories where asked for


class Stories(NamedTuple):
    """Packed stories of `events`, and the number of each one's event."""

    events: Sequence[str]
    event: Whole
    told: npt.NDArray[Any]


def told_table(
    conn: Connection, span: Span, clock: Clock, wanted: Wanted, ids: bool
) -> pd.DataFrame:
    """As `Store.told_table`."""
    rows = packed_rows(conn, span, clock, wanted, ids)
    found = unpacked(rows)
    sorts = sorts_of(conn)
    which = kept(found, fits(conn, found.told, sorts, span, clock, wanted))
    places = {row.id: row.place_id for row in conn.execute(select(told_places))}
    table = _table(Stories(found.events, found.event[which], found.told[which]), sorts, places)
    if ids:
        held = np.array("\n".join(row[2] for row in rows).split("\n"), dtype=object)
        table.insert(2, "id", pd.Series(held[which] if len(which) else [], dtype="str"))
    return table


def stories_in(conn: Connection, span: Span, wanted: Wanted) -> Stories:
    """The wanted stories of events published in [from, to)."""
    found = unpacked(packed_rows(conn, span, "published", wanted, ids=False))
    _, within = fits(conn, found.told, sorts_of(conn), span, "published", wanted)
    return Stories(found.events, found.event[within], found.told[within])


def unpacked(rows: Rows) -> Stories:
    """The stories of rows, event by event (pure)."""
    blobs = [row[1] for row in rows]
    told = np.frombuffer(b"".join(blobs), RECORD)
    event = np.repeat(np.arange(len(rows)), [len(blob) // RECORD.itemsize for blob in blobs])
    return Stories([row[0] for row in rows], event, told)


def sorts_of(conn: Connection) -> dict[int, Any]:
    """The sorts of stories by number."""
    return {row["id"]: row for row in conn.execute(select(told_sorts)).mappings()}


def packed_rows(conn: Connection, span: Span, clock: Clock, wanted: Wanted, ids: bool) -> Rows:
    """The packed events that may be asked for, by id."""
    table = told_events.c
    columns = (table.event_id, table.packed, *((table.story_ids,) if ids else ()))
    first, last = (
        (table.first_at, table.last_at)
        if clock == "published"
        else (table.seen_from_at, table.seen_to_at)
    )
    # One that a single outlet tells of is led by nobody, so it must be named.
    several = () if wanted.events else (table.outlets > 1,)
    query = select(*columns).where(last >= span[0], first < span[1], *several)
    named = _named(conn, span, clock, wanted)
    if named is None:
        found = list(conn.execute(query).all())
    else:
        parts = (query.where(table.event_id.in_(batch)) for batch in batches(named))
        found = [row for part in parts for row in conn.execute(part)]
    # Tuples sort, and are read, several times faster than rows by name.
    return sorted(map(tuple, found))


def _named(conn: Connection, span: Span, clock: Clock, wanted: Wanted) -> list[str] | None:
    """Ids of the events that are asked for by id or by names; None for any."""
    if wanted.names or wanted.rows:
        at = CLOCKS[clock]
        asked = (at >= span[0], at < span[1], *wanted.conditions(span))
        return sorted(conn.scalars(select(stories.c.event_id).where(*asked).distinct()))
    return sorted(set(wanted.events)) if wanted.events else None


def fits(
    conn: Connection,
    told: npt.NDArray[Any],
    sorts: dict[int, Any],
    span: Span,
    clock: Clock,
    wanted: Wanted,
) -> tuple[Flags, Flags]:
    """Which stories are compared, and which of them choose their event."""
    at = told["published_at" if clock == "published" else "first_seen_at"]
    compared = (at < micros(span[1])) & compares(conn, told, sorts, wanted)
    return compared, compared & (at >= micros(span[0])) & of_sorts(told, sorts, wanted)


def compares(
    conn: Connection, told: npt.NDArray[Any], sorts: dict[int, Any], wanted: Wanted
) -> Flags:
    """Which stories, or lines of them, are compared at any time."""
    compared = of_sorts(told, sorts, replace(wanted, topics=(), on_topic=False))
    if wanted.outlets:
        named = select(told_places.c.id).where(
            told_places.c.kind == "outlet", told_places.c.place_id.in_(wanted.outlets)
        )
        compared &= np.isin(told["outlet"], list(conn.scalars(named)))
    if wanted.original:
        compared &= told["origin"] == 0
    return compared


def of_sorts(told: npt.NDArray[Any], sorts: dict[int, Any], wanted: Wanted) -> Flags:
    """Which stories, or lines of them, are of a sort that is asked for."""
    asked = np.zeros(max(sorts, default=0) + 1, dtype=bool)
    for number, sort in sorts.items():
        asked[number] = _asked(sort, wanted)
    if asked[1:].all():  # numbers begin at 1
        return np.ones(len(told), dtype=bool)
    return asked.take(whole(told, "sort"))


def _asked(sort: Any, wanted: Wanted) -> bool:
    """Whether a sort of stories is asked for."""
    topics = sort["topics"].split()
    return bool(
        (not wanted.languages or sort["language"] in wanted.languages)
        and (not wanted.forms or sort["form"] in wanted.forms)
        and (not wanted.scope or sort["scopes"] in scopes.masks(wanted.scope))
        and (not wanted.topics or not set(topics).isdisjoint(wanted.topics))
        and (topics or not wanted.on_topic or bool(wanted.topics))
    )


def kept(found: Stories, fits: tuple[Flags, Flags]) -> Flags:
    """The compared stories of the events that one of them chooses."""
    compared, choosing = fits
    chosen = np.zeros(len(found.events), dtype=bool)
    chosen[found.event[choosing]] = True
    which: Flags = compared & chosen[found.event]
    return which


def _table(found: Stories, sorts: dict[int, Any], places: dict[int, str]) -> pd.DataFrame:
    used, codes = np.unique(found.event, return_inverse=True)
    names = pd.Index([found.events[number] for number in used.tolist()], dtype="str")
    columns = columns_of(found.told, codes, names, sorts, places, INSTANTS)
    return pd.DataFrame(columns, copy=False)


def columns_of(
    told: npt.NDArray[Any],
    event: npt.NDArray[Any],
    events: pd.Index,
    sorts: dict[int, Any],
    places: dict[int, str],
    times: Sequence[str],
) -> dict[str, Any]:
    """The columns of a table of stories, or lines of them; `event` is a place in `events`."""
    columns: dict[str, Any] = {
        "event_id": pd.Categorical.from_codes(cast(Any, event), events, validate=False),
        "outlet_id": _category(whole(told, "outlet"), places),
        "feed_id": _category(whole(told, "feed"), places),
        "origin": _category(whole(told, "origin"), {0: "", -1: "?", **places}),
    }
    sort = whole(told, "sort")
    for fact in FACTS:
        of = {number: str(row[fact]).strip() for number, row in sorts.items()}
        columns["topic_ids" if fact == "topics" else fact] = _category(sort, of)
    return columns | {name: instants(whole(told, name)) for name in times}


def whole(told: npt.NDArray[Any], name: str) -> Whole:
    """A column of packed rows by itself: what is worked with lies side by side."""
    return told[name].astype(np.int64)


def _category(numbers: Whole, names: dict[int, str]) -> pd.Categorical:
    """The names of numbers, without a text for each line; -1 is the least number."""
    known = sorted(set(names.values()))
    at = {name: number for number, name in enumerate(known)}
    place = np.zeros(max(names, default=0) + 2, dtype=np.min_scalar_type(-len(known) - 1))
    place[list(names)] = [at[name] for name in names.values()]  # that of -1 is the last
    labels = pd.Index(known, dtype="str")
    codes = cast(Any, place.take(numbers, mode="wrap"))
    return pd.Categorical.from_codes(codes, labels, validate=False)
