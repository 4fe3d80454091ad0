"""The wires: URL and controls to one selection, the selection to what is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard import dressing, editing, pages, panel, views
from dashboard.ahead import Ahead
from dashboard.data import Desk
from dashboard.layout import menu
from dashboard.pages.kinds import ALWAYS, CONTROLS
from dashboard.selection import Asked, days, from_query, grouping_of, lang_of, page_of, resolve
from dashboard.wording import told
from feeds.errors import CoverlineError, SelectionError

DRIVEN = (
    ("url", "search"),
    *((name, "value") for name in CONTROLS),
    *((name, "disabled") for name in CONTROLS),
    ("menu", "children"),
    ("mantine", "forceColorScheme"),
    *((name, "data") for name in ("view", "opened", "panel", "tongue")),
)
FIRST_ROWS = {"startRow": 0, "sortModel": []}
VIEW = DRIVEN.index(("view", "data"))


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
    ahead = Ahead(lambda view, narrow: drawn(desk, view, narrow))

    @app.callback(
        *[Output(name, part) for name, part in DRIVEN],
        Input("url", "pathname"),
        Input("url", "search"),
        *[Input(name, "value") for name in CONTROLS],
        Input("picked", "data"),
        State("view", "data"),
        State("opened", "data"),
        State("panel", "data"),
        State("tongue", "data"),
        State("narrow", "data"),
        prevent_initial_call=True,  # the first answer has it all, see dashboard.first
    )
    def drive(path: str | None, search: str | None, *rest: Any) -> Any:
        *values, picked, view, opened, told_before, spoken, narrow = rest
        page = page_of(path or "/")
        asked, error = read(desk, search or "", page)
        if ctx.triggered_id == "picked" and picked:
            asked = replace(asked if set(picked) == {"story"} else asked.view(), **picked)
        elif view and (
            changed := _touched(set(ctx.triggered_prop_ids.values()), values, asked, desk)
        ):
            asked, error = _changed(asked, *changed), {}
        now = driven(desk, asked, error)
        if is_kept(now[VIEW]) and now[VIEW] != view:
            ahead.begin(now[VIEW], bool(narrow))
        before = _stood(desk, opened, view, told_before, spoken)
        return _changes(now, before, error)


def _stood(
    desk: Desk, opened: str | None, view: Any, told: list[str] | None, spoken: str | None
) -> list[Any]:
    """What the frame showed before, as far as its own stores tell; of an unknown address, nothing
    is known but these."""
    stores = [view, opened, told or [], spoken or ""]
    if not opened:
        return [None] * (len(DRIVEN) - len(stores)) + stores
    asked, _ = read(desk, opened.partition("?")[2], page_of(opened))
    return driven(desk, asked, {})[: -len(stores)] + stores


def _changes(now: list[Any], before: list[Any], error: dict[str, str]) -> list[Any]:
    """What changed alone: the browser draws anew whatever it is told. The address is told unless
    it is what was wrong, and so is what a reader has just touched, which may have to go back."""
    touched = set(ctx.triggered_prop_ids)
    stays = [
        no_update if told == had and f"{name}.{part}" not in touched else told
        for (name, part), told, had in zip(DRIVEN, now, before, strict=True)
    ]
    return [no_update if error else now[0], *stays[1:]]


def driven(desk: Desk, asked: Asked, error: dict[str, str]) -> list[Any]:
    """What the frame shows for a selection, in the order of DRIVEN; for one that cannot be, what
    is wrong with it."""
    idle = [name in pages.PAGES[asked.page].unused for name in CONTROLS]
    return [
        asked.to_query(),
        *_values(asked, desk),
        *idle,
        menu(asked),
        asked.theme,
        error if error else asked.picture().to_url(),
        None if error else asked.without_panel().to_url(),
        [asked.story, asked.zone, asked.lang] if asked.story else [],
        asked.lang,
    ]


def read(desk: Desk, search: str, page: str) -> tuple[Asked, dict[str, str]]:
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
    @app.callback(
        Output("page", "children"),
        Input("view", "data"),
        State("narrow", "data"),
        prevent_initial_call=True,
    )
    def draw(view: str | dict[str, str] | None, narrow: bool | None) -> Any:
        if view is None:
            raise PreventUpdate
        return shown(desk, view, bool(narrow))

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("coverline", "settle"),
        Input("page", "children"),
    )

    @app.callback(Output("below", "children"), Input("opened", "data"), State("narrow", "data"))
    def open_below(opened: str | None, narrow: bool | None) -> Any:
        return (
            _safely(lambda: pages.below(desk, _asked(desk, opened, narrow)), opened)
            if opened
            else []
        )

    @app.callback(
        Output("stories", "getRowsResponse"),
        Input("stories", "getRowsRequest"),
        State("opened", "data"),
        prevent_initial_call=True,
    )
    def bring(request: dict[str, Any] | None, opened: str | None) -> dict[str, Any]:
        if not request or not opened:
            raise PreventUpdate
        rows, total = pages.block(desk, _asked(desk, opened, None), request)
        return {"rowData": rows, "rowCount": total}


def first_rows(desk: Desk, view: str) -> list[dict[str, Any]]:
    """The first rows of a page's table of stories that asks for them."""
    return pages.block(desk, _asked(desk, view, None), FIRST_ROWS)[0]


def shown(desk: Desk, view: str | dict[str, str], narrow: bool) -> Any:
    """What stands on the page, or what is wrong with the address or the data, in words."""
    if isinstance(view, dict):
        return pages.message(view["message"], view["hint"])
    return _safely(lambda: drawn(desk, view, narrow), view)


def drawn(desk: Desk, view: str, narrow: bool) -> Any:
    """The page of an address, as it was drawn where nothing was written since."""
    asked = _asked(desk, view, narrow)

    def draw() -> Any:
        return pages.page(desk, asked, datetime.now(UTC))

    return desk.page(draw, view, narrow) if is_kept(view) else draw()


def is_kept(view: str | dict[str, str]) -> bool:
    """Whether the page of an address is drawn once for all readers."""
    if isinstance(view, dict):
        return False
    return pages.PAGES[page_of(view)].kept


def _asked(desk: Desk, url: str, narrow: bool | None) -> Asked:
    asked = from_query(url.partition("?")[2], desk.subject(), page=page_of(url))
    return replace(asked, narrow=bool(narrow))


def _safely(make: Any, url: str) -> Any:
    """The page, or what went wrong in plain words."""
    try:
        return make()
    except CoverlineError as error:
        return pages.problem(error, lang_of(url.partition("?")[2]))
