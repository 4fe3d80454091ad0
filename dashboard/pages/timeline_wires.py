"""What a reader does on the timeline: a bar opens its stories, a stretch comes closer, a group in
the key goes to the foot of every bar, a headline leads to its event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from dash import Dash, Input, Output, Patch, State, no_update
from dash.exceptions import PreventUpdate

from dashboard.data import Desk
from dashboard.figures.canvas import Canvas
from dashboard.pages.drawing import clicked
from dashboard.rowing import rowed
from dashboard.selection import Asked, from_query, resolve
from dashboard.zooming import closer
from feeds.coverage import Selection

Drawn = Callable[..., Canvas]
ENDS = ("xaxis.range[0]", "xaxis.range[1]")


def register(drawn: Drawn) -> Callable[[Dash, Desk], None]:
    """The wires of a page whose picture `drawn` gives."""

    def wired(app: Dash, desk: Desk) -> None:
        _picking(app)
        _closer(app, desk)
        _flooring(app)
        _noting(app, desk, drawn)
        _leading(app)

    return wired


def asked_in(desk: Desk, view: Any) -> tuple[Asked, Selection]:
    """What the picture on the page shows, from its address."""
    span = desk.span()
    if not isinstance(view, str) or span is None:
        raise PreventUpdate
    path, _, query = view.partition("?")
    asked = from_query(query, desk.subject(), page=path.strip("/") or "timeline")
    return asked, resolve(asked, desk.subject(), span)


def _picking(app: Dash) -> None:
    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("timeline-graph", "clickData"),
        prevent_initial_call=True,
    )
    def pick_bar(click: dict[str, Any] | None) -> dict[str, str]:
        row, at, series = clicked(click)[:3]
        return {"row": row, "at": at, "series": series}

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("heatmap-graph", "clickData"),
        prevent_initial_call=True,
    )
    def pick_cell(click: dict[str, Any] | None) -> dict[str, str]:
        row, at = clicked(click)[:2]
        return {"row": row, "at": at}


def _closer(app: Dash, desk: Desk) -> None:
    def come(drawn: dict[str, Any] | None, view: Any) -> dict[str, Any]:
        if not drawn or not all(isinstance(drawn.get(end), str) for end in ENDS):
            raise PreventUpdate
        asked, selection = asked_in(desk, view)
        found = closer(asked, selection, *(drawn[end] for end in ENDS))
        if found is None:
            raise PreventUpdate
        return found

    for name in ("timeline-graph", "heatmap-graph"):
        app.callback(
            Output("picked", "data", allow_duplicate=True),
            Input(name, "relayoutData"),
            State("view", "data"),
            prevent_initial_call=True,
        )(come)


def _flooring(app: Dash) -> None:
    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Output("timeline-graph", "figure", allow_duplicate=True),
        Input("timeline-graph", "restyleData"),
        State("timeline-keys", "data"),
        State("view", "data"),
        prevent_initial_call=True,
    )
    def to_the_foot(changed: Any, keys: dict[str, str] | None, view: Any) -> Any:
        """Plotly has greyed the key that was clicked; what it stands for is never hidden."""
        if not changed or "visible" not in changed[0] or True in changed[0]["visible"]:
            raise PreventUpdate
        patch = Patch()
        for place in changed[1]:
            patch["data"][place]["visible"] = True
        group = (keys or {}).get(str(changed[1][0]), "")
        at_foot = isinstance(view, str) and f"base={group}" in view.partition("?")[2].split("&")
        return {"base": "" if at_foot else group} if group else no_update, patch


def _noting(app: Dash, desk: Desk, drawn: Drawn) -> None:
    @app.callback(
        Output("timeline-graph", "figure", allow_duplicate=True),
        Input("timeline-keys", "data"),
        State("view", "data"),
        State("narrow", "data"),
        prevent_initial_call="initial_duplicate",
    )
    def write(_: Any, view: Any, narrow: bool | None) -> Any:
        """The headlines of bursts, once the picture stands."""
        asked, selection = asked_in(desk, view)
        if narrow or asked.page != "timeline":
            raise PreventUpdate
        figure = drawn(desk, asked, rowed(desk, asked, selection), noted=True)
        told = [note for note in figure.layout["annotations"] if note.get("name")]
        if not told:
            raise PreventUpdate
        patch = Patch()
        patch["layout"]["annotations"].extend(told)
        return patch


def _leading(app: Dash) -> None:
    @app.callback(
        Output("url", "href"),
        Input("timeline-graph", "clickAnnotationData"),
        State("view", "data"),
        prevent_initial_call=True,
    )
    def lead(note: dict[str, Any] | None, view: Any) -> str:
        name = ((note or {}).get("annotation") or {}).get("name")
        if not name or not isinstance(view, str):
            raise PreventUpdate
        return event_address(str(name), view)


def event_address(event_id: str, view: str) -> str:
    """The event's page, in the reader's language and colours."""
    held = {name: texts[0] for name, texts in parse_qs(view.partition("?")[2]).items()}
    kept: dict[str, Any] = {n: held[n] for n in ("lang", "theme", "zone") if n in held}
    return replace(Asked(page="events", event=event_id), **kept).to_url()
