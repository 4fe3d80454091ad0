"""The weekly briefing: pick a week, read it in a frame, take it along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
import pandas as pd
from dash import Dash, Input, Output, State, ctx, dcc, html
from dash.exceptions import PreventUpdate
from flask import Flask, Response, request

from dashboard.data import Desk
from dashboard.dressing import aria
from dashboard.figures.clockface import span as days_of
from dashboard.pages.kinds import PageOf, all_but
from dashboard.pages.states import problem
from dashboard.selection import Asked
from dashboard.tongue import LANGS, tell
from dashboard.weeks import name_of, week_of, week_selection
from dashboard.writing import Kind, Paper, Writer, kind_of
from feeds.coverage import Selection
from feeds.errors import CoverlineError, SelectionError
from feeds.settings import MONDAY, WEEKDAYS, Settings

KINDS: tuple[Kind, ...] = ("html", "pdf", "md")
MOST = 520  # weeks that are offered
EVERY = 1000  # milliseconds between two looks at what is being written
TYPES = {"html": "text/html", "pdf": "application/pdf", "md": "text/markdown",
         "zip": "application/zip"}  # fmt: skip
SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-downloads"
FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self';"
    f" sandbox {SANDBOX}"
)


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """The weeks to choose from, the ways to take one along, and the briefing in a frame."""
    lang = asked.lang or "en"
    week = _chosen(desk, asked)
    title, address = tell(lang, "briefing.title", week=week), f"/briefing/{week}.html?lang={lang}"
    alone = html.A(tell(lang, "briefing.alone"), href=address, target="_blank")
    return [
        html.H1(title),
        html.Div([_weeks(desk, week, lang), *_files(desk, lang), alone], className="right inset"),
        html.Div(id="brief-said", className="inset", role="status"),
        html.Div(week, id="brief-week", hidden=True),
        dcc.Store(id="brief-asked"),
        dcc.Interval(id="brief-tick", interval=EVERY, disabled=True),
        html.Div(
            [
                html.P(tell(lang, "briefing.reading"), className="note"),
                html.Iframe(src=address, className="frame", title=title, sandbox=SANDBOX),
            ],
            className="inset framed",
        ),
    ]


def _chosen(desk: Desk, asked: Asked) -> str:
    """The week that is asked for, or the last whole one; SelectionError in words."""
    found = week_selection(asked.week or None, "", desk.subject(), desk.span(), _start(desk))
    return week_of(found)


def _start(desk: Desk) -> str:
    return desk.tending.settings.week_start if desk.tending else MONDAY


def weeks(desk: Desk) -> list[Selection]:
    """The weeks between the first and the last poll, newest first."""
    span, subject, start = desk.span(), desk.subject(), _start(desk)
    if span is None:
        return []
    found = list[Selection]()
    day = span[1].astimezone(ZoneInfo(subject.zone)).date()
    while len(found) < MOST and (not found or found[-1].from_at > span[0]):
        first = day - timedelta(days=(day.weekday() - WEEKDAYS[start]) % 7)
        found.append(week_selection(name_of(first), "", subject, span, start))
        day = first - timedelta(days=1)
    return found


def _weeks(desk: Desk, week: str, lang: str) -> Any:
    offered = [{"value": week_of(one), "label": _label(one, lang)} for one in weeks(desk)]
    return dmc.Select(
        id="brief-pick",
        label=tell(lang, "briefing.week"),
        data=offered,
        value=week,
        size="xs",
        w=280,
        searchable=True,
        allowDeselect=False,
    )


def _label(week: Selection, lang: str) -> str:
    ends = (pd.Timestamp(at).tz_convert(week.zone) for at in (week.from_at, week.to_at))
    return f"{week_of(week)}: {days_of(*ends, lang=lang)}"


def _files(desk: Desk, lang: str) -> list[Any]:
    """Buttons that write the briefing as a file, where the page may."""
    if desk.tending is None:
        return []
    return [
        dmc.Button(
            tell(lang, f"briefing.as.{kind}"), id=f"brief-{kind}", size="xs", variant="default"
        )
        for kind in KINDS
    ]


def register(app: Dash, desk: Desk) -> None:
    """The week is chosen; files are begun and looked at until they are written; served."""
    writer = Writer(_by(desk.tending.settings)) if desk.tending else None

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("brief-pick", "value"),
        State("brief-week", "children"),
        prevent_initial_call=True,
    )
    def pick(week: str | None, shown: str | None) -> dict[str, str]:
        if not week or week == shown:
            raise PreventUpdate
        return {"week": week}

    @app.callback(
        Output("brief-said", "children"),
        Output("brief-asked", "data"),
        Output("brief-tick", "disabled"),
        *[Input(f"brief-{kind}", "n_clicks") for kind in KINDS],
        Input("brief-tick", "n_intervals"),
        State("brief-asked", "data"),
        State("brief-week", "children"),
        State("lang", "value"),
        prevent_initial_call=True,
    )
    def write(*values: Any) -> Any:
        asked, week, lang = values[-3:]
        if ctx.triggered_id != "brief-tick":
            if not any(values[: len(KINDS)]):
                raise PreventUpdate
            asked = [week, lang or "en", str(ctx.triggered_id).removeprefix("brief-")]
        if not asked or writer is None:
            raise PreventUpdate
        try:
            paper = _paper(desk, writer, *asked)
        except CoverlineError as error:
            return problem(error), None, True
        return _said(paper, asked, lang), asked, paper.over

    _serve(app.server, desk, writer)


def _by(settings: Settings) -> Any:
    """What writes a briefing's files: the notebook, which takes long to load."""

    def write(week: str, lang: str, kind: Kind, out: Path) -> Sequence[Path]:
        from dashboard.notebook import Wish, brief_week

        return brief_week(settings, Wish(week, lang, kind), out)

    return write


