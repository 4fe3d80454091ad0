"""The overview's findings: bursts, events, firsts and silences, each with a way to its stories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pandas as pd
from dash import Dash, dcc, html

from dashboard.data import Desk
from dashboard.feed_health import health as feeds_health
from dashboard.figure_topics import of_topics
from dashboard.figures import lags
from dashboard.figures.tables import each
from dashboard.grids import who_first
from dashboard.happening import on_subject
from dashboard.overview import (
    MOST_EVENTS,
    chosen_bursts,
    chosen_leaders,
    chosen_silences,
)
from dashboard.overview import (
    health as counted_health,
)
from dashboard.pages import late
from dashboard.pages.links import leads, to
from dashboard.pages.states import computed
from dashboard.selection import Asked
from dashboard.tongue import decimal, month_day, percent, tell
from dashboard.words import Names
from feeds import coverage
from feeds.coverage import Selection

COLUMNS = (("events", "leaders"), ("bursts", "silences"))
LEADING = 3  # events in the one line that says what happened
GUIDES = {"events": "events", "bursts": "bursts", "leaders": "events", "silences": "silence"}


def sections(asked: Asked) -> list[html.Div]:
    """Events and who was first, bursts and silences, a column each: the headings with their
    help, and the places where the findings come."""
    return [html.Div([_section(asked, name) for name in names]) for names in COLUMNS]


def _section(asked: Asked, name: str) -> html.Section:
    return html.Section(
        [
            html.H2(tell(asked.lang, f"overview.{name}")),
            late.place("overview", name, asked.lang),
            html.P(computed(asked.lang, GUIDES[name]), className="basis"),
        ]
    )


def register(app: Dash, desk: Desk) -> None:
    """The findings come once the picture stands, and the line on the feeds' health."""
    late.register(app, desk, "overview", PARTS)


def _findings(name: str, desk: Desk, asked: Asked, selection: Selection) -> Any:
    """The findings of one kind, or that there is none."""
    selection = of_topics(selection)
    lines = FINDERS[name](desk, asked, selection, desk.names(selection, asked.lang))
    none = html.P(tell(asked.lang, f"overview.no_{name}"), className="inset")
    return html.Ul(lines, className="inset") if lines else none


def lead(desk: Desk, asked: Asked, selection: Selection) -> html.P:
    """What happened, in one line: the events of most stories."""
    selection, lang = of_topics(selection), asked.lang
    parts: list[Any] = []
    for event in each(_told_by_several(desk, asked, selection).head(LEADING)):
        link = leads(str(event.label), asked, page="events", event=str(event.event_id))
        stories = tell(lang, "common.stories", n=int(event.stories))
        parts += [html.Bdi(link), f" ({stories})", tell(lang, "common.comma")]
    if not parts:
        return html.P(tell(lang, "overview.no_events"), className="inset lead")
    return html.P([tell(lang, "overview.lead"), " ", *parts[:-1]], className="inset lead")


def _told_by_several(desk: Desk, asked: Asked, selection: Selection) -> pd.DataFrame:
    table = desk.events(on_subject(desk, selection), asked.lang)
    return table[table["outlets"] > 1]


def _events(desk: Desk, asked: Asked, selection: Selection, names: Names) -> list[html.Li]:
    table, lang = _told_by_several(desk, asked, selection), asked.lang
    lines = []
    for event in each(table.head(MOST_EVENTS)):
        link = leads(str(event.label), asked, page="events", event=str(event.event_id))
        facts = [
            tell(lang, "common.stories", n=int(event.stories)),
            tell(lang, "common.outlets", n=int(event.outlets)),
            _first(event, names),
        ]
        if not pd.isna(event.lag_hours):
            late = lags.length(pd.Timedelta(hours=float(event.lag_hours)), names)
            facts.append(tell(lang, "overview.lag", lag=late))
        told = tell(lang, "overview.between").join(facts)
        lines.append(html.Li([html.Span(link, dir="auto"), html.Span(told, className="note")]))
    return lines


def _first(event: Any, names: Names) -> str:
    if not len(event.first_outlets):
        return names.tell("overview.first_unknown")
    return names.tell("overview.first", who=who_first(tuple(event.first_outlets), names))


