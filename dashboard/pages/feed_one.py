"""One feed: how it does, what to do, its last polls, and switching it off or on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import dash_mantine_components as dmc
import pandas as pd
from dash import Dash, Input, Output, State, ctx, html
from dash.exceptions import PreventUpdate

from dashboard.data import Desk
from dashboard.editing import from_here
from dashboard.feed_check import advice
from dashboard.pages import feed_strip
from dashboard.pages.states import message
from dashboard.selection import Asked
from dashboard.tongue import moment, number, percent, said, tell
from feeds.coverage import Selection
from feeds.errors import CoverlineError, SelectionError
from feeds.model import Poll

BUTTONS = ("feed-off", "feed-on", "feed-accept")
COLUMNS = ("at", "outcome", "status", "seen", "new", "error")


def opened(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The feed that is chosen; nothing where none is."""
    if not asked.feed:
        return []
    table, lang = desk.feeds(datetime.now(UTC)), asked.lang
    held = table[table["feed_id"] == asked.feed]
    if held.empty:
        return [message(tell(lang, "feeds.no_feed", feed=asked.feed), tell(lang, "feeds.choose"))]
    feed = {str(name): value for name, value in held.iloc[0].items()}
    polls = desk.feed_polls(asked.feed)
    days = desk.feed_days(selection.zone)
    mine = days[days["feed_id"] == asked.feed]
    seen = percent(lang, float(feed["observed_share"]))
    return [
        html.H2([html.Bdi(feed["outlet"]), tell(lang, "feeds.colon"), _state(feed, lang)]),
        html.P(html.Bdi(said(lang, str(feed["sentence"]))), className="inset"),
        html.P(html.Bdi(said(lang, _advised(feed, polls))), className="inset"),
        html.P([tell(lang, "feeds.week", seen=seen), " ", _due(feed, selection.zone, lang)],
               className="grey"),
        html.Div(
            feed_strip.strip(
                feed_strip.packed(mine).get(asked.feed, ""), feed_strip.told(mine, lang), wide=True
            ),
            className="inset",
        ),
        html.P([html.Bdi(feed["url"]), " (", html.Bdi(asked.feed), ")"], className="grey"),
        *_tending(desk, feed, lang),
        _polls(polls, selection.zone, lang),
    ]  # fmt: skip


def _state(feed: dict[str, Any], lang: str) -> str:
    return tell(lang, f"feeds.states.{feed['state']}")


def _advised(feed: dict[str, Any], polls: list[Poll]) -> str:
    return advice(feed, polls[0].outcome if polls else "")


def _due(feed: dict[str, Any], zone: str, lang: str) -> str:
    if pd.isna(feed["next_due_at"]) or feed["state"] in ("off", "retired"):
        return ""
    at = pd.Timestamp(feed["next_due_at"]).tz_convert(zone)
    why = feed["next_due_why"] or ""
    return tell(
        lang, "feeds.due_because" if why else "feeds.due", at=moment(lang, at), why=said(lang, why)
    )


def _polls(polls: list[Poll], zone: str, lang: str) -> html.Div:
    heads = [html.Th(tell(lang, f"feeds.polls.{name}"), scope="col") for name in COLUMNS]
    rows = [
        html.Tr(
            [
                html.Th(moment(lang, pd.Timestamp(poll.started_at).tz_convert(zone)), scope="row"),
                html.Td(tell(lang, f"feeds.outcomes.{poll.outcome}")),
                html.Td(str(poll.status or "")),
                html.Td(number(lang, poll.entries_seen)),
                html.Td(number(lang, poll.entries_new)),
                html.Td(html.Bdi(poll.error)),
            ]
        )
        for poll in polls
    ]
    if not rows:
        return html.Div()
    caption = html.Caption(tell(lang, "feeds.last_polls", n=len(rows)))
    return html.Div(html.Table([caption, html.Thead(html.Tr(heads)), html.Tbody(rows)]),
                    className="lines", tabIndex="0")  # fmt: skip


def _tending(desk: Desk, feed: dict[str, Any], lang: str) -> list[Any]:
    """Buttons for who may edit; the id of the feed stands hidden beside them."""
    if not (desk.editor and desk.tending):
        return []
    idle = feed["state"] in ("off", "retired")
    another = any("feeds accept" in alarm for alarm in feed["alarms"])
    shown = {"feed-off": not idle, "feed-on": idle, "feed-accept": another}
    buttons = [
        html.Span(
            dmc.Button(tell(lang, f"feeds.{name.replace('-', '_')}"), id=name, size="xs",
                       variant="default"),
            hidden=not shown[name],
        )
        for name in BUTTONS
    ]  # fmt: skip
    return [
        html.Div([*buttons, html.Span(id="feed-said", role="status")], className="right inset"),
        html.Div(feed["feed_id"], id="feed-id", hidden=True),
    ]


def register(app: Dash, desk: Desk) -> None:
    """Tie the buttons to the desk."""

    @app.callback(
        Output("feed-said", "children"),
        *[Input(name, "n_clicks") for name in BUTTONS],
        State("feed-id", "children"),
        State("lang", "value"),
        prevent_initial_call=True,
    )
    def act(*values: Any) -> str:
        clicks, feed_id, lang = values[:3], values[3], values[4]
        if not any(clicks):
            raise PreventUpdate
        try:
            return _done(desk, str(ctx.triggered_id), feed_id, lang)
        except CoverlineError as error:
            return str(error)


def _done(desk: Desk, button: str, feed_id: str, lang: str) -> str:
    if not (desk.editor and desk.tending and from_here()):
        raise SelectionError(tell(lang, "views.read_only"))
    deeds = {
        "feed-off": desk.tending.off,
        "feed-on": desk.tending.on,
        "feed-accept": desk.tending.accept,
    }
    deeds[button](feed_id)
    return tell(lang, f"feeds.done.{button.removeprefix('feed-')}")