def _paper(desk: Desk, writer: Writer, week: str, lang: str, kind: str) -> Paper:
    """The file of a week as the data are now; SelectionError where there is no such week."""
    if lang not in LANGS:
        raise SelectionError(f"“{lang}” is no language of the briefing.", "Choose en or ar.")
    found = week_selection(week, "", desk.subject(), desk.span(), _start(desk))
    return writer.paper((desk.store.data_version(), week_of(found), lang, kind_of(kind)))


def _said(paper: Paper, asked: list[str], lang: str) -> Any:
    week, edition, kind = asked
    if paper.error:
        return problem(paper.error)
    if not paper.over:
        return html.P(tell(lang, "briefing.writing"), **aria(live="polite"))
    link = html.A(
        tell(lang, "briefing.ready", name=paper.name),
        href=f"/briefing/{week}/{edition}.{kind}",
        download=paper.name,
    )
    return html.P(link)


def _serve(server: Flask, desk: Desk, writer: Writer | None) -> None:
    """The briefing for the frame, which may run nothing, and its files."""

    @server.get("/briefing/<week>.html")
    def framed(week: str) -> Response:
        lang = request.args.get("lang", "en")
        try:
            text = document(desk, week, lang if lang in LANGS else "en")
        except CoverlineError as error:
            return _sorry(error)
        answer = Response(text, mimetype="text/html")
        answer.headers["Content-Security-Policy"] = FRAMED
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"
        return answer

    @server.get("/briefing/<week>/<lang>.<kind>")
    def file(week: str, lang: str, kind: str) -> Response:
        try:
            if writer is None:
                raise SelectionError("No briefing is written here.", "Try: coverline brief --help")
            paper = _paper(desk, writer, week, lang, kind)
        except CoverlineError as error:
            return _sorry(error)
        if paper.error or not paper.over:
            return _sorry(paper.error or SelectionError("It is being written.", "Ask again."))
        answer = Response(paper.data, mimetype=TYPES[paper.name.rpartition(".")[2]])
        answer.headers["Content-Disposition"] = f'attachment; filename="{paper.name}"'
        return answer


def document(desk: Desk, week: str, lang: str) -> str:
    """A week's briefing without its figures as one page; CoverlineError in words."""

    def made() -> str:
        from dashboard.briefing import make_briefing
        from dashboard.briefing.page import page

        briefing = make_briefing(desk.store, desk.subject(), week, lang, _start(desk))
        return page(briefing).replace("</title>", '</title><base target="_blank">', 1)

    return desk.kept(made, "briefing", week, lang)


def _sorry(error: CoverlineError) -> Response:
    return Response(f"{error}\n", 400, mimetype="text/plain")


PAGE = PageOf(draw, unused=all_but(), register=register)
