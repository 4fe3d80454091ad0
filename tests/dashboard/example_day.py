"""The day on which the help pages work out each measure: a store made of its stories and polls."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from feeds.coverage import Selection
from feeds.model import Derived, Outlet, Story, TopicMatch
from feeds.sourcing import Sourcer
from feeds.store import Store, open_store
from feeds.subjects import load_subject
from tests.coverage import made
from tests.store import make

CASES = Path(__file__).parent.parent / "cases" / "help"
NAMES = {"lantern": "Harbour Lantern", "anchor": "Anchor Post", "beacon": "Radio Beacon"}
DAY = Selection(make.at(-12), make.at(12))
CORRECTED, CORRECTED_AT = "Port explosion kills 6, police say", 5.0  # hours after noon


def lines(name: str) -> list[dict[str, str]]:
    """A table of the day, row by row."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def hours(clock: str) -> float:
    """Hours after noon of a clock; below 0 in the morning."""
    hour, minute = clock.split(":")
    return int(hour) - 12 + int(minute) / 60


def opened(path: Path, polls: str = "polls.tsv") -> Store:
    """The day in a new store, on the demo's frames and sources."""
    store = open_store(f"sqlite:///{path}")
    store.set_meta("subject", "demo")
    store.save_outlets([_outlet(name) for name in made.OUTLETS])
    _poll(store, polls)
    told = [_story(line) for line in lines("stories.tsv")]
    _save(store, told, {line["id"] for line in lines("stories.tsv") if line["topic"]}, 1)
    later = replace(told[0], title=CORRECTED, version=2)
    _save(store, [later], {later.id}, 2)
    return store


def _outlet(name: str) -> Outlet:
    outlet = made.outlets()[made.OUTLETS.index(name)]
    return replace(outlet, name=NAMES[name], native_name=NAMES[name], feeds=outlet.feeds[:1])


def _poll(store: Store, name: str) -> None:
    for line in lines(name):
        first, last = int(hours(line["from"])), int(hours(line["to"]))
        made.polled(store, f"{line['outlet']}-feed", range(first + 1, last + 1))


def _story(line: dict[str, str]) -> Story:
    story = make.story(
        line["id"],
        hours(line["at"]),
        hours(line["at"]),
        outlet_id=line["outlet"],
        feed_id=f"{line['outlet']}-feed",
        title=line["title"],
        copy_of=line["copy_of"],
        event_id=line["event"],
    )
    at = story.date.published_at
    date = replace(story.date, earliest_at=at, latest_at=at)
    return replace(story, date=date, summary="", language="en", text_scope="title")


def _save(store: Store, told: list[Story], on_topic: set[str], version: int) -> None:
    cited, citations = Sourcer(store, load_subject("demo")).of(told)
    at = [CORRECTED_AT if version > 1 else hours_of(story) for story in told]
    store.save_derived(
        Derived(
            store.cursor() + 1,
            tuple(told),
            versions=tuple(
                replace(make.version(version, story.title, hours=when), story_id=story.id)
                for story, when in zip(told, at, strict=True)
            ),
            memberships=tuple(make.placed(s.id, s.event_id) for s in told if s.event_id),
            events=(make.event("e1"),),
            topics=tuple(TopicMatch(s.id, "harbour", 1.0, "") for s in told if s.id in on_topic),
            cited=cited,
            citations=citations,
        )
    )


def hours_of(story: Story) -> float:
    """Hours after noon at which a story came."""
    return (story.date.published_at - make.NOON).total_seconds() / 3600
