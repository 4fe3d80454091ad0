"""What stands on an event's lanes beside the marks: arrows of citing, sources, silence, gaps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.figures import lags
from dashboard.figures.canvas import line
from dashboard.figures.event_rows import Arrow, arrows
from dashboard.figures.event_sheet import Lanes
from dashboard.figures.tables import each
from dashboard.tongue import percent

MOST_ARROWS = 40
TOLD = ("outlet_id", "published_at")
LETTER = 6.6  # pixels
STROKE = 8  # pixels above a lane that a stroke on it reaches: words hide none
WORDY = 5  # pixels a letter at least, of words that must fit a box


def gaps(lanes: Lanes, table: pd.DataFrame, hours: float) -> None:
    """A hatched box where an outlet's feeds were not observed; `hours` are the axis's whole."""
    known = table[table["outlet_id"].isin((*lanes.rows.outlets, *lanes.rows.quiet))]
    layout, words = lanes.fig.layout, lanes.names.tell("figure.not_observed")
    room = layout["width"] - layout["margin"]["l"] - layout["margin"]["r"]
    for gap in each(known):
        lane = lanes.rows.place(str(gap.outlet_id))
        ends = {"x0": lanes.x(gap.from_at), "x1": lanes.x(gap.to_at)}
        lanes.boxes.append(
            {
                **ends,
                "type": "rect",
                "y0": lane - 0.3,
                "y1": lane + 0.3,
                "line": {"width": 0},
                "fillcolor": lanes.look.grid,
                "layer": "below",
            }
        )
        wide = (gap.to_at - gap.from_at).total_seconds() / 3600 / max(hours, 0.1)
        if wide * room > len(words) * LETTER + 12:
            lanes.write(  # at its start: stories come where it ends
                max(gap.from_at, lanes.stories["earliest_at"].min()),
                lane,
                words,
                xshift=6,
                bgcolor="rgba(0,0,0,0)",
            )


def cites(lanes: Lanes) -> None:
    """Arrows from a source to who cites it, the way the news travelled. A source that has no
    story of it before is only marked at the instant of citing, on its own lane: when it spoke is
    not known, and a line from there would cross all lanes between."""
    ids = lanes.stories["id"]
    facts = {name: dict(zip(ids, lanes.stories[name], strict=True)) for name in TOLD}
    found = arrows(lanes.stories, lanes.cited)
    known = [arrow for arrow in found if arrow.source in lanes.rows.lanes]
    own = (one for one in known if facts["outlet_id"][one.story] not in lanes.rows.folded)
    for arrow in islice((one for one in own if one.of), MOST_ARROWS):
        _arrow(lanes, arrow, facts)


def _entered(lanes: Lanes, found: Sequence[Arrow]) -> None:
    """A stroke on the source's lane when an outlet first cites it; a click opens that story."""
    stories = {str(story.id): story for story in each(lanes.stories)} if found else {}
    names = {str(line.source): str(line.source_name) for line in each(lanes.cited)}
    told = []
    for arrow in found:
        story = stories[arrow.story]
        source = lanes.names.source(arrow.source, names[arrow.source])
        who = lanes.names.outlets.get(story.outlet_id, story.outlet_id)
        text = theme.plain(lanes.names.tell("events.sources.cites", who=who, source=source))
        told.append([arrow.story, text, lags.said(story, lanes.zone, lanes.names)])
    if told:
        lanes.fig.add_trace(
            line(
                x=[lanes.x(stories[arrow.story].published_at) for arrow in found],
                y=[lanes.rows.place(arrow.source) for arrow in found],
                mode="markers",
                name="cited",
                showlegend=False,
                marker={
                    "symbol": "line-ns",
                    "size": 13,
                    "line": {"width": 1.5, "color": lanes.look.muted},
                },
                customdata=told,
                hovertemplate="%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
            )
        )


def _arrow(lanes: Lanes, arrow: Arrow, facts: Mapping[str, Mapping[str, Any]]) -> None:
    outlet, at = str(facts["outlet_id"][arrow.story]), facts["published_at"]
    to, since = (at[name] for name in (arrow.story, arrow.of))
    lanes.notes.append(
        {
            "x": lanes.x(to),
            "y": lanes.rows.place(outlet),
            "ax": lanes.x(since),
            "ay": lanes.rows.place(arrow.source),
            "axref": "x",
            "ayref": "y",
            "text": "",
            "showarrow": True,
            "arrowhead": 2,
            "arrowsize": 0.9,
            "arrowwidth": 1.2,
            "arrowcolor": lanes.look.muted,
            "standoff": 9,
            "startstandoff": 9,
            "name": "cites",
        }
    )


def sources(lanes: Lanes) -> None:
    """On the lane of a source how many cite it, and what it is."""
    found = arrows(lanes.stories, lanes.cited)
    _entered(lanes, [one for one in found if one.source in lanes.rows.lanes and not one.of])
    for lane, source in enumerate(lanes.rows.sources):
        mine = lanes.cited[lanes.cited["source"] == source]
        kind = "outlet" if bool(mine["watched"].iloc[0]) else str(mine["source_kind"].iloc[0])
        text = lanes.names.tell(
            "events.cited_by",
            n=mine["outlet_id"].nunique(),
            kind=lanes.names.tell(f"events.source.{kind}"),
        )
        lanes.write(None, lane, theme.plain(text), xshift=2, yanchor="bottom", yshift=STROKE)


def quiet(lanes: Lanes, table: pd.DataFrame) -> None:
    """On the lane of an outlet that told nothing: what was looked at."""
    told = {str(line.row): line for line in each(table)}
    for outlet in lanes.rows.quiet:
        text = evidence(told[outlet], lanes)
        lanes.write(None, lanes.rows.place(outlet), theme.plain(text), xshift=2)


def evidence(line: object, lanes: Lanes) -> str:
    """`0 of 214 stories, 97 % observed; 2 near misses to read`."""
    say, lang = lanes.names.tell, lanes.names.lang
    all_stories, observed = int(getattr(line, "all_stories")), float(getattr(line, "observed"))  # noqa: B009
    near = getattr(line, "near", math.nan)
    text = say("events.quiet", n=all_stories, seen=percent(lang, observed))
    return text + ("" if math.isnan(near) else say("events.near", n=int(near)))
