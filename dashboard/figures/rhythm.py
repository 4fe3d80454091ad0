"""The hours of the day at which an outlet lists what is new, per hour that was observed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.figures import canvas, paper, titles
from dashboard.figures.canvas import Canvas, checked
from dashboard.figures.fit import Fit
from dashboard.figures.paper import Sheet
from dashboard.theme import GROUPS, LIGHT, Look
from dashboard.tongue import decimal
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

HIGH, LEFT, HOURS = 130, 60, 24


def by_hour(table: pd.DataFrame, zone: str) -> pd.Series[float]:
    """New entries an observed hour, by hour of the zone's day; missing where less than one whole
    hour was observed, from coverage.feed_hours (pure)."""
    hour = table["hour_at"].dt.tz_convert(zone).dt.hour
    sums = table.assign(hour=hour).groupby("hour")[["new", "observed"]].sum()
    sums = sums.reindex(range(HOURS), fill_value=0.0).astype(float)
    feeds = max(1, table["feed_id"].nunique())
    return sums["new"] / sums["observed"].where(sums["observed"] >= 1) * feeds


@checked
def rhythm(
    table: pd.DataFrame,
    *,
    bins: Sequence[pd.Timestamp],
    selection: Selection,
    basis: Basis,
    names: Names,
    look: Look = LIGHT,
    fit: Fit | None = None,
) -> Canvas:
    """A bar an hour of the day, of the one outlet that is selected; none where nobody looked."""
    width = (fit or Fit()).width
    name = names.row("outlet", selection.outlets[0])
    title = names.tell("outlets.one.rhythm_title", name=name)
    span = titles.spanned(selection, bins, names.lang)
    subtitle = names.tell("outlets.one.rhythm_what", span=span)
    sheet = Sheet(width, HIGH, paper.room(title, subtitle, width, 0), 84, LEFT, lang=names.lang)
    fig = paper.begin(sheet, look, title, subtitle)
    known = by_hour(table, selection.zone).dropna()
    fig.add_trace(
        canvas.bar(
            x=[int(hour) for hour in known.index],
            y=[round(float(value), 3) for value in known],
            width=0.86,
            marker={"color": GROUPS[0], "line": {"width": 0}},
            customdata=[decimal(names.lang, float(value)) for value in known],
            hovertemplate="%{x}:00 – %{customdata}<extra></extra>",
        )
    )
    every = list(range(0, HOURS, 3))
    fig.update_layout(
        showlegend=False,
        xaxis={
            "range": [-0.5, HOURS - 0.5],
            "tickvals": every,
            "ticktext": [f"{hour:02}:00" for hour in every],
            "showgrid": False,
            "fixedrange": True,
        },
        yaxis={"rangemode": "tozero", "nticks": 4, "fixedrange": True},
    )
    return paper.sign(fig, sheet, look, basis, selection.zone)
