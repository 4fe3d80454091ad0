"""What the reader asked for: the one source of state, and its form in the URL."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, cast, get_args
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo, available_timezones

import pandas as pd

from dashboard.figures.fit import Fit
from dashboard.tongue import LANGS, listed
from dashboard.wording import wrong
from dashboard.words import ROWS
from feeds.coverage.selection import (
    ONE_GROUP,
    Bin,
    ClockName,
    Counting,
    Measure,
    Rows,
    Selection,
)
from feeds.model import Grouping, Subject

Page = Literal[
    "overview",
    "timeline",
    "outlets",
    "events",
    "names",
    "stories",
    "feeds",
    "briefing",
    "help",
    "gallery",
]
Theme = Literal["light", "dark"]
Lang = Literal["", "en", "ar"]
Order = Literal["newest", "oldest"]
Show = Literal["bars", "heat"]
Span = tuple[datetime, datetime]

MOST_BINS = {"hour": 24 * 31, "day": 400, "week": 520}
ONE = ONE_GROUP.id
MANY = ("topics", "outlets", "languages", "forms", "bases", "groups", "countries")
OWN: tuple[str, ...] = (  # of one page only
    *("q", "name", "within", "order", "since", "week"),
    *("show", "base", "panel", "whole", "compare", "figure"),
    *MANY[2:],
)
FIGURES = ("usual", "first", "lags", "who-led", "citations", "wording", "silence")
NOT_IN_URL = ("page", "narrow")
NARROW = Fit(width=384)


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that the URL holds. Days are local to `zone` and inclusive.

    `grouping` "" is the subject's first, `zone` "" the subject's own. `row`, `at` and
    `series` name the bar whose stories are open, `event` the event that is, `story` the story
    in the panel. `lang` "" is English, which a reader whose browser asks for another language
    gets only by choosing it.
    """

    page: Page = "timeline"
    span: str = "14d"
    from_day: str = ""
    to_day: str = ""
    bin: Bin = "day"
    rows: Rows = "topic"
    measure: Measure = "count"
    counting: Counting = "reporting"
    clock: ClockName = "published"
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    grouping: str = ""
    zone: str = ""
    lang: Lang = ""
    theme: Theme = "light"
    row: str = ""
    at: str = ""
    series: str = ""
    event: str = ""
    story: str = ""
    q: str = ""  # what is searched, on the stories' page
    name: str = ""  # id of a name
    within: str = ""  # id of the event that is searched
    languages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    order: Order = "newest"
    feed: str = ""  # id of the feed that is open
    week: str = ""  # of the briefing, 2026-W01; "" the last whole one
    since: str = ""  # an instant: what the overview counts as new
    show: Show = "bars"  # the timeline's bars, or its outlets by time
    base: str = ""  # id of the group at the foot of every bar
    panel: str = ""  # "yes": the line of the outlets that were observed throughout, too
    whole: str = ""  # the span before the picture was drawn closer: 14d.day, or FROM..TO.day
    compare: str = ""  # "yes": the chosen outlets beside one another
    figure: str = ""  # what the outlets' page draws of all of them, by its name; "" the grid
    subject: str = ""  # id of the subject, where the store has several; "" the first
    narrow: bool = False  # a phone's screen; never in the URL

    @property
    def fit(self) -> Fit:
        """The room that figures have."""
        return NARROW if self.narrow else Fit()

    def to_query(self) -> str:
        """`?measure=share&topics=coast,sdf`; what is as usual is left out."""
        usual = Asked()
        parts = {
            f.name: ",".join(value) if isinstance(value, tuple) else value
            for f in fields(self)
            if f.name not in NOT_IN_URL
            and (value := getattr(self, f.name)) != getattr(usual, f.name)
        }
        return "?" + urlencode(parts, safe=",:") if parts else ""

    def to_url(self) -> str:
        """Path and query."""
        return ("/" if self.page == "timeline" else f"/{self.page}") + self.to_query()

    def view(self) -> Asked:
        """The same without the bar or event that is open: what the big picture shows."""
        return replace(self, row="", at="", series="", event="", story="", feed="")

    def picture(self) -> Asked:
        """The same as far as the page itself shows it: an event has its page to itself."""
        alone = self.page == "events" and self.event
        return replace(self.view(), event=self.event, row=self.row) if alone else self.view()

    def on(self, page: Page) -> Asked:
        """The same on another page: the span and what is chosen in the bar, no more."""
        usual = Asked()
        return replace(self.view(), page=page, **{name: getattr(usual, name) for name in OWN})

    def without_panel(self) -> Asked:
        """The same without the story in the panel: what stands on the page."""
        return replace(self, story="")


CHOICES: dict[str, tuple[str, ...]] = {
    "span": tuple(listed("en", "bar.spans")),
    "bin": get_args(Bin),
    "rows": ROWS,
    "measure": get_args(Measure),
    "counting": get_args(Counting),
    "clock": get_args(ClockName),
    "lang": LANGS,
    "theme": get_args(Theme),
    "order": get_args(Order),
    "show": get_args(Show),
    "figure": ("", *FIGURES),
}
FLAGS = ("panel", "compare")  # in the address with or without a value


