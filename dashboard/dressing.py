"""The frame's words in the reader's language, and the direction in which it is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from dash import ClientsideFunction, Dash, Input, Output, html

from dashboard.data import Desk
from dashboard.selection import ONE, Asked, Lang
from dashboard.tongue import listed, tell
from dashboard.tongue.places import right_to_left, zone_name
from dashboard.words import names
from feeds.coverage.selection import ONE_GROUP
from feeds.model import Subject

ZONES = ("UTC", "Asia/Damascus", "Asia/Jerusalem", "Europe/Istanbul", "Europe/London")
LISTS = {
    "span": "bar.spans",
    "bin": "bar.bins",
    "rows": "bar.rows",
    "measure": "bar.measures",
    "counting": "bar.countings",
    "clock": "bar.clocks",
    "theme": "bar.themes",
    "lang": "bar.langs",
}
CHOSEN = (*LISTS, "grouping", "topics", "outlets", "zone")
LABELLED = tuple(name for name in (*CHOSEN, "dates") if name not in ("theme", "lang"))
TOLD = {"menu": "bar.menu", "controls": "bar.controls", "theme": "bar.theme", "lang": "bar.lang"}

DAYS = {"en": "D MMM YYYY", "ar": "D/M/YYYY"}  # two Levantine months overrun the field


def aria(**facts: str) -> dict[str, Any]:
    """`aria-…` properties of a component."""
    return {f"aria-{name}": text for name, text in facts.items()}


def choices(subject: Subject, lang: str) -> dict[str, list[dict[str, str]]]:
    """What each control offers, by its id."""
    named = names(subject, ONE_GROUP, lang)
    offered = {name: listed(lang, table) for name, table in LISTS.items()}
    offered["grouping"] = _groupings(subject, lang)
    offered["topics"], offered["outlets"] = dict(named.topics), dict(named.outlets)
    offered["zone"] = {
        zone: zone_name(lang, zone) for zone in dict.fromkeys((subject.zone, *ZONES))
    }
    return {
        name: [{"value": value, "label": text} for value, text in held.items()]
        for name, held in offered.items()
    }


def _groupings(subject: Subject, lang: str) -> dict[str, str]:
    arabic = lang == "ar"
    held = {g.id: g.label_ar if arabic and g.label_ar else g.label for g in subject.groupings}
    return {**held, ONE: tell(lang, "bar.alike")}


def banner(subject: Subject, lang: str) -> str:
    """What stands over invented data; nothing over real."""
    return tell(lang, "bar.synthetic") if subject.synthetic else ""


def label(subject: Subject, lang: str) -> str:
    """The subject's name."""
    return subject.label_ar if lang == "ar" and subject.label_ar else subject.label


def other_subjects(subject: Subject, subjects: Sequence[Subject], lang: str) -> list[Any]:
    """Links to the store's other subjects. The page is loaded anew: all of it is another's."""
    usual = Asked(lang=cast(Lang, lang))
    return [
        html.A(
            label(other, lang),
            href=replace(usual, subject=other.id if place else "").to_url(),
        )
        for place, other in enumerate(subjects)
        if other.id != subject.id
    ]


DRESSED = (
    *((name, "label") for name in LABELLED),
    *((name, "data") for name in CHOSEN),
    *((name, "aria-label") for name in TOLD),
    ("topics", "placeholder"),
    ("outlets", "placeholder"),
    ("dates", "valueFormat"),
    ("calendar", "settings"),
    ("skip", "children"),
    ("fold", "children"),
    ("synthetic", "children"),
    ("subject", "children"),
    ("subjects", "children"),
    ("subjects", "aria-label"),
    ("story-panel", "title"),
    ("story-panel", "closeButtonProps"),
    ("direction", "direction"),
)


def words(desk: Desk, lang: str) -> tuple[Any, ...]:
    """The frame's words in a language, in the order of DRESSED."""
    subject = desk.subject()
    offered, everything = desk.withheld(choices(subject, lang)), tell(lang, "bar.all")
    return (
        *[tell(lang, f"bar.labels.{name}") for name in LABELLED],
        *[offered[name] for name in CHOSEN],
        *[tell(lang, key) for key in TOLD.values()],
        everything,
        everything,
        DAYS[lang or "en"],
        {"locale": lang or "en"},
        tell(lang, "bar.skip"),
        tell(lang, "bar.fold"),
        banner(subject, lang),
        label(subject, lang),
        other_subjects(subject, desk.subjects(), lang),
        tell(lang, "bar.subjects"),
        tell(lang, "bar.about_story"),
        aria(label=tell(lang, "bar.close")),
        "rtl" if right_to_left(lang) else "ltr",
    )


def register(app: Dash, desk: Desk) -> None:
    """Change every word of the frame with the language, and its direction in the browser."""

    @app.callback(
        *[Output(name, part) for name, part in DRESSED],
        Input("tongue", "data"),
        prevent_initial_call=True,
    )
    def dress(lang: str) -> Any:
        return words(desk, lang)

    _in_browser(app)


def _in_browser(app: Any) -> None:
    """What no server can do: the document's own language, folding the controls on a phone."""
    app.clientside_callback(
        ClientsideFunction("coverline", "turn"),
        Output("page", "data-lang"),
        Input("tongue", "data"),
        prevent_initial_call=True,
    )
    for name in ("narrow", "visit"):
        app.clientside_callback(
            ClientsideFunction("coverline", name), Output(name, "data"), Input(name, "id")
        )
    app.clientside_callback(
        ClientsideFunction("coverline", "fold"),
        Output("controls", "className"),
        Output("fold", "aria-expanded"),
        Input("fold", "n_clicks"),
        prevent_initial_call=True,
    )
