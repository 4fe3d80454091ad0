"""What stands on every page: the bar with the menu, the banner, one row of controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import dash_mantine_components as dmc
from dash import dcc, html
from flask import session

from dashboard import dressing, panel, views
from dashboard.access.page import lang_now
from dashboard.access.reader import reader
from dashboard.dressing import aria
from dashboard.pages import PAGES
from dashboard.selection import Asked, Page
from dashboard.tongue import tell
from feeds.model import Subject

STORES = ("view", "opened", "picked", "panel", "tongue", "narrow", "visit")
WIDTHS = {
    "span": 112,
    "bin": 76,
    "rows": 80,
    "measure": 94,
    "grouping": 128,
    "counting": 76,
    "clock": 100,
    "zone": 124,
}
ORDER = (
    *("span", "dates", "bin", "rows", "measure", "grouping"),
    *("topics", "outlets", "counting", "clock", "zone"),
)
WAITING: dict[str, Any] = {"delay_show": 300, "type": "dot", "color": "#4477AA"}
OVER_PAGE: dict[str, Any] = {
    "overlay_style": {"visibility": "visible", "opacity": 0.45},
    "target_components": {"page": "children"},  # not what comes into the page later
}


def shell(subject: Subject, subjects: Sequence[Subject] = ()) -> Any:
    """The frame into which pages are drawn; its words are English until `dressing` changes them.
    `subjects` are those to choose among."""
    inside = dmc.MantineProvider(
        id="mantine",
        forceColorScheme="light",
        theme={"fontFamily": "var(--type)", "primaryColor": "blue", "defaultRadius": "sm"},
        children=[
            dcc.Location(id="url", refresh=False),
            *[dcc.Store(id=name) for name in STORES],
            panel.drawer(),
            html.A(tell("", "bar.skip"), id="skip", href="#page", className="skip"),
            _top(subject, subjects),
            _banner(subject),
            html.Button(
                tell("", "bar.fold"),
                id="fold",
                className="fold",
                **aria(expanded="false", controls="controls"),
            ),
            html.Div(
                controls(subject),
                id="controls",
                className="controls",
                role="group",
                **aria(label=tell("", "bar.controls")),
            ),
            html.Main(
                [
                    dcc.Loading(
                        html.Div(id="page", tabIndex="-1"),
                        **OVER_PAGE,
                        **WAITING,
                    ),
                    dcc.Loading(html.Section(id="below", **aria(live="polite")), **WAITING),
                ]
            ),
        ],
    )
    return dmc.DirectionProvider(inside, id="direction", direction="ltr")


def _top(subject: Subject, subjects: Sequence[Subject]) -> html.Header:
    return html.Header(
        [
            html.Span("Coverline", className="brand"),
            html.Span(subject.label, id="subject", className="subject"),
            html.Nav(
                dressing.other_subjects(subject, subjects, ""),
                id="subjects",
                className="subject",
                hidden=len(subjects) < 2,
                **aria(label=tell("", "bar.subjects")),
            ),
            html.Nav(id="menu", **aria(label=tell("", "bar.menu"))),
            views.menu(),
            html.Div([_switch(subject, "lang"), _switch(subject, "theme")], className="switches"),
            *_way_out(),
        ],
        className="top",
    )


def _way_out() -> list[Any]:
    """Who is logged in by password, and the button that ends it."""
    if not (reader().named and session.get("name")):
        return []
    leave = html.Button(tell(lang_now(), "login.leave"), type="submit", className="known")
    return [html.Form([html.Bdi(reader().name), " ", leave], action="/logout", method="post")]


def _switch(subject: Subject, name: str) -> Any:
    data = dressing.choices(subject, "")[name]
    label = aria(label=tell("", f"bar.{name}"))
    return dmc.SegmentedControl(id=name, size="xs", data=data, **label)


def _banner(subject: Subject) -> html.Div:
    return html.Div(
        dressing.banner(subject, ""),
        id="synthetic",
        className="banner",
        role="note",
        hidden=not subject.synthetic,
    )


def menu(asked: Asked) -> list[Any]:
    """Links to the pages with the selection kept."""
    return [
        dcc.Link(
            tell(asked.lang, f"bar.pages.{page}"),
            href=asked.on(cast(Page, page)).to_url(),
            className="here" if page == asked.page else "",
        )
        for page, held in PAGES.items()
        if held.listed
    ]


def controls(subject: Subject) -> list[Any]:
    """Every control; their values come from the URL."""
    data = dressing.choices(subject, "")
    made = {
        "dates": _days(),
        **{name: _select(name, data[name]) for name in WIDTHS},
        **{name: _many(name, data[name]) for name in ("topics", "outlets")},
    }
    return [html.Div(made[name], className=f"field field-{name}") for name in ORDER]


def _days() -> Any:
    """The days of the span; the calendar speaks the reader's language."""
    picker = dmc.DatePickerInput(
        id="dates",
        label=tell("", "bar.labels.dates"),
        type="range",
        valueFormat="D MMM YYYY",
        size="xs",
        w=190,
        firstDayOfWeek=1,
    )
    return dmc.DatesProvider(picker, id="calendar", settings={"locale": "en"})


def _select(name: str, data: list[dict[str, str]]) -> Any:
    return dmc.Select(
        id=name,
        label=tell("", f"bar.labels.{name}"),
        data=data,
        size="xs",
        w=WIDTHS[name],
        allowDeselect=False,
        checkIconPosition="right",
    )


def _many(name: str, data: list[dict[str, str]]) -> Any:
    return dmc.MultiSelect(
        id=name,
        label=tell("", f"bar.labels.{name}"),
        data=data,
        size="xs",
        searchable=True,
        value=[],  # without one it reports an empty choice by itself
        clearable=True,
        placeholder=tell("", "bar.all"),
        hidePickedOptions=True,
        maxDropdownHeight=320,
    )