def from_query(
    query: str, subject: Subject, span: Span | None = None, page: str = "timeline"
) -> Asked:
    """What a URL asks for, or SelectionError in words; with the store's span, the days too."""
    if page not in get_args(Page):
        raise wrong("page", name=page)
    given = dict(parse_qsl(query.lstrip("?"), keep_blank_values=True))
    known = {f.name for f in fields(Asked)}.difference(NOT_IN_URL)
    if unknown := sorted(set(given) - known):
        raise wrong("choice", name=unknown[0])
    values: dict[str, Any] = {name: _value(name, text) for name, text in given.items()}
    asked = Asked(page=cast(Page, page), **values)
    _check_ids(asked, subject)
    if span is not None:
        resolve(asked, subject, span)
    return asked


def page_of(url: str) -> str:
    """The name of the page that an address opens."""
    return url.partition("?")[0].strip("/") or "timeline"


def lang_of(query: str) -> Lang:
    """The language that a URL asks for, whatever else is wrong with it."""
    lang = dict(parse_qsl(query.lstrip("?"))).get("lang", "")
    return cast(Lang, lang) if lang in LANGS else ""


def _value(name: str, text: str) -> str | tuple[str, ...]:
    if name in MANY:
        return tuple(part for part in text.split(",") if part)
    if name in FLAGS:
        return "yes"
    if name in CHOICES and text not in CHOICES[name]:
        known = ", ".join(CHOICES[name])
        raise wrong("value", text=text, name=name, known=known)
    return text


def _check_ids(asked: Asked, subject: Subject) -> None:
    if asked.subject not in ("", subject.id):
        raise wrong("subject", name=asked.subject)
    _known("topic", asked.topics, [topic.id for topic in subject.topics])
    _known("outlet", asked.outlets, [outlet.id for outlet in subject.outlets])
    groupings = [ONE, *(grouping.id for grouping in subject.groupings)]
    _known("grouping", (asked.grouping,) if asked.grouping else (), groupings)
    if asked.zone and asked.zone not in available_timezones():
        raise wrong("zone", name=asked.zone)
    for text in (asked.at, asked.since):
        if text:
            _bin_start(text)


def _known(kind: str, wanted: tuple[str, ...], known: list[str]) -> None:
    for name in wanted:
        if name not in known:
            raise wrong(kind, name=name)


def _bin_start(text: str) -> pd.Timestamp:
    try:
        found = pd.Timestamp(text)
    except ValueError as error:
        raise wrong("time", text=text) from error
    if found.tzinfo is None:
        raise wrong("time_zone", text=text)
    return found


def grouping_of(asked: Asked, subject: Subject) -> Grouping:
    """The grouping that was asked for, else the subject's first."""
    if asked.grouping == ONE or not subject.groupings:
        return ONE_GROUP
    found = [grouping for grouping in subject.groupings if grouping.id == asked.grouping]
    return found[0] if found else subject.groupings[0]


def resolve(asked: Asked, subject: Subject, span: Span) -> Selection:
    """The instants and objects that the tables take; `span` is the store's first and last poll."""
    zone = asked.zone or subject.zone
    from_at, to_at = _instants(asked, ZoneInfo(zone), span)
    _check_size(asked, from_at, to_at)
    return Selection(
        from_at=from_at,
        to_at=to_at,
        zone=zone,
        bin=asked.bin,
        rows=asked.rows,
        measure=asked.measure,
        counting=asked.counting,
        clock=asked.clock,
        topics=asked.topics,
        outlets=asked.outlets,
        grouping=grouping_of(asked, subject),
    )


def _instants(asked: Asked, zone: ZoneInfo, span: Span) -> Span:
    if asked.span == "dates":
        return _dates(asked, zone)
    last = span[1].astimezone(zone)
    first = span[0].astimezone(zone).date()
    if asked.span != "all":
        first = max(first, last.date() - timedelta(days=int(asked.span[:-1]) - 1))
    return _midnight(first, zone), span[1] + timedelta(seconds=1)


def _dates(asked: Asked, zone: ZoneInfo) -> Span:
    try:
        first, last = date.fromisoformat(asked.from_day), date.fromisoformat(asked.to_day)
    except ValueError as error:
        raise wrong("span", first=asked.from_day, last=asked.to_day) from error
    if last < first:
        raise wrong("span_back", first=first, last=last)
    return _midnight(first, zone), _midnight(last + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(ZoneInfo("UTC"))


def _check_size(asked: Asked, from_at: datetime, to_at: datetime) -> None:
    hours = {"hour": 1, "day": 24, "week": 168}[asked.bin]
    count = (to_at - from_at).total_seconds() / 3600 / hours
    if count > MOST_BINS[asked.bin]:
        raise wrong(f"many_{asked.bin}", n=round(count))


def days(selection: Selection) -> tuple[str, str]:
    """First and last day of a selection, as the date fields show them."""
    last = selection.to_at - timedelta(microseconds=1)
    return (
        selection.from_at.astimezone(selection.tz).date().isoformat(),
        last.astimezone(selection.tz).date().isoformat(),
    )
