"""One event: a lane an outlet, a mark a story, a bar behind it where its time is uncertain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme
from dashboard.figures import event_marks, event_sides, lags, paper
from dashboard.figures.canvas import Canvas, checked
from dashboard.figures.clockface import day
from dashboard.figures.event_bins import Crowd, crowd
from dashboard.figures.event_rows import REST, Rows, rows
from dashboard.figures.event_sheet import Lanes
from dashboard.figures.fit import Fit
from dashboard.figures.paper import Sheet
from dashboard.theme import LIGHT, Look
from dashboard.tongue.places import right_to_left
from dashboard.words import Names

if TYPE_CHECKING:
    from feeds.coverage import Basis

LANE, MOST = 38, 24
AROUND = 260  # pixels that heading, legend and source line mostly take
SHEET = Fit()
SLIM = 600  # pixels of a sheet that has no room for words on every lane
MOST_MARKS = 1500
NO_GAPS = pd.DataFrame(columns=["outlet_id", "from_at", "to_at"])
NO_CITED = pd.DataFrame(
    columns=["story_id", "outlet_id", "source", "source_name", "source_kind", "watched"]
)
NO_QUIET = pd.DataFrame(columns=["row", "all_stories", "observed"])


def drawn(
    stories: pd.DataFrame,
    *,
    label: str,
    basis: Basis,
    names: Names,
    zone: str,
    gaps: pd.DataFrame = NO_GAPS,
    cited: pd.DataFrame = NO_CITED,
    quiet: pd.DataFrame = NO_QUIET,
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.event_stories (with `group`, and timed), oldest first; `gaps` holds
    outlet_id, from_at, to_at of time in which an outlet's feeds were not observed, `cited` is
    of coverage.citations, `quiet` of coverage.silence (with `near` where near misses are
    counted), the most telling first."""
    silent = [str(outlet) for outlet in quiet["row"]]
    wanted = stories["outlet_id"].nunique() + len(silent) + cited["source"].nunique()
    count, lane = fit.lanes(min(wanted, MOST), AROUND, LANE, 28, 56)
    held = rows(stories, cited, silent, count)
    labels = [_label(row, held, names, cited) for row in held.lanes]
    many = crowd(stories, max(3, MOST_MARKS // max(1, len(held.outlets))))
    subtitle = _subtitle(stories, many, held.unshown, zone, names)
    groups = [names.groups.get(g, g) for g in stories["group"].unique()]
    left = paper.side(labels, fit.width, 7, 30)
    marks = [names.tell(f"events.mark.{kind}") for kind in ("cites", "reprint")]
    legend = paper.legend_rows([*groups, *marks], fit.width - left)
    top = paper.room(label, subtitle, fit.width, legend) + 16
    inner = lane * len(held.lanes) + 10
    sheet = Sheet(fit.width, inner, top, fit.foot(top, inner, 96), left, 70, names.lang)
    fig = paper.begin(sheet, look, label, subtitle)
    paints = theme.colours(list(names.groups))
    slim = fit.width < SLIM
    lanes = Lanes(fig, stories, cited, held, names, paints, look, zone, slim, many)
    _axes(lanes, labels, left)
    event_sides.gaps(lanes, gaps, _hours(stories))
    event_marks.intervals(lanes)
    event_sides.cites(lanes)
    event_marks.marks(lanes)
    event_marks.first(lanes)
    event_marks.behind(lanes)
    event_sides.sources(lanes)
    event_sides.quiet(lanes, quiet)
    lanes.settle()
    fig.update_layout(legend=paper.legend(sheet, look))
    return paper.sign(fig, sheet, look, basis, zone)


event = checked(drawn)


def _label(row: str, held: Rows, names: Names, cited: pd.DataFrame) -> str:
    if row == REST:
        return names.tell("events.rest", n=len(held.folded))
    if row in names.outlets:
        return names.outlets[row]
    known = cited.loc[cited["source"] == row, "source_name"]
    return names.source(row, str(known.iloc[0])) if len(known) else row


def _subtitle(stories: pd.DataFrame, many: Crowd, silent: int, zone: str, names: Names) -> str:
    reprints = int((stories["copy_of"] != "").sum())
    more = names.tell("common.reprints", n=reprints)
    long = lags.length(pd.Timedelta(hours=many.hours), names)
    rest = names.tell("events.crowded", long=long) if many.outlets else ""
    if silent:
        rest = f"{rest} {names.tell('events.silent_more', n=silent)}".strip()
    what = names.tell(
        "print.lanes.what",
        stories=names.tell("common.stories", n=len(stories)),
        outlets=names.tell("common.outlets", n=stories["outlet_id"].nunique()),
        more=names.tell("print.lanes.reprints", reprints=more) if reprints else "",
        zone=paper.zone_words(zone, names.lang),
        rest=rest,
    ).strip()
    found = finding(stories, names)
    return f"{found} {what}" if found else what


def finding(stories: pd.DataFrame, names: Names) -> str:
    """Who was first and when half of the others had followed; "" where nobody followed."""
    lead = lags.leaders(stories)
    late = stories[~stories["may_lead"] & (stories["high_hours"] >= 0)]
    if lead.empty or late.empty:
        return ""
    low, high = late["low_hours"].clip(lower=0).median(), late["high_hours"].median()
    who = names.outlets.get(str(lead["outlet_id"].iloc[0]), str(lead["outlet_id"].iloc[0]))
    return names.tell(
        "events.finding" if len(lead) == 1 else "events.finding_one_of",
        who=who,
        n=len(late) if len(lead) == 1 else len(lead),
        lag=lags.between(pd.Timedelta(hours=float(low)), pd.Timedelta(hours=float(high)), names),
    )


def _hours(stories: pd.DataFrame) -> float:
    low, high = _ends(stories)
    return float((high - low).total_seconds() / 3600)


def _ends(stories: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    low = min(stories["published_at"].min(), stories["earliest_at"].min())
    return low, max(stories["published_at"].max(), stories["latest_at"].max())


def _axes(lanes: Lanes, labels: list[str], left: int) -> None:
    low, high = (lanes.x(at) for at in _ends(lanes.stories))
    letters = paper.beside(left, 6.2 if lanes.slim else 7)
    pad = max((high - low) * 0.03, pd.Timedelta(minutes=20))
    lanes.fig.update_layout(
        xaxis={
            "range": [low - pad, high + pad * 2],
            "type": "date",
            "showgrid": False,
            **_ticks(low, high, lanes),
        },
        yaxis={
            "tickmode": "array",
            "tickvals": list(range(len(labels))),
            "ticktext": [theme.lines(text, letters, 2) for text in labels],
            "tickfont": {"size": 11 if lanes.slim else 13, "color": lanes.look.ink},
            "range": [len(labels) - 0.4, -0.8],
            "fixedrange": True,
        },
    )


def _ticks(low: pd.Timestamp, high: pd.Timestamp, lanes: Lanes) -> dict[str, Any]:
    """At most eight ticks on round hours or days, four on a phone, two of a longer script."""
    few = 2 if right_to_left(lanes.names.lang) else 4
    span, most = (high - low).total_seconds() / 3600, few if lanes.slim else 8
    steps = (1, 2, 3, 6, 12, 24, 48, 168, 336, 672)
    step = next((h for h in steps if span / h <= most), 2184)
    every = pd.date_range(low.floor("D"), high + pd.Timedelta(hours=step), freq=f"{step}h")
    held = [at for at in every if at >= low - pd.Timedelta(hours=step) / 4]
    lang = lanes.names.lang
    text = [
        f"{day(at, lang)}<br>{at.year}" if step >= 24 else f"{at:%H:%M}<br>{day(at, lang)}"
        for at in held
    ]
    return {"tickmode": "array", "tickvals": held, "ticktext": text, "tickangle": 0}
