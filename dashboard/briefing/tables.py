"""The briefing's tables as they are printed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import tongue
from dashboard.briefing import summary
from dashboard.briefing.reading import NONE_FOUND, PRINTED, Reading, Week
from dashboard.briefing.summary import behind, called, middling
from dashboard.briefing.voice import MINUTE, Voice
from dashboard.figures.tables import each
from dashboard.grids import known
from dashboard.show import Cell, Fold, Lines, Link, Shown, Table

QUIET = 20  # silences in the list


def _columns(voice: Voice, *names: str) -> tuple[str, ...]:
    return tuple(voice.tell(f"col.{name}") for name in names)


def weeks(reading: Reading, voice: Voice) -> tuple[Shown, ...]:
    """This week and the eight before it from the first that was observed at all."""
    columns = _columns(voice, "week", "stories", "reporting", "outlets", "observed")
    seen = [bool(week.exposure or week.stories) for week in reading.weeks]
    first = seen.index(True) if any(seen) else len(seen) - 1
    rows = tuple(_week(week, voice) for week in reading.weeks[first:])
    table = Table(columns, rows, frozenset(columns[1:]))
    if not first:
        return (table,)
    return (table, Lines((voice.tell("weeks_before", n=first),)))


def _week(week: Week, voice: Voice) -> tuple[Cell, ...]:
    day = tongue.day(voice.lang, voice.local(week.from_at))
    if not week.exposure and not week.stories:
        return (day, "", "", "", voice.tell("not_observed"))
    counts = (week.stories, week.stories - week.reprints, week.outlets)
    return (day, *(voice.number(count) for count in counts), voice.part(week.exposure))


def topics(reading: Reading, voice: Voice) -> Table:
    """Topics with their change; only this week where no change can be told."""
    if not reading.comparable:
        columns = _columns(voice, "topic", "now")
        rows = [(voice.topic(str(t.topic)), voice.number(t.now)) for t in each(reading.topics)]
        return Table(columns, tuple(rows), frozenset(columns[1:]))
    columns = _columns(voice, "topic", "now", "before", "median", "change")
    lines = [
        (
            voice.topic(str(line.topic)),
            voice.number(line.now),
            voice.number(line.before),
            "" if pd.isna(line.median) else middling(float(line.median), voice),
            voice.step(line.now - line.before),
        )
        for line in each(reading.topics)
    ]
    return Table(columns, tuple(lines), frozenset(columns[1:]))


def events(reading: Reading, voice: Voice) -> Table:
    """The events with most stories."""
    rows = [_event(reading, event, voice) for event in each(reading.events.head(PRINTED))]
    columns = _columns(voice, "event", "first", "stories", "outlets", "who", "lag")
    right = frozenset((columns[2], columns[3], columns[5]))
    return Table(columns, tuple(rows), right, voice.tell("biggest.none"))


def _event(reading: Reading, event: Any, voice: Voice) -> tuple[Cell, ...]:
    return (
        called(reading, str(event.event_id), voice),
        voice.between(*reading.begun(str(event.event_id))),
        voice.number(event.stories),
        voice.number(event.outlets),
        voice.tell("biggest.earlier") if event.earlier else voice.who(event.first_outlets),
        behind(reading, event, voice),
    )


def outlets(reading: Reading, voice: Voice) -> tuple[Shown, ...]:
    """Every watched outlet: those with a story, the others folded."""
    table = reading.outlets.rename(columns={"count": "told"})
    told, rest = table[table["told"] > 0], table[table["told"] == 0]
    found: list[Shown] = [_outlets(told, voice)] if len(told) else []
    if len(rest):
        line = voice.tell("no_story", n=len(rest))
        found.append(Fold(line, _outlets(rest, voice), printed=len(rest) <= PRINTED))
    return tuple(found)


def _outlets(table: pd.DataFrame, voice: Voice) -> Table:
    """Stories on the subject, all, attention, exposure."""
    rows = [
        (
            voice.outlet(str(line.outlet_id)),
            voice.group(str(line.group)),
            voice.number(line.told),
            voice.number(line.total),
            voice.part(line.told / line.total) if line.total else "",
            voice.part(float(line.observed)),
        )
        for line in each(table)
    ]
    columns = _columns(voice, "outlet", "group", "subject", "all", "attention", "observed")
    return Table(columns, tuple(rows), frozenset(columns[2:]))


def silences(reading: Reading, voice: Voice) -> tuple[Shown, ...]:
    """Who told nothing of what others told of, with the evidence, and how often none can say."""
    if not reading.basis.stories:
        return (Lines((voice.tell("quiet.no_stories"),)),)
    found: list[Shown] = []
    for kind, table in (("group", reading.quiet_groups), ("outlet", reading.quiet_outlets)):
        sure = table[table["verdict"] == NONE_FOUND]
        if len(sure):
            found.append(_quiet(sure.head(QUIET), kind, voice))
        if len(sure) > QUIET:
            found.append(Lines((voice.tell("quiet.more", n=len(sure) - QUIET),)))
    unsure = int((reading.quiet_outlets["verdict"] != NONE_FOUND).sum())
    if not found:
        found.append(Lines((summary.quiet(reading, voice),)))
    if unsure:
        found.append(Lines((voice.tell("quiet.also", n=unsure),)))
    return tuple(found)


def _quiet(table: pd.DataFrame, kind: str, voice: Voice) -> Table:
    called_ = voice.group if kind == "group" else voice.outlet
    rows = [
        (
            called_(str(line.row)),
            voice.topic(str(line.about)),
            voice.number(line.stories),
            voice.number(line.all_stories),
            middling(round(float(line.expected)), voice),
            voice.part(min(float(line.observed + line.captured), float(line.then))),
        )
        for line in each(table)
    ]
    columns = _columns(voice, kind, "about", "stories", "all", "expected", "observed")
    return Table(columns, tuple(rows), frozenset(columns[2:]))


def appendix(stories: pd.DataFrame, voice: Voice) -> tuple[Shown, ...]:
    """Every story with a link and how its time is known, folded by day."""
    if stories.empty:
        return (Lines((voice.tell("stories.empty"),)),)
    days = stories["published_at"].dt.tz_convert(voice.zone).dt.date
    return tuple(
        Fold(
            voice.tell(
                "stories.day",
                day=tongue.weekday(voice.lang, day),
                stories=voice.count("stories", len(table)),
            ),
            _stories(table, voice),
        )
        for day, table in stories.groupby(days, sort=False)
    )


def _stories(table: pd.DataFrame, voice: Voice) -> Table:
    columns = _columns(voice, "published", "outlet", "headline", "known")
    return Table(columns, tuple(_story(story, voice) for story in each(table)))


def _story(story: Any, voice: Voice) -> tuple[Cell, ...]:
    told = _known(story, voice)
    if story.copy_of:
        told += f"{tongue.tell(voice.lang, 'common.comma')}{voice.tell('reprint')}"
    return (
        f"{voice.local(story.published_at):%H:%M}",
        voice.outlet(str(story.outlet_id)),
        Link(str(story.title), str(story.url)),
        told,
    )


def _known(story: Any, voice: Voice) -> str:
    if story.latest_at - story.earliest_at < MINUTE:
        return tongue.tell(voice.lang, f"grids.bases.{story.date_basis}")
    return known(story, voice.zone, voice.lang)
