"""One event: a lane an outlet, a mark a story, a bar behind it where its time is uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures import lags, paper
from dashboard.figures.clockface import day
from dashboard.figures.fit import Fit
from dashboard.figures.paper import Sheet
from dashboard.figures.tables import each
from dashboard.theme import LIGHT, Look
from dashboard.words import Names

if TYPE_CHECKING:
    from feeds.coverage import Basis

LANE, MOST = 38, 24
AROUND = 260  # pixels that heading, legend and source line mostly take
SHEET = Fit()
NO_GAPS = pd.DataFrame(columns=["outlet_id", "from_at", "to_at"])


@dataclass(frozen=True)
class Lanes:
    """What the parts of the picture share; instants are drawn as wall clock in `zone`."""

    stories: pd.DataFrame
    outlets: list[str]
    names: Names
    paints: dict[str, str]
    look: Look
    zone: str

    def x(self, at: pd.Timestamp) -> pd.Timestamp:
        """An instant as it is drawn: with the offset of the first story's day throughout."""
        first = self.stories["published_at"].min().tz_convert(self.zone)
        return pd.Timestamp(at.tz_convert("UTC").tz_localize(None) + first.utcoffset())


def event(
    stories: pd.DataFrame,
    *,
    label: str,
    basis: Basis,
    names: Names,
    zone: str,
    gaps: pd.DataFrame = NO_GAPS,
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> go.Figure:
    """From coverage.event_stories (with `group`), oldest first; `gaps` holds outlet_id,
    from_at, to_at of time in which an outlet's feeds were not observed."""
    order = stories.sort_values("published_at", kind="stable")["outlet_id"].drop_duplicates()
    count, lane = fit.lanes(min(len(order), MOST), AROUND, LANE, 28, 56)
    kept = [str(outlet) for outlet in order][:count]
    shown = stories[stories["outlet_id"].isin(kept)]
    paints = theme.colours(list(names.groups))
    lanes = Lanes(shown, kept, names, paints, look, zone)
    title, subtitle = label, _subtitle(stories, len(order) - len(kept), zone, names)
    groups = [names.groups.get(g, g) for g in shown["group"].unique()]
    left = paper.side((names.outlets.get(o, o) for o in kept), fit.width, 7, 30)
    legend = paper.legend_rows([*groups, names.tell("print.reprint")], fit.width - left)
    top, inner = paper.room(title, subtitle, fit.width, legend) + 10, lane * len(kept) + 10
    sheet = Sheet(fit.width, inner, top, fit.foot(top, inner, 96), left, 70, names.lang)
    fig = paper.start(sheet, look, title, subtitle)
    _gaps(fig, lanes, gaps)
    _intervals(fig, lanes)
    _marks(fig, lanes)
    _first(fig, lanes)
    _lags(fig, lanes)
    _axes(fig, lanes)
    fig.update_layout(legend={**paper.legend(sheet, look), "y": 1 + 16 / sheet.inner})
    return paper.sign(fig, sheet, look, basis, zone)


def _subtitle(stories: pd.DataFrame, left_out: int, zone: str, names: Names) -> str:
    reprints = int((stories["copy_of"] != "").sum())
    more = names.tell("common.reprints", n=reprints)
    rest = names.tell("print.lanes.left_out", n=left_out) if left_out > 0 else ""
    return names.tell(
        "print.lanes.what",
        stories=names.tell("common.stories", n=len(stories)),
        outlets=names.tell("common.outlets", n=stories["outlet_id"].nunique()),
        more=names.tell("print.lanes.reprints", reprints=more) if reprints else "",
        zone=paper.zone_words(zone, names.lang),
        rest=rest,
    ).strip()


def _gaps(fig: go.Figure, lanes: Lanes, gaps: pd.DataFrame) -> None:
    for gap in each(gaps[gaps["outlet_id"].isin(lanes.outlets)]):
        place = lanes.outlets.index(str(gap.outlet_id))
        fig.add_shape(
            type="rect",
            x0=lanes.x(gap.from_at),
            x1=lanes.x(gap.to_at),
            y0=place - 0.3,
            y1=place + 0.3,
            line={"width": 0},
            fillcolor=lanes.look.grid,
            layer="below",
        )
        fig.add_annotation(
            x=lanes.x(gap.from_at),
            y=place,
            text=lanes.names.tell("figure.not_observed"),
            showarrow=False,
            xanchor="left",
            xshift=4,
            font={"size": 10.5, "color": lanes.look.muted},
        )


def _key(name: str, marker: dict[str, Any]) -> go.Scatter:
    return go.Scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=theme.plain(name),
        hoverinfo="skip",
        marker={"size": 12, **marker},
    )


def _intervals(fig: go.Figure, lanes: Lanes) -> None:
    """A translucent bar from the earliest to the latest time a story can have."""
    for outlet, group, low, high in unsure(lanes.stories):
        fig.add_trace(
            go.Scatter(
                x=[lanes.x(low), lanes.x(high)],
                y=[lanes.outlets.index(outlet)] * 2,
                mode="lines",
                line={"width": 9, "color": lanes.paints.get(group, theme.REST)},
                opacity=0.32,
                hoverinfo="skip",
                showlegend=False,
            )
        )


