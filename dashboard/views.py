"""Saved views: addresses of the dashboard under a name, for all readers; editors write them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, dcc, html
from dash.exceptions import PreventUpdate

from dashboard.data import Desk
from dashboard.editing import from_here
from dashboard.tongue import tell
from feeds.errors import CoverlineError, SelectionError
from feeds.store.desk.tables import SavedView

LONGEST = 80  # characters of a name


def menu() -> html.Details:
    """The place in the bar; `register` fills it."""
    return html.Details(
        [
            html.Summary(tell("", "views.title"), id="views-title"),
            html.Div(
                [
                    html.Div(id="views-list"),
                    html.Div(
                        [
                            dmc.TextInput(id="views-name", size="xs", w=200, value=""),
                            dmc.Button(id="views-save", size="xs", variant="default"),
                            dmc.Button(id="views-remove", size="xs", variant="default"),
                        ],
                        id="views-edit",
                        className="right",
                        hidden=True,
                    ),
                    html.Div(id="views-said", role="status"),
                ],
                className="sheet",
            ),
        ],
        className="views",
    )


def named(text: str | None) -> str:
    """A view's name in one line, or SelectionError."""
    name = " ".join((text or "").split())
    if not name or len(name) > LONGEST:
        raise SelectionError("The view has no name.", f"Write one of at most {LONGEST} letters.")
    return name


def own(url: str) -> bool:
    """Whether an address leads to a page of this dashboard, not to another host."""
    return url.startswith("/") and not url.startswith(("//", "/\\"))


def links(desk: Desk, lang: str) -> list[Any]:
    """The saved views as links, or how there may be one."""
    held = [view for view in desk.store.saved_views() if own(view.url)]
    if not held:
        key = "views.none" if desk.editor else "views.none_read"
        return [html.P(tell(lang, key), className="note")]
    anew = len(desk.subjects()) > 1  # a view of another subject changes all of the page
    links = (dcc.Link(desk.withheld(v.name), href=v.url, refresh=anew) for v in held)
    return [html.Ul([html.Li(link) for link in links])]


def register(app: Dash, desk: Desk) -> None:
    """Show the views, save the one that is seen, take one away."""

    @app.callback(
        Output("views-list", "children"),
        Output("views-said", "children"),
        Output("views-edit", "hidden"),
        *[Output(f"views-{name}", "children") for name in ("title", "save", "remove")],
        Output("views-name", "label"),
        Input("view", "data"),
        Input("views-save", "n_clicks"),
        Input("views-remove", "n_clicks"),
        State("views-name", "value"),
        State("opened", "data"),
        State("lang", "value"),
    )
    def write(view: Any, _: Any, __: Any, name: str | None, url: str | None, lang: str) -> Any:
        if not isinstance(view, str):
            raise PreventUpdate
        said = ""
        if ctx.triggered_id in ("views-save", "views-remove"):
            said = _edited(desk, ctx.triggered_id == "views-save", name, url or view, lang)
        words = [tell(lang, f"views.{key}") for key in ("title", "save", "remove", "name")]
        return (links(desk, lang), said, not desk.editor, *words)


def _edited(desk: Desk, save: bool, name: str | None, url: str, lang: str) -> str:
    """What was done, or why not."""
    try:
        if not (desk.editor and from_here()):
            return tell(lang, "views.read_only")
        wanted, now = named(name), datetime.now(UTC)
        if save:
            desk.store.save_view(SavedView(wanted, url, desk.editor, now))
            return tell(lang, "views.saved", name=wanted)
        key = (
            "views.removed" if desk.store.remove_view(wanted, desk.editor, now) else "views.unknown"
        )
        return tell(lang, key, name=wanted)
    except CoverlineError as error:
        return f"{error.message} {error.hint}"
