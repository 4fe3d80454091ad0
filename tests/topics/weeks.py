"""Events of a case file over some weeks, as sketches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from feeds.cluster.vectors import encode
from feeds.model import Story, StoryDate
from feeds.topics.sketch import Sketch, sketch
from tests.rows import rows

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def story(name: str, title: str, day: float = 0, language: str = "en") -> Story:
    """A story with what a test of topics cares about."""
    at = MONDAY + timedelta(days=day)
    date = StoryDate(at, at, at, "published", "second", "high")
    where = ("lantern", "lantern-feed", f"https://lantern.example/{name}", "")
    return Story(name, *where, title, "", language, "news", "title", date, at)


def cases() -> Iterator[tuple[str, str, list[Story]]]:
    """(event, strand, stories) of tests/cases/topics/weeks.tsv."""
    for event, day, strand, titles in rows("topics/weeks.tsv"):
        told = [story(f"{event}-{n}", t, float(day)) for n, t in enumerate(titles.split("|"))]
        yield event, strand, told


@cache
def sketches() -> list[Sketch]:
    """The case file's events in short, with what their headlines mean."""
    return [
        sketch(event, told, vectors=list(encode([one.title for one in told])))
        for event, _, told in cases()
    ]


def strands() -> dict[str, set[str]]:
    """What its author sees: events by strand."""
    found: dict[str, set[str]] = {}
    for event, strand, _ in cases():
        found.setdefault(strand, set()).add(event)
    return found
