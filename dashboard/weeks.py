"""A week in words, `2026-W01`, and the selection of its figures."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dashboard.selection import Span
from feeds.coverage.selection import ONE_GROUP, Selection
from feeds.errors import SelectionError
from feeds.model import Subject
from feeds.settings import MONDAY, WEEKDAYS
from feeds.toml.tables import is_zone

WRITTEN = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
EXAMPLE = "Write a week like 2026-W01."


def week_selection(
    week: str | None,
    zone: str,
    subject: Subject,
    span: Span | None,
    week_start: str = MONDAY,
) -> Selection:
    """The days of a week in a zone ("" for the subject's own); by default the last whole week
    before the last poll. A week bears the number of the ISO week that begins in it, or with it.
    SelectionError where there is no such week to show."""
    if span is None:
        raise SelectionError(
            "Nothing has been polled yet, so there is no week to show.",
            "Run `coverline poll`, or `coverline demo --no-serve` for invented outlets.",
        )
    zone = zone or subject.zone
    if not is_zone(zone):
        raise SelectionError(f"“{zone}” is no time zone.", "Choose one like Asia/Damascus.")
    tz = ZoneInfo(zone)
    first = _first_day(week, week_start) if week else _last_whole(span, tz, week_start)
    start, end = _midnight(first, tz), _midnight(first + timedelta(days=7), tz)
    if start > span[1]:
        raise SelectionError(
            f"The week {name_of(first)} begins after the store's last poll"
            f" ({span[1]:%Y-%m-%d %H:%M} UTC).",
            "Poll first, or choose an earlier week.",
        )
    grouping = subject.groupings[0] if subject.groupings else ONE_GROUP
    return Selection(
        from_at=start,
        to_at=end,
        zone=zone,
        grouping=grouping,
        week_start=WEEKDAYS[week_start],
    )


def week_of(selection: Selection) -> str:
    """`2026-W01`, the week that a selection shows."""
    return name_of(selection.from_at.astimezone(selection.tz).date())


def name_of(first: date) -> str:
    """What a week is called by its first day: the ISO week of its first Monday."""
    monday = first + timedelta(days=-first.weekday() % 7)
    year, number, _ = monday.isocalendar()
    return f"{year}-W{number:02d}"


def _first_day(week: str, week_start: str) -> date:
    monday = _monday(week)
    return monday - timedelta(days=-WEEKDAYS[week_start] % 7)


def _monday(week: str) -> date:
    found = WRITTEN.fullmatch(week.strip())
    if not found:
        raise SelectionError(f"“{week}” is no week.", EXAMPLE)
    year, number = int(found[1]), int(found[2])
    try:
        return date.fromisocalendar(year, number, 1)
    except ValueError as error:
        raise SelectionError(f"There is no week {number} in {year}.", EXAMPLE) from error


def _last_whole(span: Span, tz: ZoneInfo, week_start: str) -> date:
    """The last week that ended before the last poll; in a store younger than that, this week."""
    today = span[1].astimezone(tz).date()
    first = today - timedelta(days=(today.weekday() - WEEKDAYS[week_start]) % 7)
    before = first - timedelta(days=7)
    return before if span[0] < _midnight(first, tz) else first


def _midnight(day: date, tz: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=tz).astimezone(ZoneInfo("UTC"))
