"""Who was ahead of whom: a cell for each two outlets, only where there is enough to tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, lanes, paper
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.fit import FOOT, Fit
from dashboard.figures.tables import each
from dashboard.theme import LIGHT, Look
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

SHEET = Fit()
MOST, LETTERS = 16, 18
FLAT = 5  # names that stand upright beside one another
NAMES_BELOW = 62  # pixels


@checked
def pairs(
    table: pd.DataFrame,
    *,
    selection: Selection,
    basis: Basis,
    names: Names,
    groups: Mapping[str, str],
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.who_led by outlet: colour is the part of the shared events in which the row
    was surely ahead of the column; each cell says of how many."""
    met = table[table["events"] > 0]
    sums = met.groupby("leader")["events"].sum().sort_values(ascending=False, kind="stable")
    rows = [str(row) for row in sums.index][:MOST]
    held = lanes.laid(
        rows,
        names.outlets,
        names.tell("print.led.title"),
        lambda out: _subtitle(selection, len(sums) - len(rows) + out, names),
        fit=fit,
        look=look,
        lang=names.lang,
        lane=30,
        foot=FOOT + NAMES_BELOW,
    )
    held.fig.add_trace(_cells(met, held, look))
    _numbers(met, held)
    turned = len(held.rows) > FLAT  # of turned names a second line would cover the next name
    most = 1 if turned else 3
    across = [theme.lines(names.outlets.get(row, row), LETTERS, most) for row in held.rows]
    paints = theme.colours(list(names.groups))
    held.fig.update_layout(
        xaxis={
            "tickmode": "array",
            "tickvals": list(range(len(held.rows))),
            "ticktext": across,
            "tickangle": -35 if turned else 0,
            "tickfont": {"size": 11, "color": look.ink},
            "range": [-0.5, len(held.rows) - 0.5],
            "showgrid": False,
        },
        yaxis=lanes.side(held, names.outlets, groups, paints),
    )
    return paper.sign(held.fig, held.sheet, look, basis, selection.zone)


def _subtitle(selection: Selection, left_out: int, names: Names) -> str:
    span = lanes.spanned(selection, names)
    more = f" {names.tell('print.left_out', n=left_out)}" if left_out else ""
    return f"{names.tell('print.led.what', span=span)}{more}"


def _cells(met: pd.DataFrame, held: lanes.Lanes, look: Look) -> Trace:
    part = (met["certain"] / met["events"]).rename("part")
    wide = met.assign(part=part).pivot_table(index="leader", columns="follower", values="part")
    wide = wide.reindex(index=held.rows, columns=held.rows).astype(object)
    steps = [[place / 4, paint] for place, paint in enumerate(look.scale)]
    return canvas.cells(
        z=wide.where(wide.notna(), None).to_numpy().tolist(),
        x=list(range(len(held.rows))),
        y=list(range(len(held.rows))),
        zmin=0,
        zmax=1,
        colorscale=steps,
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )


def _numbers(met: pd.DataFrame, held: lanes.Lanes) -> None:
    """All at once: Plotly takes seconds to add hundreds of texts one by one."""
    notes = []
    for line in each(met[met["leader"].isin(held.rows) & met["follower"].isin(held.rows)]):
        dark = line.certain / line.events >= 0.45
        notes.append(
            {
                "x": held.place(str(line.follower)),
                "y": held.place(str(line.leader)),
                "text": f"{line.certain}/{line.events}",
                "showarrow": False,
                "font": {"size": 11, "color": "#ffffff" if dark else held.look.ink},
            }
        )
    for note in notes:
        held.fig.add_annotation(**note)
