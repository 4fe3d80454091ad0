"""The panel below an event: why two stories are together or apart, and setting that right."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

import dash_mantine_components as dmc
import pandas as pd
from dash import Dash, Input, Output, State, ctx, html
from dash.exceptions import PreventUpdate

from dashboard import set_right
from dashboard.access.reader import editor
from dashboard.data import Desk
from dashboard.explain.finding import meant
from dashboard.explain.told import Told, plain
from dashboard.figures.tables import each
from dashboard.selection import Asked, Lang
from dashboard.tongue import said, tell
from dashboard.wording import told as worded
from dashboard.wording import wrong
from dashboard.words import Names
from feeds.correcting import Asked as Hand
from feeds.errors import CoverlineError
from feeds.model import Correction

LOOK = ("right-why", "right-pin", "right-part", "right-rename", "right-move")
FIELDS = ("stories", "other", "name", "topic", "by", "note")
LONGEST = 90  # characters of a headline in the list


def panel(desk: Desk, event_id: str, label: str, told: pd.DataFrame, names: Names) -> Any:
    """Choose stories and ask why; where this machine may edit, set right what is wrong."""
    say = partial(tell, names.lang)
    stories = [{"value": s.id, "label": _line(s, names)} for s in each(told)]
    choose = [
        dmc.MultiSelect(
            id="right-stories",
            label=say("right.stories"),
            data=stories,
            value=[],
            searchable=True,
            size="xs",
            w=560,
        ),
        dmc.TextInput(
            id="right-other",
            label=say("right.other"),
            placeholder=say("right.address"),
            size="xs",
            w=240,
        ),
        dmc.Button(say("right.why"), id="right-why", variant="default", size="xs"),
    ]
    hidden = {} if desk.editor else {"display": "none"}
    return html.Details(
        [
            html.Summary(say("right.title")),
            html.Div(choose, className="right"),
            html.Div(_edits(desk, label, names), style=hidden),
            html.Div(id="right-said", role="status"),
            html.Div(event_id, id="right-event", hidden=True),
        ],
        className="right-panel",
    )


def _line(story: Any, names: Names) -> str:
    title = plain(story.title, LONGEST)
    return f"{names.outlets.get(story.outlet_id, story.outlet_id)}: {title}"


def _edits(desk: Desk, label: str, names: Names) -> list[Any]:
    say = partial(tell, names.lang)
    topics = [{"value": key, "label": text} for key, text in names.topics.items()]
    topics.append({"value": "none", "label": say("right.no_topic")})
    return [
        html.Div(
            [
                dmc.Button(say("right.pin"), id="right-pin", variant="default", size="xs"),
                dmc.Button(say("right.part"), id="right-part", variant="default", size="xs"),
            ],
            className="right",
        ),
        html.Div(
            [
                dmc.TextInput(
                    id="right-name", label=say("right.name"), value=label, size="xs", w=420
                ),
                dmc.Button(say("right.rename"), id="right-rename", variant="default", size="xs"),
                dmc.Select(
                    id="right-topic", label=say("right.topic"), data=topics, size="xs", w=240
                ),
                dmc.Button(say("right.move"), id="right-move", variant="default", size="xs"),
            ],
            className="right",
        ),
        html.Div(
            [
                dmc.TextInput(
                    id="right-by", label=say("right.by"), value=desk.editor, size="xs", w=160
                ),
                dmc.TextInput(id="right-note", label=say("right.note"), size="xs", w=420),
            ],
            className="right",
        ),
    ]


def register(app: Dash, desk: Desk) -> None:
    """Tie the panel's buttons to the desk."""

    @app.callback(
        Output("right-said", "children"),
        *[Input(name, "n_clicks") for name in LOOK],
        State("right-event", "children"),
        State("tongue", "data"),
        *[State(f"right-{name}", "value") for name in FIELDS],
        prevent_initial_call=True,
    )
    def act(*values: Any) -> Any:
        clicks, event_id, lang, given = values[:5], values[5], values[6] or "", values[7:]
        if not any(clicks):
            raise PreventUpdate
        try:
            fields = dict(zip(FIELDS, given, strict=True))
            return _answer(desk, str(ctx.triggered_id), event_id, fields, lang)
        except CoverlineError as error:
            what, hint = worded(error, lang)
            return [html.P(what, className="what"), html.P(hint)]


def _answer(desk: Desk, button: str, event_id: str, fields: dict[str, Any], lang: str) -> list[Any]:
    chosen = [*(fields["stories"] or []), *_other(desk, fields["other"])]
    if button == "right-why":
        if len(chosen) != 2:
            raise wrong("two")
        return _compared(desk.pair(chosen[0], chosen[1]), lang)
    if not (desk.editor and from_here()):
        raise wrong("read_only")
    asked = desk.asking(fields["by"] or desk.editor, datetime.now(UTC), fields["note"] or "")
    made = _meant(asked, button, event_id, chosen, fields)
    address = Asked(page="events", event=event_id, lang=cast(Lang, lang)).to_url()
    return set_right.answer(desk, made, desk.correct(made), address, lang)


def _other(desk: Desk, word: str | None) -> list[str]:
    """The story that the reader named beside the list."""
    if not (word and word.strip()):
        return []
    kind, name = meant(desk.store, word)
    if kind != "story":
        raise wrong("no_story", name=plain(word))
    return [name]


def _meant(
    asked: Hand, button: str, event_id: str, chosen: list[str], fields: dict[str, Any]
) -> Correction:
    if button == "right-pin":
        return asked.pin(chosen)
    if button == "right-part":
        return asked.part(chosen)
    if button == "right-rename":
        return asked.rename(event_id, fields["name"] or "")
    if not fields["topic"]:
        raise wrong("no_topic")
    return asked.move("event", event_id, fields["topic"])


def _compared(told: Told, lang: str) -> list[Any]:
    parts: list[Any] = [html.H3(said(lang, told.title))]
    for section in told.sections[1:]:
        if section.lines:
            lines = [html.Li(said(lang, line)) for line in section.lines]
            parts += [html.H4(said(lang, section.title)), html.Ul(lines)]
    return parts


def from_here() -> bool:
    """Whether the gate let an editor in, from a page of this dashboard."""
    return bool(editor())
