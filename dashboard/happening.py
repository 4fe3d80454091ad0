"""An event's door to feeds: what its page and its figures are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.data import Desk, runs
from dashboard.finding import event_labels
from dashboard.linked_then import links_then, reached
from dashboard.selection import Asked
from feeds import coverage
from feeds.coverage import Selection
from feeds.coverage.listed import listed
from feeds.coverage.selection import Bin
from feeds.errors import SelectionError
from feeds.model import EventLink
from feeds.query import parse

SPOKEN = ("none found", "partly observed", "not observed")  # verdicts that a picture tells
LISTED, NEAR = 200, 400
MOST_NAMES = 24
BY_HOUR, LONG, BY_DAY = timedelta(days=4), timedelta(days=14), timedelta(days=120)


def spanned(selection: Selection) -> Selection:
    """The selection in bins that a tiny bar of an event has room for."""
    length = selection.to_at - selection.from_at
    size: Bin = "hour" if length <= timedelta(days=2) else "day" if length <= BY_DAY else "week"
    return replace(selection, bin=size)


def on_subject(desk: Desk, selection: Selection) -> Selection:
    """The selection's topics, else all of the subject's: feeds carry much that is off it."""
    topics = selection.topics or tuple(topic.id for topic in desk.subject().topics)
    return replace(selection, topics=topics)


def all_events(desk: Desk, asked: Asked, selection: Selection) -> pd.DataFrame:
    """`coverage.listed` of the subject's events, or of what is searched, called as for the
    reader."""
    searched = bool(asked.q.strip())
    chosen = spanned(selection if searched else on_subject(desk, selection))
    query = parse(asked.q)

    def make() -> pd.DataFrame:
        ids: tuple[str, ...] = ()
        if searched:
            counts = coverage.facets(desk.store, chosen, query)
            ids = tuple(counts.loc[counts["facet"] == "event", "key"])
            ids = tuple(name for name in ids if name) or ("",)
        table = listed(desk.store, chosen, ids, LISTED)
        called = event_labels(desk, list(table["event_id"]), asked.lang)
        return table.assign(label=table["event_id"].map(called).fillna(table["label"]))

    return desk.kept(make, "listed", chosen, asked.q, asked.lang)


def dark(desk: Desk, selection: Selection) -> list[bool]:
    """Of each bin whether less than half of the watched outlets' time was observed."""
    table = desk.exposure(selection)
    known = (table["observed"] + table["captured"]).groupby(table["bin_at"]).mean()
    return [float(known.get(at, 0.0)) < 0.5 for at in desk.bins(selection)]


def cited(desk: Desk, whole: Selection) -> pd.DataFrame:
    """Who names whom in the event's stories."""
    return desk.read(coverage.citations, whole)


def quiet(desk: Desk, whole: Selection) -> pd.DataFrame:
    """The outlets that told nothing of the event though something was to be expected, or of
    which nothing can be said; what is surest and most expected first."""
    table = desk.read(coverage.silence, replace(whole, rows="outlet", scope="all"))
    told = table[table["verdict"].isin(SPOKEN) & (table["expected"] >= 1)]
    told = told.assign(rank=told["verdict"].map(SPOKEN.index))
    by = ["rank", "expected", "row"]
    return told.sort_values(by, ascending=[True, False, True], ignore_index=True)


def unsure(desk: Desk, whole: Selection) -> int:
    """Of how many silent outlets too few stories were to be expected to tell."""
    table = desk.read(coverage.silence, replace(whole, rows="outlet", scope="all"))
    return int((table["verdict"] == "too few to tell").sum())


def near(desk: Desk, whole: Selection, outlets: Sequence[str]) -> pd.DataFrame:
    """The stories of silent outlets that come nearest to the event."""
    if not outlets:
        return pd.DataFrame(columns=["story_id", "outlet_id", "title", "url", "reason"])
    asked = replace(whole, outlets=tuple(sorted(outlets)))
    return desk.kept(lambda: coverage.near_misses(desk.store, asked, NEAR), "near", asked)


def gaps(desk: Desk, whole: Selection, outlets: Sequence[str]) -> pd.DataFrame:
    """outlet_id, from_at, to_at: time in which the outlets were not observed."""
    hours = whole.to_at - whole.from_at <= LONG
    margin = timedelta(hours=1)
    asked = replace(
        whole,
        bin="hour" if hours else "day",
        from_at=whole.from_at - margin,
        to_at=whole.to_at + margin,
        outlets=tuple(sorted(set(outlets))),
        events=(),
    )
    return runs(desk.exposure(asked), pd.Timedelta(hours=1 if hours else 24))


