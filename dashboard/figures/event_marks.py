"""The marks of an event's lanes: what each story is, how sure its time is, who was first."""

from __future__ import annotations

from math import log2
from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.figures import lags
from dashboard.figures.canvas import Trace, line
from dashboard.figures.event_bins import counted
from dashboard.figures.event_sheet import Lanes, key
from dashboard.figures.tables import each
from dashboard.tongue import month_day

SIZES = {"own": 13, "cites": 13, "reprint": 11}
SYMBOLS = {"own": "circle", "cites": "diamond", "reprint": "circle"}
SMALL = 0.7  # of the size, on the lane that many outlets share
LARGEST, DOUBLED = 2.2, 8  # times the size at most; doublings of stories that double the size
FEW = 600  # marks that carry their headline; of more only the id
RING, MARK = 12, 9  # pixels above a lane that the ring of the first, and a mark, reach
LABELLED = 4  # that may be first: more are ringed only


def kinds(stories: pd.DataFrame, cited: pd.DataFrame) -> pd.Series:
    """What each story is: a reprint, one that names a source, or one in words of its own."""
    named = stories["id"].isin(set(cited["story_id"]))
    found = pd.Series("own", index=stories.index).mask(named, "cites")
    return found.mask(stories["copy_of"] != "", "reprint")


def intervals(lanes: Lanes) -> None:
    """A translucent bar from the earliest to the latest time that a story can have."""
    for group, spans in _by_group(unsure(lanes.stories)).items():
        xs: list[Any] = []
        ys: list[Any] = []
        for outlet, low, high in spans:
            xs += [lanes.x(low), lanes.x(high), None]
            ys += [lanes.rows.place(outlet)] * 2 + [None]
        lanes.fig.add_trace(
            line(
                x=xs,
                y=ys,
                mode="lines",
                line={"width": 9, "color": lanes.paint(group)},
                opacity=0.32,
                hoverinfo="skip",
                showlegend=False,
            )
        )


Span = tuple[str, str, pd.Timestamp, pd.Timestamp]


def unsure(stories: pd.DataFrame) -> list[Span]:
    """outlet, group, from, to: uncertain times, joined where they overlap so that none
    looks surer for being drawn twice."""
    held = stories[stories["latest_at"] > stories["earliest_at"]]
    found: list[Span] = []
    for story in each(held.sort_values(["outlet_id", "group", "earliest_at"])):
        last = found[-1] if found else None
        same = last is not None and last[:2] == (story.outlet_id, story.group)
        if last is not None and same and story.earliest_at <= last[3]:
            found[-1] = (*last[:3], max(last[3], story.latest_at))
        else:
            found.append((story.outlet_id, story.group, story.earliest_at, story.latest_at))
    return found


def _by_group(spans: list[Span]) -> dict[str, list[tuple[str, pd.Timestamp, pd.Timestamp]]]:
    found: dict[str, list[tuple[str, pd.Timestamp, pd.Timestamp]]] = {}
    for outlet, group, low, high in spans:
        found.setdefault(group, []).append((outlet, low, high))
    return found


def marks(lanes: Lanes) -> None:
    """A mark a story, and the legend: groups, then what the shapes mean."""
    told = lanes.stories.assign(mark=kinds(lanes.stories, lanes.cited))
    folded = told["outlet_id"].isin(lanes.rows.folded)
    for group in [g for g in lanes.names.groups if g in set(told["group"])]:
        paint = lanes.paint(group)
        for kind in SIZES:
            for small in (True, False):
                held = told[(told["group"] == group) & (told["mark"] == kind) & (folded == small)]
                many = held["outlet_id"].isin(lanes.crowd.outlets)
                if not many.all():
                    lanes.fig.add_trace(_dots(lanes, held[~many], kind, paint, small))
                if many.any():
                    lanes.fig.add_trace(_heaps(lanes, held[many], kind, paint, small))
        lanes.fig.add_trace(key(lanes.names.groups.get(group, group), {"color": paint}))
    there = set(told["mark"])
    for kind in ("cites", "reprint"):
        if kind in there:
            marker = _marker(lanes, kind, lanes.look.muted, False)
            lanes.fig.add_trace(key(lanes.names.tell(f"events.mark.{kind}"), marker))


