"""The feeds: the state of each in a sentence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import grids
from dashboard.data import Desk
from dashboard.pages.kinds import PageOf, all_but
from dashboard.pages.states import guide, message
from dashboard.selection import Asked
from dashboard.tongue import tell
from feeds.coverage import Selection


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """Every feed, those with an alarm first."""
    table, lang = desk.feeds(now), asked.lang
    if table.empty:
        return [message(tell(lang, "feeds.none"), tell(lang, "feeds.none_do"))]
    table = table.assign(calm=~table["alarms"].map(bool)).sort_values("calm", kind="stable")
    meaning = dcc.Link(tell(lang, "feeds.meaning"), href=guide(lang, "exposure"))
    return [
        html.H1(tell(lang, "feeds.title")),
        html.P([_told(table, selection.zone, lang) + " ", meaning], className="grey"),
        grids.feeds(table, selection.zone, asked.theme, lang),
    ]


def _told(table: pd.DataFrame, zone: str, lang: str) -> str:
    counts = table["state"].value_counts()
    states = tell(lang, "common.comma").join(
        f"{number} {tell(lang, f'feeds.states.{state}')}" for state, number in counts.items()
    )
    return tell(
        lang,
        "feeds.below",
        feeds=tell(lang, "common.feeds", n=len(table)),
        states=states,
        alarms=tell(lang, "common.alarms", n=int(table["alarms"].map(len).sum())),
        zone=zone,
    )


PAGE = PageOf(draw, unused=all_but("zone"))
