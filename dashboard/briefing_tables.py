"""The briefing's tables as they are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.figures import lags
from dashboard.figures.tables import each
from dashboard.grids import known
from dashboard.sentences import Outlet, signed
from dashboard.show import Cell, Link, Table
from dashboard.words import Names, percent

MOST_STORIES = 500
MINUTE = pd.Timedelta(minutes=1)  # a shorter interval would read as from and to the same


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's stories in the week and in the week before, reprints counted once."""

    label: str
    count: int
    before: int


def topics(rows: Sequence[Topic], before_known: bool) -> Table:
    """Topics with their change; no change where the week before was not observed."""
    cells = [
        (
            topic.label,
            f"{topic.count:,}",
            f"{topic.before:,}" if before_known else "not observed",
            signed(topic.count - topic.before) if before_known else "",
        )
        for topic in rows
    ]
    columns = ("Topic", "Stories", "Week before", "Change")
    return Table(columns, tuple(cells), frozenset(columns[1:]), "No topic is defined.")


def outlets(rows: Sequence[Outlet], groups: Mapping[str, str], names: Names) -> Table:
    """Every watched outlet: stories on the subject, all, attention, exposure."""
    cells = [
        (
            outlet.name,
            names.groups.get(groups.get(outlet.name, ""), ""),
            f"{outlet.count:,}",
            f"{outlet.total:,}",
            percent(outlet.count / outlet.total) if outlet.total else "",
            percent(outlet.observed),
        )
        for outlet in rows
    ]
    columns = ("Outlet", "Group", "On the subject", "All stories", "Attention", "Observed")
    return Table(columns, tuple(cells), frozenset(columns[2:]), "No outlet was polled.")


def stories(table: pd.DataFrame, names: Names, zone: str) -> Table:
    """The newest stories with a link and how their time is known."""
    rows = [_story(story, names, zone) for story in each(table.head(MOST_STORIES))]
    if len(table) > MOST_STORIES:
        note = f"{len(table) - MOST_STORIES:,} older stories: see the dashboard."
        rows.append(("…", "", note, ""))
    columns = ("Published", "Outlet", "Headline", "How the time is known")
    return Table(columns, tuple(rows), empty="No story on the subject is known of this week.")


def _known(story: Any, zone: str) -> str:
    if story.latest_at - story.earliest_at < MINUTE:
        return lags.BASES.get(str(story.date_basis), str(story.date_basis))
    return known(story, zone)


def _story(story: Any, names: Names, zone: str) -> tuple[Cell, ...]:
    return (
        f"{story.published_at.tz_convert(zone):%-d %b %H:%M}",
        names.outlets.get(story.outlet_id, story.outlet_id),
        Link(str(story.title), str(story.url)),
        _known(story, zone) + (", reprint" if story.copy_of else ""),
    )