def _marker(lanes: Lanes, kind: str, paint: str, small: bool) -> dict[str, Any]:
    ring = kind == "reprint"
    edge = {"width": 3, "color": paint} if ring else {"width": 1.5, "color": lanes.look.paper}
    return {
        "symbol": SYMBOLS[kind],
        "size": SIZES[kind] * (SMALL if small else 1),
        "color": lanes.look.paper if ring else paint,
        "line": {**edge, "width": 2} if ring and small else edge,
    }


def _dots(lanes: Lanes, held: pd.DataFrame, kind: str, paint: str, small: bool) -> Trace:
    full = len(lanes.stories) <= FEW
    told = [
        [story.id, _hovered(lanes, story, full), lags.said(story, lanes.zone, lanes.names)]
        for story in each(held)
    ]
    return _drawn(lanes, held, told, _marker(lanes, kind, paint, small), 0.75 if small else 1)


def _heaps(lanes: Lanes, held: pd.DataFrame, kind: str, paint: str, small: bool) -> Trace:
    """A mark for all within some hours: its size tells how many, a click opens the first."""
    heaps = counted(held, lanes.crowd.hours)
    marker = _marker(lanes, kind, paint, small)
    grown = (min(LARGEST, 1 + log2(n) / DOUBLED) for n in heaps["many"])
    sizes = [round(marker["size"] * times, 1) for times in grown]
    told = [[heap.id, _hovered(lanes, heap, False), _within(lanes, heap)] for heap in each(heaps)]
    return _drawn(lanes, heaps, told, {**marker, "size": sizes}, 0.75)


def _drawn(
    lanes: Lanes, held: pd.DataFrame, told: list[list[str]], marker: dict[str, Any], opacity: float
) -> Trace:
    """A mark for each row; `told` has the id that a click opens, and two lines to hover."""
    return line(
        x=[lanes.x(at) for at in held["published_at"]],
        y=lanes.places(held["outlet_id"]),
        mode="markers",
        cliponaxis=False,
        showlegend=False,
        marker=marker,
        opacity=opacity,
        customdata=told,
        hovertemplate="%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    )


def _within(lanes: Lanes, heap: Any) -> str:
    """How many stories there are, and between which instants."""
    since = heap.from_at.tz_convert(lanes.zone)
    until = since + pd.Timedelta(hours=lanes.crowd.hours)
    ends = {
        name: f"{month_day(lanes.names.lang, at)} {at:%H:%M}"
        for name, at in (("since", since), ("until", until))
    }
    return lanes.names.tell("events.in_mark", n=int(heap.many), **ends)


def _hovered(lanes: Lanes, story: Any, full: bool) -> str:
    outlet = theme.plain(lanes.names.outlets.get(story.outlet_id, story.outlet_id))
    return f"{outlet}<br>{theme.lines(str(story.title), 60, 2)}" if full else outlet


def first(lanes: Lanes) -> None:
    """Ring the first in ink; where intervals overlap, all that may have been first."""
    leaders = lags.leaders(lanes.stories)
    lanes.fig.add_trace(
        line(
            x=[lanes.x(s.published_at) for s in each(leaders)],
            y=[lanes.rows.place(str(s.outlet_id)) for s in each(leaders)],
            mode="markers",
            hoverinfo="skip",
            showlegend=False,
            cliponaxis=False,
            name="first",
            marker={
                "size": 19,
                "color": "rgba(0,0,0,0)",
                "symbol": "circle",
                "line": {"width": 2.5, "color": lanes.look.ink},
            },
        )
    )
    shown = leaders[~leaders["outlet_id"].isin(lanes.rows.folded)]
    for story in each(shown.head(LABELLED)):
        at = story.published_at.tz_convert(lanes.zone)
        words = lags.place(story, len(leaders), lanes.names)
        lanes.write(
            story.published_at,
            lanes.rows.place(str(story.outlet_id)),
            f"<b>{words}</b> {at:%H:%M}",
            yanchor="bottom",
            xshift=-8,
            yshift=RING,
            font={"size": 12, "color": lanes.look.ink},
        )


def behind(lanes: Lanes) -> None:
    """Beside each outlet's first mark: how long after the first story."""
    for outlet, text, story in lags.behind(lanes.stories, lanes.names):
        if outlet not in lanes.rows.folded:
            lanes.write(
                story.published_at,
                lanes.rows.place(outlet),
                text,
                xshift=-5,
                yanchor="bottom",
                yshift=MARK,
            )
