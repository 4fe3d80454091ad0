"""What stands on every page: the bar with the menu, the banner, one row of controls."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard import panel, words
from dashboard.selection import ONE, Asked, Page
from feeds.model import Subject

ZONES = ("UTC", "Asia/Damascus", "Asia/Jerusalem", "Europe/Istanbul", "Europe/London")
CONTROLS = (
    "span",
    "dates",
    "bin",
    "rows",
    "measure",
    "counting",
    "clock",
    "topics",
    "outlets",
    "grouping",
    "zone",
    "theme",
)
UNUSED: dict[str, tuple[str, ...]] = {
    "timeline": (),
    "outlets": ("rows",),
    "events": ("rows", "measure", "bin", "counting", "clock"),
    "feeds": tuple(name for name in CONTROLS if name not in ("zone", "theme")),
    "help": tuple(name for name in CONTROLS if name != "theme"),
}


def shell(subject: Subject) -> Any:
    """The frame into which pages are drawn."""
    return dmc.MantineProvider(
        id="mantine",
        forceColorScheme="light",
        theme={"fontFamily": "var(--type)", "primaryColor": "blue", "defaultRadius": "sm"},
        children=[
            dcc.Location(id="url", refresh=False),
            dcc.Store(id="view"),
            dcc.Store(id="opened"),
            dcc.Store(id="picked"),
            dcc.Store(id="panel"),
            panel.drawer(),
            html.A("Skip to the picture", href="#page", className="skip"),
            _top(subject),
            *([_banner()] if subject.synthetic else []),
            html.Div(
                controls(subject),
                id="controls",
                className="controls",
                role="group",
                **_aria(label="What is shown"),
            ),
            html.Main(
                [
                    dcc.Loading(
                        html.Div(id="page", tabIndex="-1"),
                        delay_show=300,
                        type="dot",
                        color="#4477AA",
                        overlay_style={"visibility": "visible", "opacity": 0.45},
                    ),
                    dcc.Loading(
                        html.Section(id="below", **_aria(live="polite")),
                        delay_show=300,
                        type="dot",
                        color="#4477AA",
                    ),
                ]
            ),
        ],
    )


def _aria(**facts: str) -> dict[str, Any]:
    return {f"aria-{name}": text for name, text in facts.items()}


def _top(subject: Subject) -> html.Header:
    return html.Header(
        [
            html.Span("Coverline", className="brand"),
            html.Span(subject.label, className="subject"),
            html.Nav(id="menu", **_aria(label="Pages")),
            dmc.SegmentedControl(
                id="theme",
                size="xs",
                data=[{"value": "light", "label": "Light"}, {"value": "dark", "label": "Dark"}],
                **_aria(label="Theme"),
            ),
        ],
        className="top",
    )


def _banner() -> html.Div:
    return html.Div(
        "Synthetic: invented outlets and stories", id="synthetic", className="banner", role="note"
    )


def menu(asked: Asked) -> list[Any]:
    """Links to the pages with the selection kept."""
    return [
        dcc.Link(
            label,
            href=replace(asked.view(), page=cast(Page, page)).to_url(),
            className="here" if page == asked.page else "",
        )
        for page, label in words.PAGES.items()
    ]


def controls(subject: Subject) -> list[Any]:
    """Every control; their values come from the URL."""
    return [
        _select("span", "Span", words.SPANS, 128),
        _field(
            "dates",
            dmc.DatePickerInput(
                id="dates",
                label="Days",
                type="range",
                valueFormat="D MMM YYYY",
                size="xs",
                w=180,
                firstDayOfWeek=1,
            ),
        ),
        _select("bin", "Bars", {"hour": "Hours", "day": "Days", "week": "Weeks"}, 82),
        _select("rows", "Rows", words.ROWS, 88),
        _select("measure", "Measure", words.MEASURES, 104),
        _select("grouping", "Colours", _groupings(subject), 150),
        _many("topics", "Topics", {t.id: t.label for t in subject.topics}),
        _many("outlets", "Outlets", {o.id: o.name for o in subject.outlets}),
        _select("counting", "Reprints", {"reporting": "Once", "reach": "Each"}, 82),
        _select("clock", "Time", words.CLOCKS, 106),
        _select("zone", "Zone", {z: z for z in dict.fromkeys((subject.zone, *ZONES))}, 122),
    ]


def _groupings(subject: Subject) -> dict[str, str]:
    return {**{g.id: g.label for g in subject.groupings}, ONE: "All outlets alike"}


def _field(name: str, control: Any) -> html.Div:
    return html.Div(control, className=f"field field-{name}")


def _select(name: str, label: str, choices: dict[str, str], width: int) -> html.Div:
    data = [{"value": value, "label": text} for value, text in choices.items()]
    return _field(
        name,
        dmc.Select(
            id=name,
            label=label,
            data=data,
            size="xs",
            w=width,
            allowDeselect=False,
            checkIconPosition="right",
        ),
    )


def _many(name: str, label: str, choices: dict[str, str]) -> html.Div:
    data = [{"value": value, "label": text} for value, text in choices.items()]
    return _field(
        name,
        dmc.MultiSelect(
            id=name,
            label=label,
            data=data,
            size="xs",
            searchable=True,
            value=[],  # without one it reports an empty choice by itself
            clearable=True,
            placeholder="All",
            hidePickedOptions=True,
            maxDropdownHeight=320,
        ),
    )
