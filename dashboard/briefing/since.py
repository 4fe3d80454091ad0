"""What became of the week before since this week began: late, re-dated and regrouped stories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard.briefing.reading import Reading, all_stories, by_topic
from dashboard.briefing.voice import Voice
from dashboard.export.comparing import Moved
from dashboard.export.comparing import stories as compared
from dashboard.figures.tables import each
from dashboard.show import Cell, Lines, Link, Shown, Table

NAMED = 15  # stories that are told one by one
MOVES = ("late", "redated", "regrouped", "reprints", "gone")


class Since:
    """The week before as it was known when this week began, and as it is known now."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.now = reading, reading.before
        self.then = replace(reading.before, as_of=reading.selection.from_at)

    @cached_property
    def stories_then(self) -> pd.DataFrame:
        """Its stories as they were known."""
        return all_stories(self.reading.desk, self.then)

    @cached_property
    def stories_now(self) -> pd.DataFrame:
        """Its stories as they are known."""
        return all_stories(self.reading.desk, self.now)

    @cached_property
    def moved(self) -> Moved:
        """How many came late or changed."""
        return compared(self.stories_then, self.stories_now)

    @cached_property
    def topics(self) -> list[tuple[str, int, int]]:
        """(topic id, then, now) of those whose count has changed."""
        then, now = (by_topic(self.reading.desk, s) for s in (self.then, self.now))
        both = sorted(set(then) | set(now), key=lambda t: (-now.get(t, 0), t))
        return [(t, then.get(t, 0), now.get(t, 0)) for t in both if then.get(t, 0) != now.get(t, 0)]

    def changes(self) -> Iterator[tuple[str, Any, Any]]:
        """(kind, story then or None, story now or None), newest first, each story once."""
        one = {story.id: story for story in each(self.stories_then)}
        other = {story.id: story for story in each(self.stories_now)}
        for story_id, story in other.items():
            kind = _kind(one.get(story_id), story)
            if kind:
                yield kind, one.get(story_id), story
        for story_id in (i for i in one if i not in other):
            yield "gone", one[story_id], None


def _kind(then: Any, now: Any) -> str:
    if then is None:
        return "late"
    if then.published_at != now.published_at:
        return "redated"
    if then.event_id != now.event_id:
        return "regrouped" if now.event_id else "parted"
    return ""


def pieces(since: Since, voice: Voice) -> tuple[Shown, ...]:
    """What changed, in a sentence, by topic and story by story."""
    reading = since.reading
    if reading.weeks[-2].exposure == 0 and since.stories_now.empty:
        return (Lines((voice.tell("since.none"),)),)
    then, now = len(since.stories_then), len(since.stories_now)
    counts = [(key, getattr(since.moved, key)) for key in MOVES]
    told = [voice.tell(f"since.{key}", n=number) for key, number in counts if number]
    if not told:
        return (Lines((voice.tell("since.nothing", stories=voice.count("stories", now)),)),)
    facts = {"then": voice.number(then), "now": voice.number(now), "step": voice.step(now - then)}
    line = voice.tell("since.counted", moved=voice.listed(told, len(told)), **facts)
    return (Lines((line,)), *_topics(since, voice), *_stories(since, voice))


def _topics(since: Since, voice: Voice) -> Iterator[Shown]:
    if not since.topics:
        yield Lines((voice.tell("since.same"),))
        return
    rows = tuple(
        (voice.topic(topic), voice.number(then), voice.number(now), voice.step(now - then))
        for topic, then, now in since.topics
    )
    names = tuple(voice.tell(f"col.{name}") for name in ("topic", "from", "to", "change"))
    yield Table(names, rows, frozenset(names[1:]))


def _stories(since: Since, voice: Voice) -> Iterator[Shown]:
    changes = list(since.changes())
    if not changes:
        return
    shown = changes[:NAMED]
    ids = [str(now.event_id) for kind, _, now in shown if kind == "regrouped"]
    events = {key: event.label for key, event in since.reading.desk.store.events(ids).items()}
    labels = since.reading.desk.withheld(events)
    rows = tuple(_row(kind, then, now, labels, voice) for kind, then, now in shown)
    names = tuple(voice.tell(f"col.{name}") for name in ("published", "outlet", "headline", "what"))
    yield Table(names, rows)
    if len(changes) > NAMED:
        yield Lines((voice.tell("since.more", n=len(changes) - NAMED),))


def _row(kind: str, then: Any, now: Any, labels: dict[str, str], voice: Voice) -> tuple[Cell, ...]:
    story = then if now is None else now
    facts = {
        "late": lambda: {"at": voice.short(story.first_seen_at)},
        "redated": lambda: {
            "before": voice.short(then.published_at),
            "after": voice.short(now.published_at),
        },
        "regrouped": lambda: {"event": voice.quoted(labels.get(str(now.event_id), ""))},
    }.get(kind, dict)()
    return (
        voice.short(story.published_at),
        voice.outlet(str(story.outlet_id)),
        Link(str(story.title), str(story.url)),
        voice.tell(f"since.kind_{kind}", **facts),
    )
