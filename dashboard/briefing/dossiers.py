"""The week's largest events, each with its first story, lag, sources, wordings and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.briefing.charts import Drawn
from dashboard.briefing.reading import Reading
from dashboard.briefing.summary import behind, called
from dashboard.briefing.voice import Voice
from dashboard.figures.lags import leaders
from dashboard.figures.phrased import enough
from dashboard.figures.tables import each
from dashboard.show import Cell, Lines, Link, Shown, Sub, Table
from feeds import coverage
from feeds.coverage import Selection
from feeds.errors import SelectionError
from feeds.model.framing import Concept, Frame

LARGEST = 5  # events that are told of one by one
SOURCES, FIGURES, WORDINGS, LETTERS = 8, 8, 8, 220


@dataclass(frozen=True, slots=True)
class Told:
    """What the feeds carried of the largest events: sources, figures and wordings by event."""

    cited: pd.DataFrame
    given: pd.DataFrame


def pieces(reading: Reading, voice: Voice, drawn: Drawn, paper: bool) -> tuple[Shown, ...]:
    """The largest events, one after the other; on paper the figure of each comes last, where the
    page may end before it."""
    table = reading.events.head(LARGEST)
    if table.empty:
        return ()
    told = _told(reading, tuple(table["event_id"].astype(str)))
    return tuple(
        piece
        for event in each(table)
        for piece in _dossier(reading, event, told, voice, drawn, paper)
    )


def _told(reading: Reading, events: tuple[str, ...]) -> Told:
    asked = replace(reading.selection, events=events)
    cited = coverage.citations(reading.desk.store, asked)
    given = coverage.claims(reading.desk.store, asked)
    return Told(reading.desk.withheld(cited), reading.desk.withheld(given))


def _dossier(
    reading: Reading, event: Any, told: Told, voice: Voice, drawn: Drawn, paper: bool
) -> Iterator[Shown]:
    event_id = str(event.event_id)
    one = reading.of(event_id)
    stories = reading.desk.event_stories(one, event_id)
    yield Sub(called(reading, event_id, voice))
    yield Lines((_facts(reading, event, stories, voice),))
    yield from _first(stories, voice)
    cited, given = (table[table["event_id"] == event_id] for table in (told.cited, told.given))
    yield Lines((_sources(cited, voice),))
    picture = tuple(drawn("event", one))
    yield from () if paper else picture
    yield from _wordings(reading, one, voice)
    yield from _figures(given, _called(cited), voice)
    yield from picture if paper else ()


def _facts(reading: Reading, event: Any, stories: pd.DataFrame, voice: Voice) -> str:
    """What is counted is in this week; the first story and the lags are of its whole life."""
    every = _within(stories, reading.selection)
    week = every[every["topic_ids"] != ""]  # those on the subject, as in the table
    reprints = int((week["copy_of"] != "").sum())
    beside = len(every) - len(week)
    elsewhen = len(stories) - len(every)
    began, lag = voice.between(*reading.begun(str(event.event_id))), behind(reading, event, voice)
    return voice.tell(
        "dossier.facts",
        stories=voice.count("stories", len(week)),
        own=_own(len(week), reprints, voice),
        beside=voice.tell("dossier.beside", n=beside) if beside else "",
        elsewhen=voice.tell("dossier.elsewhen", n=elsewhen) if elsewhen else "",
        outlets=voice.within("in_outlets", week["outlet_id"].nunique()),
        began=voice.tell("dossier.earlier" if event.earlier else "dossier.began", at=began),
        first=voice.tell("dossier.who", outlet=voice.who(event.first_outlets)),
        lag=voice.tell("dossier.lag", lag=lag) if lag else "",
    )


def _own(stories: int, reprints: int, voice: Voice) -> str:
    if not reprints:
        return voice.tell("dossier.all_own")
    told = voice.count("reprints", reprints)
    return voice.tell("dossier.own", n=stories - reprints, reprints=told)


def _within(stories: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    at = stories["published_at"]
    return stories[(at >= selection.from_at) & (at < selection.to_at)]


def _first(stories: pd.DataFrame, voice: Voice) -> Iterator[Shown]:
    """The first story, or the earliest of those that may have been first."""
    leading = leaders(stories)
    for story in each(leading.head(1)):
        at = voice.between(story.earliest_at, story.latest_at)
        after = voice.tell("dossier.by", outlet=voice.outlet(str(story.outlet_id)), at=at)
        before = voice.tell("dossier.first" if len(leading) == 1 else "dossier.may_be_first")
        yield Lines((Link(str(story.title), str(story.url), after, before),))


def _sources(cited: pd.DataFrame, voice: Voice) -> str:
    by = cited.groupby(["source", "source_name"])["story_id"].nunique().reset_index()
    if by.empty:
        return voice.tell("dossier.no_sources")
    ranked = by.sort_values(["story_id", "source"], ascending=[False, True])
    named = [
        voice.tell("dossier.source", source=voice.source(line.source, line.source_name),
                   n=int(line.story_id))
        for line in each(ranked)
    ]  # fmt: skip
    return voice.tell("dossier.sources", sources=voice.listed(named, SOURCES))


def _wordings(reading: Reading, one: Selection, voice: Voice) -> Iterator[Shown]:
    """How groups named the same thing, of those that named it often enough."""
    try:
        table = enough(coverage.wording(reading.desk.store, replace(one, rows="group")))
    except SelectionError:  # the subject knows no frames
        return
    used = table[table["uses"] > 0].head(WORDINGS)
    if used.empty:
        return
    labels = _labels(reading, voice)
    rows = tuple(
        (
            labels.get(str(line.concept), str(line.concept)),
            labels.get(str(line.frame), str(line.frame)),
            voice.group(str(line.row)),
            voice.number(line.uses),
            voice.number(line.could),
        )
        for line in each(used)
    )
    names = [voice.tell(f"col.{name}") for name in ("thing", "wording", "group", "uses", "could")]
    yield Sub(voice.tell("dossier.wording"), 4)
    yield Table(tuple(names), rows, frozenset(names[3:]))


def _labels(reading: Reading, voice: Voice) -> dict[str, str]:
    concepts = reading.subject.frames
    frames = (frame for concept in concepts for frame in concept.frames)
    every: list[Concept | Frame] = [*concepts, *frames]
    arabic = voice.lang == "ar"
    return {one.id: one.label_ar if arabic and one.label_ar else one.label for one in every}


def _called(cited: pd.DataFrame) -> dict[str, str]:
    """The names of who is cited, by their ids."""
    return dict(zip(cited["source"].astype(str), cited["source_name"].astype(str), strict=True))


def _figures(given: pd.DataFrame, called: dict[str, str], voice: Voice) -> Iterator[Shown]:
    """Each figure with who gave it, according to whom, in which words; parts are left out."""
    whole = given[(given["measure"] != "denial") & ~given["part"].astype(bool)]
    if whole.empty:
        return
    by = whole.groupby(["measure", "low", "high", "source"], dropna=False, sort=False)
    rows = [_given(group, called, voice) for _, group in by][:FIGURES]
    names = ("measure", "given", "outlet", "sources", "sentence")
    told = tuple(voice.tell(f"col.{name}") for name in names)
    yield Sub(voice.tell("dossier.given"), 4)
    yield Table(told, tuple(rows), frozenset({told[1]}))


def _given(group: pd.DataFrame, called: dict[str, str], voice: Voice) -> tuple[Cell, ...]:
    """One figure by one source: who gave it, in the words of the first of them."""
    line = next(each(group.head(1)))
    source = str(line.source or "")
    outlets = [voice.outlet(outlet) for outlet in dict.fromkeys(group["outlet_id"].astype(str))]
    return (
        voice.tell(f"measure.{line.measure}"),
        _figure(line.low, line.high, voice),
        voice.listed(outlets),
        voice.source(source, called.get(source, source)) if source else "",
        str(line.sentence)[:LETTERS],
    )


def _figure(low: Any, high: Any, voice: Voice) -> str:
    if pd.isna(high):
        return voice.tell("given.least", low=voice.number(low))
    if int(low) == int(high):
        return voice.number(low)
    return voice.tell("given.range", low=voice.number(low), high=voice.number(high))
