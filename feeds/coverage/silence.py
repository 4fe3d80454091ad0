"""Who told nothing of a topic or event, with the evidence: how much was looked at and found."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pandas as pd

from feeds.coverage.bins import bins, edges, whole_span
from feeds.coverage.counts import counts
from feeds.coverage.exposure import exposure, watched
from feeds.coverage.groups import groups_by_bin
from feeds.coverage.kept import kept
from feeds.coverage.quiet import Known, known_recall, together, told_of, upper
from feeds.coverage.selection import Selection
from feeds.coverage.silence_words import HALF, Found, sentence, verdict
from feeds.coverage.usual import cube
from feeds.coverage.vouching import by_bin, utc
from feeds.errors import SelectionError
from feeds.model import MeasuredRecall, Outlet
from feeds.store.protocol import Store
from feeds.subjects import load_subject

HOURLY = timedelta(days=7)  # spans up to it are compared hour by hour
SILENCE = {
    "row": "str",
    "about": "str",
    "stories": "int64",
    "all_stories": "int64",
    "observed": "float64",
    "captured": "float64",
    "then": "float64",
    "expected": "float64",
    "recall": "float64",
    "upper": "float64",
    "verdict": "str",
    "sentence": "str",
}


@kept
def silence(store: Store, selection: Selection) -> pd.DataFrame:
    """row (outlet, or group where rows are groups), about (topic, or event where events are
    asked for), stories on it of all_stories, observed and captured (0..1 of the span, by the
    least observed of its editions), then (0..1 observed while others told of it), expected
    (stories at the rate of the others), recall (the least part that the topic's words find) and
    upper (the most stories to expect, 95 %; both NaN where recall was not measured), verdict and
    sentence.

    Feeds of like scope are compared, whole ones unless another scope is asked for; an outlet
    without one is `not comparable`. `near_misses` lists what to read before saying more.
    """
    if selection.rows not in ("topic", "outlet", "group"):
        raise SelectionError(f"Silence is told by outlet or group, not by {selection.rows}.")
    asked = _asked(selection)
    told, whole = counts(store, asked)
    outlets = watched(store, asked)
    abouts = asked.events or asked.topics
    seen = _editions(store, asked, outlets)
    starts = utc(edges(asked))[:-1]
    held = cube(told, whole, seen.assign(known=1.0), starts, abouts)
    ids = sorted(outlet.id for outlet in outlets)
    known = seen["known"].to_numpy(dtype=float).reshape(len(ids), len(starts))
    table = _captured(store, asked, told_of(held, known, ids))
    groups = {outlet.id: outlet.id for outlet in outlets}
    if selection.rows == "group":
        groups = _groups(outlets, asked)
        table = together(table, groups)
    spoken = _languages(store, asked, groups)
    measured = _measured(store) if not asked.events else ()
    lines = [_line(line, spoken, measured) for line in table.to_dict("records")]
    if selection.rows != "group":
        lines += _apart(store, asked, set(ids), held.rows)
    found = pd.DataFrame(lines, columns=list(SILENCE)).astype(SILENCE)
    return found.sort_values(["about", "row"], ignore_index=True)


def _asked(selection: Selection) -> Selection:
    short = selection.to_at - selection.from_at <= HOURLY
    return replace(
        selection,
        bin="hour" if short else "day",
        rows="event" if selection.events else "topic",
        scope=selection.scope or "all",
    )


def _editions(store: Store, asked: Selection, outlets: Sequence[Outlet]) -> pd.DataFrame:
    """outlet_id, bin_at, known: of the least observed language of each outlet's feeds."""
    of_feed = {f.id: f"{o.id}\n{f.language}" for o in outlets for f in o.feeds}
    table = by_bin(store, asked, of_feed)
    owner = table["outlet_id"].astype("str").str.partition("\n")[0]
    return table["known"].groupby([owner, table["bin_at"]]).min().rename_axis(
        ["outlet_id", "bin_at"]
    ).reset_index()  # fmt: skip


def _captured(store: Store, asked: Selection, table: pd.DataFrame) -> pd.DataFrame:
    """The lines with what only copies tell of set apart from what was observed."""
    if not store.backfills():  # without copies there is nothing to read the whole ledger for
        return table.assign(captured=0.0)
    parts = exposure(store, asked).groupby("outlet_id")["captured"].mean()
    captured = table["outlet_id"].map(parts).astype(float).fillna(0.0).round(6)
    captured = captured.clip(upper=table["observed"])
    return table.assign(captured=captured, observed=table["observed"] - captured)


def _groups(outlets: Sequence[Outlet], asked: Selection) -> dict[str, str]:
    """The group of each outlet at the end of the span."""
    last = groups_by_bin(list(outlets), asked.grouping, bins(asked)[-1:])
    return dict(zip(last["outlet_id"], last["group"].astype("str"), strict=True))


def _languages(
    store: Store, asked: Selection, groups: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    """Stories by language of each row."""
    hours = store.rollup(*whole_span(asked), asked.clock, asked.compared, ("",))
    keys = ["outlet_id", "language"]
    sums = hours.groupby(keys, observed=True)["reach"].sum().reset_index()
    sums["outlet_id"] = sums["outlet_id"].astype("str").map(groups)
    sums = sums.dropna().groupby(keys, observed=True)["reach"].sum().reset_index()
    found: dict[str, dict[str, int]] = {}
    for name, language, number in sums.itertuples(index=False):
        found.setdefault(str(name), {})[str(language)] = int(number)
    return found


def _measured(store: Store) -> tuple[MeasuredRecall, ...]:
    subject = store.meta("subject") or ""
    return load_subject(subject).recall if subject else ()


def _line(
    line: dict[Hashable, Any],
    spoken: Mapping[str, Mapping[str, int]],
    measured: Sequence[MeasuredRecall],
) -> dict[Hashable, Any]:
    row, about = str(line.pop("outlet_id")), str(line["about"])
    recall = known_recall(measured, about, spoken.get(row, {}))
    names = ("stories", "all_stories", "observed", "captured", "then", "expected")
    found = _bounded(Found(**{name: line[name] for name in names}), recall)
    said = {"verdict": verdict(found), "sentence": sentence(found), "upper": found.upper}
    return line | said | {"row": row, "recall": recall.least if recall else float("nan")}


def _bounded(found: Found, recall: Known | None) -> Found:
    seen = min(found.observed + found.captured, found.then)
    if recall is None or seen < HALF:
        return found
    return replace(
        found,
        upper=upper(found.stories, seen, recall.least),
        read=recall.read,
        caught=recall.caught,
        chosen_with=recall.chosen_with,
    )


def _apart(
    store: Store, asked: Selection, compared: set[str], abouts: Sequence[str]
) -> list[dict[Hashable, Any]]:
    """Lines of the outlets that no feed of like scope tells of."""
    every = watched(store, replace(asked, scope="", measure="count"))
    empty = Found(0, 0, 0.0, 0.0, 0.0, 0.0, comparable=False)
    numbers = ("stories", "all_stories", "observed", "captured", "then", "expected")
    said: dict[Hashable, Any] = {"verdict": verdict(empty), "sentence": sentence(empty)}
    said |= dict.fromkeys(numbers, 0)
    return [
        {"row": outlet.id, "about": about, **said}
        for outlet in every
        if outlet.id not in compared
        for about in abouts
    ]
