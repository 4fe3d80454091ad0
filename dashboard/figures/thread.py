"""A thread: its events one below another on one axis of time, their volumes on one scale, and an
arrow from each to what goes on from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, paper
from dashboard.figures.canvas import Canvas, checked
from dashboard.figures.clockface import Clockface
from dashboard.figures.fit import Fit
from dashboard.figures.paper import Sheet
from dashboard.figures.tables import each
from dashboard.theme import LIGHT, Look
from dashboard.words import Names
from feeds.model import EventLink

if TYPE_CHECKING:
    from feeds.coverage import Basis

LANE = 58  # pixels: the headline, and the bars below it
TALL = 0.5  # of a lane, for the highest bar
LETTER, SLACK = 6.4, 20  # pixels of a letter; into the margin that a headline may run
SHEET = Fit()


@checked
def thread(
    events: pd.DataFrame,
    links: Sequence[EventLink],
    volume: pd.DataFrame,
    *,
    bins: Sequence[pd.Timestamp],
    bin: str,
    dark: Sequence[bool],
    basis: Basis,
    names: Names,
    zone: str,
    here: str = "",
    left_out: int = 0,
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """`events` (event_id, label, stories, outlets) in order of time, `volume` of coverage.volume
    by event, `dark` of each bin whether less than half of it was observed; `here` is the event
    whose page this is on."""
    rows = [str(name) for name in events["event_id"]]
    title = names.tell("events.thread.title")
    subtitle = names.tell(
        f"events.thread.what_{bin}",
        events=names.tell("common.events", n=len(rows)),
        zone=paper.zone_words(zone, names.lang),
        rest=names.tell("events.thread.left_out", n=left_out) if left_out else "",
    ).strip()
    top = paper.room(title, subtitle, fit.width, 0)
    inner = LANE * len(rows)
    sheet = Sheet(fit.width, inner, top, fit.foot(top, inner, 84), 28, 40, names.lang)
    fig = paper.begin(sheet, look, title, subtitle)
    clock = Clockface(bins, bin, names.lang)
    _unobserved(fig, clock, dark, look, names)
    _bars(fig, rows, volume, clock, here, look)
    _arrows(fig, rows, links, events, clock, look)
    for place, event in enumerate(each(events)):
        _headline(fig, event, place, str(event.event_id) == here, sheet, names, clock, look)
    fig.update_layout(
        xaxis=clock.axis(paper.ticks(sheet)),
        yaxis={"visible": False, "range": [len(rows), 0], "fixedrange": True},
        bargap=0.1,
        barmode="overlay",
    )
    return paper.sign(fig, sheet, look, basis, zone)


def _unobserved(
    fig: Canvas, clock: Clockface, dark: Sequence[bool], look: Look, names: Names
) -> None:
    """A band over all events where most feeds were not observed: no bar there is no zero."""
    said = False
    for at, missing in zip(clock.bins, dark, strict=True):
        if missing:
            ends = {"x0": clock.x(at), "x1": clock.x(clock.end(at))}
            fig.add_shape(
                type="rect", **ends, y0=0, y1=1, yref="y domain",
                fillcolor=look.grid, line={"width": 0}, layer="below",
            )  # fmt: skip
            if not said:
                fig.add_annotation(
                    x=ends["x0"], y=1, yref="paper", yanchor="top", xanchor="left",
                    text=names.tell("figure.not_observed"), showarrow=False,
                    font={"size": 10.5, "color": look.muted},
                )  # fmt: skip
            said = True


def _bars(
    fig: Canvas,
    rows: Sequence[str],
    volume: pd.DataFrame,
    clock: Clockface,
    here: str,
    look: Look,
) -> None:
    """Stories in each bin, all events on one scale; the one that is open in colour."""
    sums = volume.groupby(["row", "bin_at"])["count"].sum()
    top = float(sums.max()) if len(sums) else 1.0
    for place, row in enumerate(rows):
        mine = sums.loc[row] if row in sums.index.get_level_values(0) else sums.head(0)
        known = [(at, float(mine.get(at, 0))) for at in clock.bins if mine.get(at, 0) > 0]
        fig.add_trace(
            canvas.bar(
                x=[clock.middle(at) for at, _ in known],
                y=[-count / top * TALL for _, count in known],
                base=[place + 1 - 0.1] * len(known),
                width=[clock.width(at, 0.1) for at, _ in known],
                marker={"color": theme.GROUPS[0] if row == here else look.hatch},
                customdata=[[row, f"{clock.label(at)}: {count:,.0f}"] for at, count in known],
                hovertemplate="%{customdata[1]}<extra></extra>",
                showlegend=False,
                name=row,
            )
        )


def _arrows(
    fig: Canvas,
    rows: Sequence[str],
    links: Sequence[EventLink],
    events: pd.DataFrame,
    clock: Clockface,
    look: Look,
) -> None:
    first = dict(zip(events["event_id"], events["first_at"], strict=True))
    for link in links:
        ends = link.to_event_id, link.from_event_id
        if not set(ends) <= set(rows):
            continue
        before, after = (clock.x(first[end]) for end in ends)
        fig.add_annotation(
            x=after, y=rows.index(ends[1]) + 0.9, ax=before, ay=rows.index(ends[0]) + 0.9,
            axref="x", ayref="y", text="", showarrow=True, arrowhead=2, arrowsize=0.9,
            arrowwidth=1.2, arrowcolor=look.muted, startstandoff=3, standoff=3, name=link.kind,
        )  # fmt: skip


def _headline(
    fig: Canvas,
    event: object,
    place: int,
    here: bool,
    sheet: Sheet,
    names: Names,
    clock: Clockface,
    look: Look,
) -> None:
    """What an event is called and how large it is, above its bars; at the right edge where it
    would run over it."""
    room = sheet.width - sheet.left - sheet.right
    text = theme.lines(str(getattr(event, "label")), int(room / LETTER) - 24, 1)  # noqa: B009
    size = names.tell("common.stories", n=int(getattr(event, "stories")))  # noqa: B009
    bold = f"<b>{text}</b>" if here else text
    begun = _part(clock, getattr(event, "first_at"))  # noqa: B009
    over = begun * room + (len(text) + len(size) + 1) * LETTER > room + SLACK
    fig.add_annotation(
        x=1 if over else begun, xref="paper", xanchor="right" if over else "left",
        y=place, yanchor="top", yshift=-3,
        text=f"{bold} <span style='color:{look.muted}'>{theme.plain(size)}</span>",
        showarrow=False, align="left", bgcolor=look.paper, borderpad=1,
        font={"size": 12, "color": look.ink},
    )  # fmt: skip


def _part(clock: Clockface, at: pd.Timestamp) -> float:
    """How far along the axis the bar of an instant begins, 0 to 1."""
    first, last = clock.bins[0], clock.end(clock.bins[-1])
    held = [one for one in clock.bins if one <= at]
    return float((held[-1] - first) / (last - first)) if held else 0.0
