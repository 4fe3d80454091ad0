"""In the story's panel: its headlines as they changed, what it names and cites, and the analyst's
own note, gloss of its headline and "add to briefing"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import partial
from itertools import pairwise
from typing import Any, get_args
from zoneinfo import ZoneInfo

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard.access.reader import signed
from dashboard.data import Desk
from dashboard.editing import from_here
from dashboard.finding import event_labels, remarks_of
from dashboard.selection import Asked, Lang
from dashboard.tongue import moment, tell
from feeds.errors import CoverlineError, SelectionError
from feeds.model import StoryVersion
from feeds.names.withholding import MARK
from feeds.store.desk.remark_table import Remark, RemarkKind

LONGEST = 2000  # characters of a remark
KINDS: tuple[RemarkKind, ...] = get_args(RemarkKind)
ADDED = "yes"


def drawn(desk: Desk, story_id: str, zone: str, lang: Lang) -> list[Any]:
    """What stands below the evidence of a story's date."""
    return [
        *_said(desk, story_id, zone, lang),
        *_form(desk, story_id, lang),
        *_told(desk, story_id, lang),
        *_changes(desk.withheld(desk.store.versions(story_id)), zone, lang),
    ]


def _said(desk: Desk, story_id: str, zone: str, lang: Lang) -> list[Any]:
    """What analysts wrote, marked as theirs, for every reader."""
    held = remarks_of(desk, [story_id])
    lines = [
        _remark(held[story_id, kind], zone, lang) for kind in KINDS if (story_id, kind) in held
    ]
    return [html.Div(lines, id="remarks", className="remarks")]


def _remark(remark: Remark, zone: str, lang: Lang) -> html.P:
    say = partial(tell, lang)
    at = moment(lang, remark.at.astimezone(ZoneInfo(zone)))
    head = say(f"panel.said.{remark.kind}", who=remark.author, at=at)
    parts: list[Any] = [html.B(head)]
    if remark.kind != "briefing":
        parts += [": ", html.Bdi(remark.value)]
    return html.P(parts, className="analyst")


def _form(desk: Desk, story_id: str, lang: Lang) -> list[Any]:
    """The fields to write in; only where the page may be written on."""
    if not desk.editor:
        return []
    say = partial(tell, lang)
    held = {kind: r.value for (_, kind), r in remarks_of(desk, [story_id]).items()}
    return [
        html.Details(
            [
                html.Summary(say("panel.write")),
                dmc.TextInput(
                    id="remark-gloss", label=say("panel.gloss"), value=held.get("gloss", "")
                ),
                dmc.Textarea(
                    id="remark-note", label=say("panel.note"), value=held.get("note", ""), minRows=2
                ),
                dmc.Checkbox(
                    id="remark-briefing", label=say("panel.briefing"), checked="briefing" in held
                ),
                dmc.TextInput(id="remark-by", label=say("panel.by"), value=desk.editor),
                dmc.Button(say("panel.save"), id="remark-save", variant="default", size="xs"),
                html.Div(id="remark-told", role="status"),
                dcc.Store(id="remark-of", data=[story_id, lang]),
            ],
            className="write",
        )
    ]


def _told(desk: Desk, story_id: str, lang: Lang) -> list[Any]:
    """Its event, the names in it, and whom it cites."""
    story = desk.store.stories([story_id]).get(story_id)
    names = {use.name_id: use.name for use in desk.store.names_of([story_id]).get(story_id, [])}
    cited = {
        one.source_id: one.name for one in desk.store.citations_of([story_id]).get(story_id, [])
    }
    usual = Asked(lang=lang)
    event = story.event_id if story else ""
    label = event_labels(desk, [event], lang).get(event, "") if event else ""
    links = [
        dcc.Link(html.Bdi(name), href=replace(usual, page="names", name=key, span="all").to_url())
        for key, name in names.items()
        if MARK not in desk.withheld(name)
    ]
    to_event = replace(usual, page="events", event=event, span="all").to_url()
    rows = (
        ("event", [dcc.Link(html.Bdi(label), href=to_event)] if label else []),
        ("names", links),
        ("cites", [html.Bdi(desk.withheld(name)) for name in cited.values()]),
    )
    return [
        part
        for key, items in rows
        if items
        for part in (html.H3(tell(lang, f"panel.{key}")), html.P(_listed(items, lang)))
    ]


def _listed(items: Sequence[Any], lang: Lang) -> list[Any]:
    parts = [part for item in items for part in (item, tell(lang, "common.comma"))]
    return parts[:-1]


def _changes(versions: Sequence[StoryVersion], zone: str, lang: Lang) -> list[Any]:
    """The headline's versions, each with what was taken out and put in."""
    lines: list[Any] = [
        html.Li(
            [
                f"{moment(lang, new.seen_at.astimezone(ZoneInfo(zone)))}: ",
                difference(old.title, new.title),
            ]
        )
        for old, new in pairwise(versions)
        if old.title != new.title
    ]
    return [html.H3(tell(lang, "panel.changed")), html.Ul(lines)] if lines else []


def difference(old: str, new: str) -> html.Span:
    """A new wording beside the old one: what was taken out, and what was put in."""
    return html.Span(list(_parts(old.split(), new.split())), dir="auto")


def _parts(old: list[str], new: list[str]) -> Iterator[Any]:
    """Words that stayed, were taken out, or were put in."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield " ".join(old[a:b]) + " "
            continue
        if b > a:
            yield html.Del(" ".join(old[a:b]))
            yield " "
        if d > c:
            yield html.Ins(" ".join(new[c:d]))
            yield " "


def register(app: Dash, desk: Desk) -> None:
    """Tie the form to the desk."""

    @app.callback(
        Output("remark-told", "children"),
        Output("remarks", "children"),
        Input("remark-save", "n_clicks"),
        State("remark-of", "data"),
        State("remark-gloss", "value"),
        State("remark-note", "value"),
        State("remark-briefing", "checked"),
        State("remark-by", "value"),
        prevent_initial_call=True,
    )
    def save(clicks: int | None, of: Any, gloss: Any, note: Any, added: Any, by: Any) -> Any:
        if not clicks or not of:
            raise PreventUpdate
        story_id, lang = of
        wanted = {"gloss": gloss or "", "note": note or "", "briefing": ADDED if added else ""}
        try:
            if not from_here():
                raise SelectionError(
                    "This page may only be read.", "Open it on the machine itself."
                )
            keep(desk, story_id, wanted, signed(str(by or "")))
        except CoverlineError as error:
            shown = _said(desk, story_id, desk.subject().zone, lang)[0].children
            return f"{error.message} {error.hint}", shown
        shown = _said(desk, story_id, desk.subject().zone, lang)[0].children
        return tell(lang, "panel.kept"), shown


def keep(desk: Desk, story_id: str, wanted: dict[str, str], author: str) -> None:
    """Append what differs from what is kept; SelectionError where that must not be."""
    if not desk.editor:
        raise SelectionError("This page may only be read.", "Start it with an editor's name.")
    if story_id not in desk.store.stories([story_id]):
        raise SelectionError("There is no such story.", "Choose one from a list.")
    if any(len(value) > LONGEST for value in (*wanted.values(), author)):
        raise SelectionError(f"More than {LONGEST} characters do not fit.", "Shorten it.")
    held = remarks_of(desk, [story_id])
    now = datetime.now(UTC)
    for kind in KINDS:
        value, before = wanted[kind].strip(), held.get((story_id, kind))
        if value != (before.value if before else ""):
            desk.store.add_remark(Remark(story_id, kind, value, author.strip(), now))
