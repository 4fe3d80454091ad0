"""Who told of which event in a span, read from the packed hours: a line stands for the stories of
an event that are of one outlet and sort and reprint the same outlet."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from feeds.store.told.packing import LINE, Lines, Places, gathered, picked
from feeds.store.told.reading import (
    Flags,
    Rows,
    Span,
    Stories,
    columns_of,
    compares,
    fits,
    kept,
    of_sorts,
    packed_rows,
    sorts_of,
    unpacked,
    whole,
)
from feeds.store.told.tables import told_hours, told_places
from feeds.store.told.texts import Texts, column, joined, lined, order, taken
from feeds.store.types import micros
from feeds.store.wanted import Wanted


class Held(NamedTuple):
    """Lines of `events`, each with its event's number, those of one event together; the ids of
    their first stories (where asked for) stand at `places` of `ids`."""

    events: Texts
    lines: Lines
    ids: Texts | None
    places: Places


def lines_table(conn: Connection, span: Span, wanted: Wanted, ids: bool) -> pd.DataFrame:
    """As `Store.told_lines`."""
    sorts = sorts_of(conn)
    held = _read(conn, span, bool(wanted.on_topic or wanted.topics), ids)
    cut, found = _within(conn, held, span, wanted, sorts)
    if cut:
        found = _joined(found, _told(conn, cut, span, wanted, sorts, ids))
    places = {row.id: row.place_id for row in conn.execute(select(told_places))}
    return _table(found, sorts, places, ids)


def _read(conn: Connection, span: Span, topical: bool, ids: bool) -> Held:
    table = told_hours.c
    told = (table.hour_at, table.topical, table.event_ids, table.packed)
    columns = (*told, *((table.story_ids,) if ids else ()))
    reach = (
        table.topical.in_((1,) if topical else (0, 1)),
        table.last_at >= span[0],
        table.hour_at < span[1],
    )
    # Ordered here: the database would carry all that is packed through its sorting.
    unordered: Rows = list(map(tuple, conn.execute(select(*columns).where(*reach)).all()))
    rows = sorted(unordered, key=itemgetter(0, 1))
    lines = np.frombuffer(bytearray().join([row[3] for row in rows]), LINE)
    counts = [row[2].count("\n") + 1 for row in rows]
    before = np.cumsum(counts) - counts
    lines["event"] += np.repeat(before, [len(row[3]) // LINE.itemsize for row in rows]).astype("i4")
    found = lined([row[4] for row in rows]) if ids else None
    return Held(lined([row[2] for row in rows]), lines, found, np.arange(len(lines)))


def _within(
    conn: Connection, held: Held, span: Span, wanted: Wanted, sorts: dict[int, Any]
) -> tuple[list[str], Held]:
    """The events of which a line runs over the end of the span, and the lines of the others."""
    start, end = (micros(at) for at in span)
    lines, number = held.lines, len(held.events)
    event, last = whole(lines, "event"), whole(lines, "last_at")
    compared = compares(conn, lines, sorts, wanted)
    if int(last.max(initial=0)) >= end:  # a story that came after it may be of any line
        compared &= lines["published_at"] < end
    cut = _events(event[compared & (last >= end)], number)
    # Of the others each line holds stories of one sort, the last of them at `last`.
    choosing = compared & (last >= start) & of_sorts(lines, sorts, wanted)
    chosen = _events(event[choosing], number) & ~cut
    some = taken(held.events, np.flatnonzero(cut)).to_pylist()
    return some, _some(held, event, compared & chosen[event])


def _events(event: Places, number: int) -> Flags:
    """Which events there are among those of some lines."""
    found = np.zeros(number, dtype=bool)
    found[event] = True
    return found


def _some(held: Held, event: Places, which: Flags) -> Held:
    """Some of the lines, and the events that they are of."""
    if which.all():
        return held  # every event has a line
    used = _events(event[which], len(held.events))
    number = np.cumsum(used, dtype=np.int32) - 1
    places = np.flatnonzero(which)
    lines = picked(held.lines, places)
    lines["event"] = number[event[places]]
    return Held(taken(held.events, np.flatnonzero(used)), lines, held.ids, held.places[places])


def _told(
    conn: Connection,
    events: list[str],
    span: Span,
    wanted: Wanted,
    sorts: dict[int, Any],
    ids: bool,
) -> Held:
    """The same of some events from their stories."""
    wanted = replace(wanted, events=tuple(events))
    rows = packed_rows(conn, span, "published", wanted, ids)
    every = unpacked(rows)
    which = kept(every, fits(conn, every.told, sorts, span, "published", wanted))
    lines, first = gathered(Stories(every.events, every.event[which], every.told[which]))
    own = taken(lined([row[2] for row in rows]), np.flatnonzero(which)[first]) if ids else None
    used = _events(lines["event"], len(every.events))
    lines["event"] = (np.cumsum(used) - 1)[lines["event"]]
    events_of = taken(column(every.events), np.flatnonzero(used))
    return Held(events_of, lines, own, np.arange(len(lines)))


def _joined(one: Held, other: Held) -> Held:
    lines = np.concatenate([one.lines, other.lines])
    lines["event"][len(one.lines) :] += len(one.events)
    ids, places = None, one.places
    if one.ids is not None and other.ids is not None:
        ids = joined(one.ids, other.ids)
        places = np.concatenate([places, other.places + len(one.ids)])
    return Held(joined(one.events, other.events), lines, ids, places)


def _table(held: Held, sorts: dict[int, Any], places: dict[int, str], ids: bool) -> pd.DataFrame:
    """The lines by event, then as they came; every event has one."""
    by_name = order(held.events)
    chosen, event = _by_event(whole(held.lines, "event"), by_name)
    lines = picked(held.lines, chosen)
    names = pd.Index(pd.Series(taken(held.events, by_name), dtype="str"))
    instants = ("published_at", "last_at", "earliest_at", "latest_at")
    columns = columns_of(lines, event, names, sorts, places, instants)
    table = pd.DataFrame(columns | {"stories": whole(lines, "stories")}, copy=False)
    if ids:
        table.insert(2, "id", pd.Series(taken(held.ids, held.places[chosen]), dtype="str"))
    return table


def _by_event(event: Places, by_name: Places) -> tuple[Places, Places]:
    """The places of lines in the order of their events, and the number of each in that order;
    lines of one event stand together."""
    starts = np.flatnonzero(np.diff(event, prepend=-1))
    counts, at = np.zeros(len(by_name), np.int64), np.zeros(len(by_name), np.int64)
    counts[event[starts]] = np.diff(starts, append=len(event))
    at[event[starts]] = starts
    sizes = counts[by_name]
    number = np.repeat(np.arange(len(by_name)), sizes)
    return np.arange(len(event)) + np.repeat(
        at[by_name] - (np.cumsum(sizes) - sizes), sizes
    ), number