def unsure(stories: pd.DataFrame) -> list[tuple[str, str, pd.Timestamp, pd.Timestamp]]:
    """outlet, group, from, to: uncertain times, joined where they overlap so that none
    looks surer for being drawn twice."""
    held = stories[stories["latest_at"] > stories["earliest_at"]]
    found: list[tuple[str, str, pd.Timestamp, pd.Timestamp]] = []
    for story in each(held.sort_values(["outlet_id", "group", "earliest_at"])):
        last = found[-1] if found else None
        same = last is not None and last[:2] == (story.outlet_id, story.group)
        if last is not None and same and story.earliest_at <= last[3]:
            found[-1] = (*last[:3], max(last[3], story.latest_at))
        else:
            found.append((story.outlet_id, story.group, story.earliest_at, story.latest_at))
    return found


def _marks(fig: go.Figure, lanes: Lanes) -> None:
    for group in [g for g in lanes.names.groups if g in set(lanes.stories["group"])]:
        paint = lanes.paints.get(group, theme.REST)
        mine = lanes.stories[lanes.stories["group"] == group]
        for reprint in (False, True):
            held = mine[(mine["copy_of"] != "") == reprint]
            if len(held):
                fig.add_trace(_dots(lanes, held, paint, reprint))
        fig.add_trace(_key(lanes.names.groups.get(group, group), {"color": paint}))
    if (lanes.stories["copy_of"] != "").any():
        ring = {
            "symbol": "circle",
            "color": lanes.look.paper,
            "line": {"width": 3, "color": lanes.look.muted},
        }
        fig.add_trace(_key(lanes.names.tell("print.reprint"), ring))


def _dots(lanes: Lanes, held: pd.DataFrame, paint: str, reprint: bool) -> go.Scatter:
    edge = {"width": 3, "color": paint} if reprint else {"width": 1.5, "color": lanes.look.paper}
    return go.Scatter(
        x=[lanes.x(at) for at in held["published_at"]],
        y=[lanes.outlets.index(str(outlet)) for outlet in held["outlet_id"]],
        mode="markers",
        cliponaxis=False,
        showlegend=False,
        marker={
            "size": 12 if reprint else 14,
            "color": lanes.look.paper if reprint else paint,
            "line": edge,
        },
        customdata=[
            [story.id, theme.lines(str(story.title), 60, 2), lags.said(story, lanes.zone)]
            for story in each(held)
        ],
        hovertemplate="%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    )


def _first(fig: go.Figure, lanes: Lanes) -> None:
    """Ring the first in ink; where intervals overlap, all that may have been first."""
    leaders = lags.leaders(lanes.stories)
    sure = len(leaders) == 1
    fig.add_trace(
        go.Scatter(
            x=[lanes.x(s.published_at) for s in each(leaders)],
            y=[lanes.outlets.index(str(s.outlet_id)) for s in each(leaders)],
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
    for story in each(leaders):
        at = story.published_at.tz_convert(lanes.zone)
        words = lanes.names.tell("print.lanes.first" if sure else "print.lanes.maybe")
        fig.add_annotation(
            x=lanes.x(story.published_at),
            y=lanes.outlets.index(str(story.outlet_id)),
            text=f"<b>{words}</b> {at:%H:%M}",
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            xshift=-8,
            yshift=10,
            font={"size": 12},
            bgcolor=lanes.look.paper,
            borderpad=1,
        )


def _lags(fig: go.Figure, lanes: Lanes) -> None:
    """Beside each outlet's first mark: how long after the first story."""
    for outlet, text, story in lags.behind(lanes.stories):
        fig.add_annotation(
            x=lanes.x(story.published_at),
            y=lanes.outlets.index(outlet),
            text=text,
            showarrow=False,
            xanchor="left",
            xshift=-5,
            yanchor="bottom",
            yshift=8,
            font={"size": 11, "color": lanes.look.muted},
            bgcolor=lanes.look.paper,
            borderpad=1,
        )


def _axes(fig: go.Figure, lanes: Lanes) -> None:
    low = lanes.x(min(lanes.stories["published_at"].min(), lanes.stories["earliest_at"].min()))
    high = lanes.x(max(lanes.stories["published_at"].max(), lanes.stories["latest_at"].max()))
    pad = max((high - low) * 0.03, pd.Timedelta(minutes=20))
    fig.update_layout(
        xaxis={
            "range": [low - pad, high + pad * 2],
            "type": "date",
            "showgrid": False,
            **_ticks(low, high),
        },
        yaxis={
            "tickmode": "array",
            "tickvals": list(range(len(lanes.outlets))),
            "ticktext": [theme.plain(lanes.names.outlets.get(o, o)) for o in lanes.outlets],
            "tickfont": {"size": 13, "color": lanes.look.ink},
            "range": [len(lanes.outlets) - 0.4, -0.8],
            "fixedrange": True,
        },
    )


def _ticks(low: pd.Timestamp, high: pd.Timestamp) -> dict[str, Any]:
    """At most eight ticks on round hours or days."""
    span = (high - low).total_seconds() / 3600
    step = next((h for h in (1, 2, 3, 6, 12, 24, 48, 168, 336, 672) if span / h <= 8), 2184)
    first = low.floor("D")
    every = pd.date_range(first, high + pd.Timedelta(hours=step), freq=f"{step}h")
    held = [at for at in every if at >= low - pd.Timedelta(hours=step) / 4]
    text = [f"{day(at)}<br>{at.year}" if step >= 24 else f"{at:%H:%M}<br>{day(at)}" for at in held]
    return {"tickmode": "array", "tickvals": held, "ticktext": text}
