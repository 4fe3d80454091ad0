"""The feeds: whether the data are whole, the state of each in a sentence, and tending them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.exceptions import PreventUpdate
from flask import Flask, Response

from dashboard import grids
from dashboard.data import Desk
from dashboard.feed_health import Health, health, urgency
from dashboard.pages import feed_adding, feed_one, feed_strip
from dashboard.pages.kinds import PageOf, all_but
from dashboard.pages.states import guide, message
from dashboard.selection import Asked
from dashboard.tongue import number, percent, tell
from dashboard.tongue.places import zone_name
from feeds.coverage import Selection
from feeds.opml import write_opml


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """Whether the data are whole, then every feed, those that need a hand first."""
    table, lang = desk.feeds(now), asked.lang
    if table.empty:
        return [
            message(tell(lang, "feeds.none"), tell(lang, "feeds.none_do")),
            *feed_adding.section(desk, lang),
        ]
    outlets = desk.names(selection, lang).outlets
    table = table.assign(outlet=table["outlet_id"].map(outlets).fillna(table["outlet"]))
    days = desk.feed_days(selection.zone)
    shown = days[days["feed_id"].isin(table.loc[table["enabled"].astype(bool), "feed_id"])]
    found = health(table)
    meaning = dcc.Link(tell(lang, "feeds.meaning"), href=guide(lang, "exposure"))
    return [
        html.H1(tell(lang, f"feeds.verdict.{found.verdict}", seen=percent(lang, found.observed))),
        html.P([*_told(found, selection.zone, lang), " ", meaning], className="grey"),
        html.Div(
            feed_strip.strip(feed_strip.whole(shown), feed_strip.told(shown, lang), wide=True),
            className="inset",
        ),
        feed_strip.key(lang, shown),
        grids.feeds(
            urgency(table),
            feed_strip.packed(days),
            selection.zone,
            asked.theme,
            lang,
            asked.narrow,
        ),
        *feed_adding.section(desk, lang),
    ]


def _told(found: Health, zone: str, lang: str) -> list[str]:
    """How many feeds are asked, what ails how many of them, and what was lost."""
    parts = [tell(lang, f"feeds.ails.{state}", n=count) for state, count in found.troubles.items()]
    if found.alarms:
        parts.append(tell(lang, "feeds.ails.alarmed", n=found.alarms))
    if found.lost_high:
        low, high = number(lang, found.lost_low), number(lang, found.lost_high)
        parts.append(tell(lang, "feeds.lost", low=low, high=high))
    ailing = tell(lang, "feeds.semicolon").join(parts) or tell(lang, "feeds.well")
    asked = tell(lang, "feeds.asked", feeds=tell(lang, "common.feeds", n=found.asked))
    off = " " + tell(lang, "feeds.off_too", n=found.off) if found.off else ""
    return [f"{asked} {ailing}.{off} {tell(lang, 'feeds.times', zone=zone_name(lang, zone))}"]


def opened(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The feed that is chosen."""
    return feed_one.opened(desk, asked, selection)


def register(app: Dash, desk: Desk) -> None:
    """A click on a row opens the feed; feeds are added and tended."""

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("feeds-grid", "selectedRows"),
        prevent_initial_call=True,
    )
    def open_feed(rows: list[dict[str, Any]] | None) -> dict[str, str]:
        if not rows:
            raise PreventUpdate
        return {"feed": str(rows[0]["id"])}

    feed_one.register(app, desk)
    feed_adding.register(app, desk)
    _serve(app.server, desk)


def _serve(server: Flask, desk: Desk) -> None:
    @server.get("/feeds.opml")
    def opml() -> Response:
        text = write_opml(desk.subject().outlets, f"Coverline: {desk.subject().label}")
        saved = {"Content-Disposition": 'attachment; filename="coverline-feeds.opml"'}
        return Response(text, mimetype="text/x-opml", headers=saved)


PAGE = PageOf(draw, opened, unused=all_but("zone"), register=register, begins=("grid",))