def named(desk: Desk, whole: Selection) -> pd.DataFrame:
    """The names that the event's stories carry, most stories first."""
    return desk.kept(lambda: coverage.named(desk.store, whole, MOST_NAMES), "named", whole)


def worded(desk: Desk, whole: Selection) -> pd.DataFrame:
    """How groups word it; empty where the subject knows no frames."""
    try:
        table = desk.read(coverage.wording, replace(whole, rows="group"))
    except SelectionError:
        return pd.DataFrame(columns=["concept", "frame", "row", "language", "could", "uses"])
    return table


def quoted(desk: Desk, whole: Selection, frames: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Every use of each frame in the event's stories, with its sentence."""
    return desk.kept(
        lambda: {one: coverage.quotes(desk.store, whole, one) for one in frames},
        "quotes", whole, tuple(frames),
    )  # fmt: skip


def edited(desk: Desk, whole: Selection) -> pd.DataFrame:
    """Headlines that were changed; empty where the subject knows no frames."""
    try:
        return desk.read(coverage.edits, whole)
    except SelectionError:
        return pd.DataFrame(columns=["story_id", "outlet_id", "at", "from_title", "to_title"])


@dataclass(frozen=True, slots=True)
class Thread:
    """Events that go on from one another, in order of time, and how: `events` holds event_id,
    label, first_at, last_at, stories, outlets; `volume` row, bin_at, count in `bins`."""

    events: pd.DataFrame
    links: tuple[EventLink, ...]
    volume: pd.DataFrame
    bins: list[pd.Timestamp]
    dark: list[bool]
    selection: Selection
    left_out: int


def thread(desk: Desk, selection: Selection, event_id: str, lang: str, most: int) -> Thread | None:
    """The events on an event's thread that are nearest to it; None where it stands alone."""
    return desk.kept(
        lambda: _thread(desk, selection, event_id, lang, most),
        "thread", selection, event_id, lang, most,
    )  # fmt: skip


def _thread(desk: Desk, selection: Selection, event_id: str, lang: str, most: int) -> Thread | None:
    own = desk.store.events([event_id]).get(event_id)
    if own is None:
        return None
    held = {e.id: e for e in desk.store.threads([own.thread_id]).get(own.thread_id, [])}
    links = links_then(desk, {event_id, *held}, selection.as_of)
    own_links = [x for x in links if event_id in (x.from_event_id, x.to_event_id)]
    ends = {end for link in own_links for end in (link.from_event_id, link.to_event_id)}
    held |= desk.store.events(ends | {event_id})
    if selection.as_of:
        there = reached(links, event_id)
        held = {name: event for name, event in held.items() if name in there}
    if len(held) < 2:
        return None
    order = sorted(
        held.values(),
        key=lambda e: (e.id != event_id, e.id not in ends, abs(e.first_at - own.first_at), e.id),
    )
    shown = sorted(order[:most], key=lambda e: (e.first_at, e.id))
    return _drawn(desk, selection, shown, len(held) - len(shown), lang)


def _drawn(
    desk: Desk, selection: Selection, shown: Sequence[Any], left_out: int, lang: str
) -> Thread:
    ids = tuple(event.id for event in shown)
    from_at = min(event.first_at for event in shown)
    to_at = max(event.last_at for event in shown) + timedelta(minutes=1)
    length = to_at - from_at
    size: Bin = "hour" if length <= BY_HOUR else "day" if length <= BY_DAY else "week"
    chosen = replace(
        selection, from_at=from_at, to_at=to_at, bin=size, rows="event", measure="count",
        counting="reach", clock="published", topics=(), outlets=(), events=ids,
    )  # fmt: skip
    volume = desk.volume(chosen)
    links = links_then(desk, ids, selection.as_of)
    told = _told(shown, event_labels(desk, list(ids), lang))
    if selection.as_of:
        counts = volume.groupby(volume["row"].astype(str))["count"].sum()
        told = told.assign(stories=told["event_id"].map(counts).fillna(0).astype(int))
    return Thread(
        events=told,
        links=tuple(x for x in links if {x.from_event_id, x.to_event_id} <= set(ids)),
        volume=volume,
        bins=desk.bins(chosen),
        dark=dark(desk, replace(chosen, events=(), rows="outlet")),
        selection=chosen,
        left_out=left_out,
    )


def _told(shown: Sequence[Any], called: dict[str, str]) -> pd.DataFrame:
    lines = [
        (e.id, called.get(e.id, e.label), e.first_at, e.last_at, e.stories, e.outlets)
        for e in shown
    ]
    columns = ["event_id", "label", "first_at", "last_at", "stories", "outlets"]
    found = pd.DataFrame(lines, columns=columns)
    return found.assign(**{name: pd.to_datetime(found[name], utc=True) for name in columns[2:4]})