def _bursts(desk: Desk, asked: Asked, selection: Selection, names: Names) -> list[html.Li]:
    found = chosen_bursts(desk.read(coverage.bursts, replace(selection, rows="topic")))
    called = {str(e): desk.event_label(str(e), asked.lang) for e in found["event_id"] if e}
    return [_burst(asked, selection, names, burst, called) for burst in each(found)]


def _burst(
    asked: Asked, selection: Selection, names: Names, burst: Any, called: Mapping[str, str]
) -> html.Li:
    """A burst with its span, what would be usual, and the event that explains it."""
    lang, topic = asked.lang, str(burst.row)
    start, end = (at.tz_convert(selection.zone) for at in (burst.start_at, burst.end_at))
    last = end - pd.Timedelta(microseconds=1)
    whole = {"span": "dates", "from_day": f"{start:%Y-%m-%d}", "to_day": f"{last:%Y-%m-%d}"}
    told = tell(
        lang,
        "overview.burst_day" if start.date() == last.date() else "overview.burst",
        topic=names.row("topic", topic),
        stories=tell(lang, "common.stories", n=int(burst.stories)),
        usual=decimal(lang, float(burst.usual), 0 if burst.usual >= 10 else 1),
        **{"from": month_day(lang, start), "to": month_day(lang, last)},
    )
    parts: list[Any] = [leads(told, asked, page="timeline", topics=(topic,), row=topic, **whole)]
    if burst.event_id:
        text = tell(lang, "common.quoted", text=called[str(burst.event_id)])
        event = tell(lang, "overview.burst_event", event=text)
        link = to(asked, page="events", event=str(burst.event_id))
        parts.append(html.Span(dcc.Link(event, href=link), className="note"))
    return html.Li(parts)


def _leaders(desk: Desk, asked: Asked, selection: Selection, names: Names) -> list[html.Li]:
    lang = asked.lang
    table = chosen_leaders(desk.read(coverage.leaders, selection))
    return [
        html.Li(
            leads(
                tell(
                    lang,
                    "overview.leader",
                    outlet=names.row("outlet", str(line.row)),
                    certain=tell(lang, "common.events", n=int(line.certain)),
                    of=int(line.events),
                    expected=decimal(lang, float(line.expected)),
                ),
                asked,
                page="events",
                outlets=(str(line.row),),
            )
        )
        for line in each(table)
    ]


def _silences(desk: Desk, asked: Asked, selection: Selection, names: Names) -> list[html.Li]:
    table = desk.read(coverage.silence, replace(selection, rows="outlet"))
    return [_silence(asked, names, line) for line in each(chosen_silences(table))]


def _silence(asked: Asked, names: Names, line: Any) -> html.Li:
    """A silence with its evidence, and what to read before saying more."""
    lang, outlet, topic = asked.lang, str(line.row), str(line.about)
    told = tell(
        lang,
        "overview.silence",
        outlet=names.row("outlet", outlet),
        topic=names.row("topic", topic),
        stories=tell(lang, "common.stories", n=int(line.all_stories)),
        seen=percent(lang, float(line.observed)),
        expected=decimal(lang, float(line.expected)),
    )
    read = leads(tell(lang, "overview.near"), asked, page="outlets", outlets=(outlet,), row=outlet)
    note = html.Span([tell(lang, "overview.silence_read"), " ", read], className="note")
    return html.Li([told, note])


FINDERS = {"events": _events, "bursts": _bursts, "leaders": _leaders, "silences": _silences}


def health(desk: Desk, asked: Asked, selection: Selection) -> html.P:
    """How the feeds do now, in one line."""
    selection, now = of_topics(selection), datetime.now(UTC)
    lang, feeds = asked.lang, desk.feeds(now)
    counts = feeds["state"].value_counts()
    bad, whole = counted_health({str(state): int(n) for state, n in counts.items()})
    facts = {
        "n": bad or whole,
        "all": whole,
        "seen": percent(lang, desk.basis(selection).exposure),
    }
    stopped = feeds_health(feeds).verdict == "stopped"
    how = "stopped" if stopped else "bad" if bad else "good"
    told = tell(lang, f"overview.health_{how}", **facts)
    name = html.B(tell(lang, "overview.health"))
    return html.P([name, ": ", leads(told, asked, page="feeds")], className="inset health")


PARTS: dict[str, late.Part] = {
    **{name: partial(_findings, name) for name in GUIDES},
    "lead": lead,
    "health": health,
}
