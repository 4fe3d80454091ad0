"""Adding feeds on the page: an address is tried, what came is shown, then it is asked; lists."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard.adding import cells
from dashboard.data import Desk
from dashboard.dressing import aria
from dashboard.editing import from_here
from dashboard.pages.states import problem
from dashboard.tending import Search, Tending
from dashboard.tongue import tell
from feeds.errors import CoverlineError, SelectionError

EVERY = 700  # milliseconds between two looks at a search
SHOWN = ("title", "entries", "newest", "window", "language", "kind", "address")
PROBLEMS = 5  # of a list that are told one by one


def section(desk: Desk, lang: str) -> list[Any]:
    """Lists out for every reader; looking for feeds and lists in for who may edit."""
    out = html.A(tell(lang, "feeds.opml_out"), href="/feeds.opml", download="coverline-feeds.opml")
    head = html.Summary(tell(lang, "feeds.more"))
    if not (desk.editor and desk.tending):
        note = html.P([out, ". ", tell(lang, "feeds.read_only")])
        return [html.Details([head, note], className="right-panel")]
    parts = [
        head,
        html.Div(
            [
                dmc.TextInput(
                    id="add-url",
                    label=tell(lang, "feeds.address"),
                    size="xs",
                    w=420,
                    placeholder="https://",
                    value="",
                ),
                dmc.Button(tell(lang, "feeds.look"), id="add-look", size="xs", variant="default"),
                dcc.Upload(
                    dmc.Button(tell(lang, "feeds.opml_in"), size="xs", variant="default"),
                    id="add-list",
                    accept=".opml,.xml",
                    max_size=4_000_000,
                ),
                html.Span(out),
            ],
            className="right",
        ),
        html.Div(id="add-shown", **aria(live="polite")),
        html.Div(_asks(lang), id="add-asks", hidden=True),
        html.Div(id="add-said", role="status"),
        dcc.Store(id="add-search"),
        dcc.Interval(id="add-tick", interval=EVERY, disabled=True),
    ]
    return [html.Details(parts, className="right-panel")]


def _asks(lang: str) -> list[Any]:
    return [
        html.Div(
            [
                dmc.CheckboxGroup(id="add-chosen", value=[], children=[],
                                  label=tell(lang, "feeds.which")),
                dmc.TextInput(id="add-outlet", label=tell(lang, "feeds.whose"), size="xs", w=240,
                              value=""),
                dmc.TextInput(id="add-zone", label=tell(lang, "feeds.zone"), size="xs", w=180,
                              value="", placeholder="Asia/Damascus"),
                dmc.Button(tell(lang, "feeds.watch"), id="add-watch", size="xs"),
            ],
            className="right",
        )
    ]  # fmt: skip


def register(app: Dash, desk: Desk) -> None:
    """Tie the form to the desk: look, wait without blocking, show, ask, watch."""

    @app.callback(
        Output("add-search", "data"),
        Output("add-tick", "disabled"),
        Output("add-shown", "children"),
        Output("add-asks", "hidden"),
        Output("add-chosen", "children"),
        Output("add-chosen", "value"),
        Input("add-look", "n_clicks"),
        Input("add-tick", "n_intervals"),
        Input("add-list", "contents"),
        State("add-url", "value"),
        State("add-search", "data"),
        State("add-list", "filename"),
        State("lang", "value"),
        prevent_initial_call=True,
    )
    def seek(looks: Any, _: Any, data: Any, url: str, search: Any, name: Any, lang: str) -> Any:
        try:
            tending = _allowed(desk, lang)
            if ctx.triggered_id == "add-list":
                return _listing(tending, data, name or "OPML", lang)
            if ctx.triggered_id == "add-look":
                if not (looks and url and url.strip()):
                    raise PreventUpdate
                return {"search": tending.look(url)}, False, _waits(Search(url), lang), True, [], []
            return _progress(tending, search, lang)
        except CoverlineError as error:
            return None, True, problem(error), True, [], []

    @app.callback(
        Output("add-said", "children"),
        Input("add-watch", "n_clicks"),
        State("add-search", "data"),
        State("add-chosen", "value"),
        State("add-outlet", "value"),
        State("add-zone", "value"),
        State("add-list", "contents"),
        State("add-list", "filename"),
        State("lang", "value"),
        prevent_initial_call=True,
    )
    def watch(clicks: Any, search: Any, chosen: Any, outlet: Any, zone: Any, *rest: Any) -> Any:
        data, name, lang = rest
        if not clicks:
            raise PreventUpdate
        try:
            tending = _allowed(desk, lang)
            if search and search.get("list"):
                new = tending.take_in(_decoded(data), name or "OPML")
                return html.P(tell(lang, "feeds.taken", feeds=tell(lang, "common.feeds", n=new)))
            told = tending.watch((search or {}).get("search", ""), [int(n) for n in chosen or []],
                                 outlet or "", zone or "")  # fmt: skip
            return [html.P(line) for line in [*told, tell(lang, "feeds.next_pass")]]
        except CoverlineError as error:
            return html.P(str(error))


def _allowed(desk: Desk, lang: str) -> Tending:
    if not (desk.editor and desk.tending and from_here()):
        raise SelectionError(tell(lang, "views.read_only"))
    return desk.tending


def _progress(tending: Tending, held: Any, lang: str) -> Any:
    """A look at the search that goes on."""
    if not held or "search" not in held:
        raise PreventUpdate
    search = tending.search(held["search"])
    if not search.over:
        return no_update, False, _waits(search, lang), True, [], []
    if search.error or search.found is None:
        raise search.error or SelectionError(tell(lang, "feeds.none_found"))
    good = search.found.good
    boxes = [dmc.Checkbox(label=cells(t)["title"], value=str(n)) for n, t in enumerate(good)]
    chosen = ["0"] if len(good) == 1 else []
    return no_update, True, _table([cells(trial) for trial in good], lang), False, boxes, chosen


def _waits(search: Search, lang: str) -> html.P:
    return html.P(tell(lang, "feeds.looking", done=search.answered, all=search.asked))


def _table(found: list[dict[str, str]], lang: str) -> html.Div:
    heads = [html.Th(tell(lang, f"feeds.trial.{name}"), scope="col") for name in SHOWN]
    rows = [html.Tr([html.Td(html.Bdi(one[name])) for name in SHOWN]) for one in found]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="plain")
    return html.Div(table, className="figure", tabIndex="0")


def _listing(tending: Tending, data: str | None, name: str, lang: str) -> Any:
    """What a list holds; `Watch` takes it in."""
    reading, new = tending.listed(_decoded(data), name)
    feeds = sum(len(outlet.feeds) for outlet in reading.outlets)
    told = tell(
        lang, "feeds.list_holds", new=new,
        feeds=tell(lang, "common.feeds", n=feeds),
        outlets=tell(lang, "common.outlets", n=len(reading.outlets)),
    )  # fmt: skip
    left = [html.Li(html.Bdi(line)) for line in reading.problems[:PROBLEMS]]
    more = len(reading.problems) - len(left)
    left += [html.Li(tell(lang, "feeds.more_left_out", n=more))] if more else []
    return {"list": name}, True, [html.P(told), html.Ul(left)], False, [], []


def _decoded(contents: str | None) -> bytes:
    """The bytes of an upload, or SelectionError."""
    try:
        return base64.b64decode((contents or "").partition(",")[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise SelectionError("The file did not arrive whole.", "Choose it again.") from error
