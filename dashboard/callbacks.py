"""The wires: URL and controls to one selection, the selection to what is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard import dressing, editing, pages, panel, views
from dashboard.data import Desk
from dashboard.layout import menu
from dashboard.pages.kinds import ALWAYS, CONTROLS
from dashboard.selection import Asked, days, from_query, grouping_of, lang_of, resolve
from dashboard.wording import told
from feeds.errors import CoverlineError, SelectionError


def register(app: Dash, desk: Desk) -> None:
    """Tie all callbacks to the app."""
    _drive(app, desk)
    _draw(app, desk)
    for page in pages.PAGES.values():
        if page.register:
            page.register(app, desk)
    dressing.register(app, desk)
    views.register(app, desk)
    panel.register(app, desk)
    editing.register(app, desk)


def _drive(app: Dash, desk: Desk) -> None:
    @app.callback(
        Output("url", "search"),
        *[Output(name, "value") for name in CONTROLS],
        *[Output(name, "disabled") for name in CONTROLS],
        Output("menu", "children"),
        Output("mantine", "forceColorScheme"),
        Output("view", "data"),
        Output("opened", "data"),
        Output("panel", "data"),
        Output("tongue", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
        *[Input(name, "value") for name in CONTROLS],
        Input("picked", "data"),
        State("view", "data"),
        State("opened", "data"),
        State("panel", "data"),
        State("tongue", "data"),
    )
    def drive(path: str | None, search: str | None, *rest: Any) -> Any:
        *values, picked, view, opened, told_before, spoken = rest
        page = (path or "/").strip("/") or "timeline"
        asked, error = _read(desk, search or "", page)
        if ctx.triggered_id == "picked" and picked:
            asked = replace(asked if set(picked) == {"story"} else asked.view(), **picked)
        elif view and (
            changed := _touched(set(ctx.triggered_prop_ids.values()), values, asked, desk)
        ):
            asked, error = _changed(asked, *changed), {}
        shown = error if error else asked.picture().to_url()
        below = None if error else asked.without_panel().to_url()
        beside = [asked.story, asked.zone, asked.lang] if asked.story else []
        idle = [name in pages.PAGES[asked.page].unused for name in CONTROLS]
        return (
            no_update if error else asked.to_query(),
            *_values(asked, desk),
            *idle,
            menu(asked),
            asked.theme,
            no_update if shown == view else shown,
            no_update if below == opened else below,
            no_update if beside == (told_before or []) else beside,
            no_update if asked.lang == (spoken or "") else asked.lang,
        )


def _read(desk: Desk, search: str, page: str) -> tuple[Asked, dict[str, str]]:
    """What the URL asks, or the usual and what is wrong with the URL."""
    try:
        return from_query(search, desk.subject(), desk.span(), page), {}
    except SelectionError as error:
        lang = lang_of(search)
        message, hint = told(error, lang)
        return Asked(lang=lang), {"message": message, "hint": hint}


def _touched(
    triggered: set[str], values: list[Any], asked: Asked, desk: Desk
) -> tuple[str, Any] | None:
    """The control that a reader set: controls also report values that the page gave them."""
    shown = zip(CONTROLS, values, _values(asked, desk), strict=True)
    found = [(name, value) for name, value, had in shown if name in triggered and value != had]
    return found[0] if found else None


def _changed(asked: Asked, name: str, value: Any) -> Asked:
    """The selection after a control was set; a bar that was open is closed."""
    if name not in ALWAYS:
        asked = replace(asked, row="", at="", series="", story="")
    if name == "dates":
        if not value or None in value:
            raise PreventUpdate
        return replace(asked, span="dates", from_day=value[0][:10], to_day=value[1][:10])
    if name == "span" and value == "dates":
        raise PreventUpdate  # the days themselves say it
    if name == "span":
        return replace(asked, span=value, from_day="", to_day="")
    many = name in ("topics", "outlets")
    changed: dict[str, Any] = {name: tuple(value or ()) if many else value}
    return replace(asked, **changed)


def _values(asked: Asked, desk: Desk) -> list[Any]:
    """What the controls show."""
    subject, span = desk.subject(), desk.span()
    try:
        shown = list(days(resolve(asked, subject, span))) if span else [None, None]
    except SelectionError:
        shown = [None, None]
    special = {
        "dates": shown,
        "topics": list(asked.topics),
        "outlets": list(asked.outlets),
        "grouping": asked.grouping or grouping_of(asked, subject).id,
        "zone": asked.zone or subject.zone,
        "lang": asked.lang or "en",
    }
    return [special.get(name, getattr(asked, name, None)) for name in CONTROLS]


def _draw(app: Dash, desk: Desk) -> None:
    @app.callback(Output("page", "children"), Input("view", "data"), State("narrow", "data"))
    def draw(view: str | dict[str, str] | None, narrow: bool | None) -> Any:
        if view is None:
            raise PreventUpdate
        if isinstance(view, dict):
            return pages.message(view["message"], view["hint"])
        return _safely(lambda: drawn(desk, view, bool(narrow)), view)

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("coverline", "retype"),
        Input("page", "children"),
        prevent_initial_call=True,
    )

    @app.callback(Output("below", "children"), Input("opened", "data"), State("narrow", "data"))
    def open_below(opened: str | None, narrow: bool | None) -> Any:
        return (
            _safely(lambda: pages.below(desk, _asked(desk, opened, narrow)), opened)
            if opened
            else []
        )


def drawn(desk: Desk, view: str, narrow: bool) -> Any:
    """The page of an address, as it was drawn where nothing was written since."""
    asked = _asked(desk, view, narrow)

    def draw() -> Any:
        return pages.page(desk, asked, datetime.now(UTC))

    return desk.page(draw, view, narrow) if pages.PAGES[asked.page].kept else draw()


def _asked(desk: Desk, url: str, narrow: bool | None) -> Asked:
    path, _, query = url.partition("?")
    asked = from_query(query, desk.subject(), page=path.strip("/") or "timeline")
    return replace(asked, narrow=bool(narrow))


def _safely(make: Any, url: str) -> Any:
    """The page, or what went wrong in plain words."""
    try:
        return make()
    except CoverlineError as error:
        return pages.problem(error, lang_of(url.partition("?")[2]))
