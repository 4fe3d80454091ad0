"""Stories as they were known at an instant: what was changed since is taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, select

from feeds.store import rows, tables
from feeds.store.counts import facts, numbers
from feeds.store.counts.counted import counted
from feeds.store.counts.hour_rows import Whole
from feeds.store.counts.rollups import CLOCKS
from feeds.store.protocol import Clock
from feeds.store.schema import date_ledger, history, stories, story_versions
from feeds.store.types import instant, micros
from feeds.store.wanted import Wanted

Span = tuple[datetime, datetime]
Facts = dict[str, Any]  # columns of a story, as they were
FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)


def story_table(
    conn: Connection, span: Span, clock: Clock, wanted: Wanted, limit: int, as_of: datetime
) -> pd.DataFrame:
    """`tables.story_table` as it would have been at an instant; topics and names are today's."""
    at, known = CLOCKS[clock], stories.c.first_seen_at <= as_of
    within = (at >= span[0], at < span[1], *wanted.conditions(span))
    now = tables.listed(conn, (~_moved(as_of), known, *within), at, limit)
    then = moved_table(conn, span, clock, wanted, as_of)
    table = pd.concat([now, then]) if len(then) else now
    by = [str(at.name), "id"]
    return table.sort_values(by, ascending=[False, True], ignore_index=True).head(limit)


def moved_table(
    conn: Connection, span: Span, clock: Clock, wanted: Wanted, as_of: datetime
) -> pd.DataFrame:
    """The stories that were changed since, as they were then, where they are asked for."""
    at, known = CLOCKS[clock], stories.c.first_seen_at <= as_of
    # Where these stood then is not where the indexes have them: they are asked afterwards.
    lasting = replace(wanted, events=(), original=False)
    then = tables.listed(conn, (_moved(as_of), known, *lasting.conditions()), at, None)
    return _asked(taken_back(then, _facts(conn, list(then["id"]), as_of)), span, clock, wanted)


def unlike(conn: Connection, as_of: datetime) -> Whole:
    """The numbers of the stories that were not known then, or not as they are today."""
    quarter = facts.quarter(micros(as_of))
    later = counted(conn, (as_of, FAR_AHEAD), "seen", each=True).lines()
    parts = [lines.story[lines.quarter > quarter].astype(np.int64) for lines in later]
    seen, end = stories.c.first_seen_at, instant((quarter + 1) * facts.QUARTER)
    soon = conn.scalars(select(stories.c.id).where(seen > as_of, seen < end))
    changed = conn.scalars(_changed(as_of).distinct())
    found = numbers.known(conn, {f"story:{name}" for name in (*soon, *changed)})
    return np.concatenate([*parts, np.array(sorted(found.values()), dtype=np.int64)])


def _moved(as_of: datetime) -> ColumnElement[bool]:
    return stories.c.id.in_(_changed(as_of))


def _changed(as_of: datetime) -> Select[Any]:
    """Ids of the stories that were changed since."""
    return select(history.c.story_id).where(history.c.at > as_of, history.c.story_id != "")


def taken_back(table: pd.DataFrame, facts: Mapping[str, Facts]) -> pd.DataFrame:
    """The stories with the facts that were so, by story id (pure)."""
    found = table.copy()
    for name in sorted({name for held in facts.values() for name in held}):
        values = [
            facts.get(story_id, {}).get(name, value)
            for story_id, value in zip(table["id"], table[name], strict=True)
        ]
        found[name] = pd.Series(values, index=table.index).astype(table[name].dtype)
    return found


def labels_then(conn: Connection, event_ids: Sequence[str], as_of: datetime) -> dict[str, str]:
    """What events were called then, where that is another name than today's."""
    found: dict[str, str] = {}
    for batch in rows.batches(event_ids):
        query = select(history.c.event_id, history.c.before).where(
            history.c.at > as_of, history.c.field == "label", history.c.event_id.in_(batch)
        )
        for event_id, label in conn.execute(query.order_by(history.c.id)):
            found.setdefault(event_id, label)
    return found


def _asked(table: pd.DataFrame, span: Span, clock: Clock, wanted: Wanted) -> pd.DataFrame:
    at = table[str(CLOCKS[clock].name)]
    fits = (at >= span[0]) & (at < span[1])
    if wanted.events:
        fits &= table["event_id"].isin(list(wanted.events))
    if wanted.original:
        fits &= table["copy_of"] == ""
    return table[fits]


def _facts(conn: Connection, story_ids: list[str], as_of: datetime) -> dict[str, Facts]:
    """What was so of each story, where that is not what is so today."""
    found: dict[str, Facts] = defaultdict(dict)
    table = history.c
    for batch in rows.batches(story_ids):
        query = select(table.story_id, table.field, table.before).where(
            table.at > as_of, table.story_id.in_(batch)
        )
        for story_id, field, before in conn.execute(query.order_by(table.id)):
            found[story_id].setdefault(field, before)
        _dated(conn, batch, as_of, found)
        _worded(conn, batch, as_of, found)
    for held in found.values():
        if isinstance(at := held.get("published_at"), str):
            held["published_at"] = datetime.fromisoformat(at)
    return found


def _dated(
    conn: Connection, story_ids: Sequence[str], as_of: datetime, found: dict[str, Facts]
) -> None:
    """The whole date that a story had, by its ledger, where it was dated anew."""
    anew = [story_id for story_id in story_ids if "published_at" in found[story_id]]
    table = date_ledger.c
    query = select(date_ledger).where(table.story_id.in_(anew), table.at <= as_of)
    for row in conn.execute(query.order_by(table.id)).mappings():
        dates = ("published_at", "earliest_at", "latest_at", "date_basis", "date_confidence")
        flags = " ".join(row["date_flags"])
        found[row["story_id"]] |= {name: row[name] for name in dates} | {"date_flags": flags}


def _worded(
    conn: Connection, story_ids: Sequence[str], as_of: datetime, found: dict[str, Facts]
) -> None:
    """The words that a story had, where its headline was edited."""
    edited = [story_id for story_id in story_ids if "title" in found[story_id]]
    table = story_versions.c
    query = select(story_versions).where(table.story_id.in_(edited), table.seen_at <= as_of)
    for row in conn.execute(query.order_by(table.version)).mappings():
        words = {name: row[name] for name in ("title", "summary", "version")}
        found[row["story_id"]] |= words
