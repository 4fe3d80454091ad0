"""The figures that are given of an event: a row a figure, a dot for each story that gives it, so
that who says 12 and who says 40 stand above one another on one axis of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme, tongue
from dashboard.figures import canvas, paper
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.fit import Fit
from dashboard.figures.paper import Sheet
from dashboard.figures.tables import each
from dashboard.theme import LIGHT, Look
from dashboard.words import Names

if TYPE_CHECKING:
    from feeds.coverage import Basis

LANE, MOST, LETTER = 30, 14, 6.2
NAMED = 3  # outlets beside a row
SIDE = 0.34  # of the width, for the outlets that give a figure
SHEET = Fit()
COLUMNS = ["measure", "low", "high", "qualifier", "at", "outlet_id", "story_id", "source"]


@checked
def given(
    claims: pd.DataFrame,
    *,
    basis: Basis,
    names: Names,
    groups: Mapping[str, str],
    sources: Mapping[str, str],
    zone: str,
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.claims of one event; `sources` names by id whom they cite."""
    told = whole(claims)
    order = rows(told)
    kept = order[: (MOST if fit.height is None else max(1, (fit.height - 240) // LANE))]
    shown = told[told["figure"].isin(kept)]
    slim = fit.width < 600
    title = names.tell("events.given.title")
    subtitle = names.tell(
        "events.given.what",
        zone=paper.zone_words(zone, names.lang),
        rest=names.tell("print.left_out", n=len(order) - len(kept)) if order[len(kept) :] else "",
    ).strip()
    there = [g for g in names.groups if g in {groups.get(o, "rest") for o in shown["outlet_id"]}]
    labels = [called(row, names) for row in kept]
    left = paper.side(labels, fit.width, 7.2, 26)
    letters = paper.beside(left, 6.2 if slim else 7)
    right = 24 if slim else int(fit.width * SIDE)
    legend = paper.legend_rows([names.groups[g] for g in there], fit.width - left)
    top, inner = paper.room(title, subtitle, fit.width, legend) + 8, LANE * len(kept) + 8
    sheet = Sheet(fit.width, inner, top, fit.foot(top, inner, 92), left, right, names.lang)
    fig = paper.begin(sheet, look, title, subtitle)
    paints = theme.colours(list(names.groups))
    for group in there:
        mine = shown[[groups.get(o, "rest") == group for o in shown["outlet_id"]]]
        fig.add_trace(_dots(mine, kept, names, sources, group, paints, zone, look))
    if not slim:
        for place, row in enumerate(kept):
            mine = shown[shown["figure"] == row]
            _who(fig, place, mine, names, look, int((right - 20) / LETTER))
    fig.update_layout(
        xaxis=_axis(shown, zone, names, paper.ticks(sheet)),
        yaxis={
            "tickmode": "array",
            "tickvals": list(range(len(kept))),
            "ticktext": [theme.lines(text, letters, 2) for text in labels],
            "tickfont": {"size": 11 if slim else 13, "color": look.ink},
            "range": [len(kept) - 0.4, -0.6],
            "fixedrange": True,
        },
        legend=paper.legend(sheet, look),
    )
    return paper.sign(fig, sheet, look, basis, zone)


def whole(claims: pd.DataFrame) -> pd.DataFrame:
    """The whole figures, no parts and no denials, with `figure`, what is the same in each."""
    held = claims[(claims["measure"] != "denial") & ~claims["part"]]
    figure = [(str(c.measure), int(c.low), None if pd.isna(c.high) else int(c.high),
               str(c.qualifier)) for c in each(held)]  # fmt: skip
    return held.assign(figure=pd.Series(figure, index=held.index, dtype=object))


def rows(told: pd.DataFrame) -> list[tuple[str, int, int | None, str]]:
    """The figures by measure, that of most stories first, and size."""
    sums = told.groupby("measure")["story_id"].nunique().to_dict()
    return sorted(
        dict.fromkeys(told["figure"]),
        key=lambda row: (-sums[row[0]], row[0], row[1], row[2] or row[1], row[3]),
    )


def called(row: tuple[str, int, int | None, str], names: Names) -> str:
    """`12 dead`, `at least 40 dead`, `30 to 50 injured`."""
    measure, low, high, qualifier = row
    say = names.tell
    number = tongue.number(names.lang, high if qualifier == "up-to" and high else low)
    if qualifier in ("range", "some") and high is not None and high != low:
        number = say("events.given.range", low=number, high=tongue.number(names.lang, high))
    elif qualifier in ("at-least", "more-than", "up-to", "some") or high is None:
        number = say(f"events.given.{qualifier if qualifier != 'exact' else 'at-least'}", x=number)
    elif qualifier == "about":
        number = say("events.given.range", low=number, high=tongue.number(names.lang, high))
    return say(f"events.given.{measure}", x=number)


def _dots(
    mine: pd.DataFrame,
    kept: list[Any],
    names: Names,
    sources: Mapping[str, str],
    group: str,
    paints: Mapping[str, str],
    zone: str,
    look: Look,
) -> Trace:
    said = []
    for one in each(mine):
        outlet = names.outlets.get(str(one.outlet_id), str(one.outlet_id))
        source = names.source(str(one.source), sources.get(str(one.source), ""))
        by = f"<br>{theme.plain(names.tell('events.given.citing', who=source))}" if source else ""
        at = one.at.tz_convert(zone)
        when = f"{tongue.month_day(names.lang, at)} {at:%H:%M}"
        words = theme.lines(str(one.sentence), 60, 3)
        said.append([str(one.story_id), words, f"{theme.plain(outlet)}, {when}{by}"])
    return canvas.line(
        x=[at.tz_convert(zone).tz_localize(None) for at in mine["at"]],
        y=[kept.index(figure) for figure in mine["figure"]],
        mode="markers",
        name=theme.plain(names.groups[group]),
        cliponaxis=False,
        marker={
            "size": 12,
            "color": paints.get(group, theme.REST),
            "line": {"width": 1.5, "color": look.paper},
        },
        customdata=said,
        hovertemplate="%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    )


def _who(fig: Canvas, place: int, told: pd.DataFrame, names: Names, look: Look, room: int) -> None:
    """Beside a row who gives the figure, by name, in a line of so many letters."""
    first = list(dict.fromkeys(map(str, told.sort_values(["at", "story_id"])["outlet_id"])))
    words = [_first(first, most, names) for most in (NAMED, 2, 1)]
    text = next((line for line in words if len(line) <= room), words[-1])
    fig.add_annotation(
        x=1, xref="paper", xanchor="left", xshift=14, y=place, text=theme.lines(text, room, 1),
        showarrow=False, align="left", font={"size": 12, "color": look.muted},
    )  # fmt: skip


def _first(outlets: list[str], most: int, names: Names) -> str:
    """The first few by name, and how many more."""
    named = names.tell("common.comma").join(names.outlets.get(o, o) for o in outlets[:most])
    rest = len(outlets) - most
    return names.tell("events.given.and_more", who=named, n=rest) if rest > 0 else named


def _axis(shown: pd.DataFrame, zone: str, names: Names, most: int) -> dict[str, Any]:
    at = shown["at"].dt.tz_convert(zone).dt.tz_localize(None)
    low, high = at.min(), at.max()
    pad = max((high - low) * 0.06, pd.Timedelta(hours=1))
    hours = (high - low + 2 * pad).total_seconds() / 3600
    step = next((h for h in (1, 2, 3, 6, 12, 24, 48, 168, 336) if hours / h <= min(most, 7)), 720)
    ticks = [
        tick
        for tick in pd.date_range(low.floor("D"), high + pad, freq=f"{step}h")
        if tick >= low - pad
    ]
    words = [
        tongue.month_day(names.lang, t) if step >= 24
        else f"{t:%H:%M}<br>{tongue.month_day(names.lang, t)}"
        for t in ticks
    ]  # fmt: skip
    return {
        "type": "date", "range": [low - pad, high + pad], "showgrid": True,
        "tickmode": "array", "tickvals": ticks, "ticktext": words,
    }  # fmt: skip
