"""One pass end to end over loopback HTTP: incremental, idempotent, the same after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.demo.serve import DemoServer
from feeds.demo.world import World, build, poll_times
from feeds.model import Outlet
from feeds.opening import Opened, open_demo
from feeds.pipeline import PassReport, Pipeline, nothing_answered
from feeds.settings import Settings

EASY = replace(Settings(), allow_private=True, host_spacing=0.0)
ROUNDS = 4


@pytest.fixture(scope="module")
def world() -> World:
    return build(7, datetime(2026, 11, 1, tzinfo=UTC))


@pytest.fixture
def server(world: World) -> Iterator[DemoServer]:
    with DemoServer(world) as running:
        yield running


class Desk:
    """A store of its own and the passes made over it."""

    def __init__(self, folder: Path, name: str, outlets: tuple[Outlet, ...]) -> None:
        self.opened: Opened = open_demo(f"sqlite:///{folder}/{name}.db")
        self.outlets = outlets
        self.pipeline = self.fresh()

    def fresh(self) -> Pipeline:
        """A pipeline that remembers nothing but what is stored."""
        return Pipeline(self.opened.store, lambda: self.opened.subject, self.outlets, EASY)

    def at(self, server: DemoServer, instant: datetime) -> PassReport:
        server.set_clock(instant)
        return self.pipeline.run(lambda: instant, everything=True)

    def tables(self) -> tuple[dict[str, str], dict[str, int]]:
        """Each story's event, and how many rows there are of each kind."""
        start, end = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
        stories = self.opened.store.story_table(start, end, "published")
        return dict(zip(stories["id"], stories["event_id"], strict=True)), {
            name: rows for name, rows in self.opened.store.counts().items() if name != "polls"
        }


def test_a_second_pass_changes_nothing(tmp_path: Path, server: DemoServer, world: World) -> None:
    desk, instant = Desk(tmp_path, "desk", server.outlets()), poll_times(world)[0]
    first = desk.at(server, instant)
    before = desk.tables()
    again = desk.at(server, instant)
    assert first.stories > 0
    assert (again.entries_new, again.stories, again.events) == (0, 0, 0)
    assert desk.tables() == before


def test_a_restart_after_every_pass_gives_the_same_stories_and_events(
    tmp_path: Path, server: DemoServer, world: World
) -> None:
    steady = Desk(tmp_path, "steady", server.outlets())
    stopping = Desk(tmp_path, "stopping", server.outlets())
    late = Desk(tmp_path, "late", server.outlets())
    for instant in poll_times(world)[:ROUNDS]:
        steady.at(server, instant)
        stopping.pipeline = stopping.fresh()
        stopping.at(server, instant)
        late.pipeline.poll(lambda now=instant: now, everything=True)  # type: ignore[misc]
    late.pipeline.derive()
    assert steady.tables() == stopping.tables()
    assert steady.tables()[0] == late.tables()[0]


def test_only_what_is_due_is_polled(tmp_path: Path, server: DemoServer, world: World) -> None:
    desk, instant = Desk(tmp_path, "desk", server.outlets()), poll_times(world)[0]
    desk.at(server, instant)
    assert desk.pipeline.run(lambda: instant).polls == []


def test_a_network_that_is_down_fails_each_feed_and_says_so(
    tmp_path: Path, server: DemoServer, world: World
) -> None:
    instant = poll_times(world)[0]
    dead = tuple(
        replace(o, feeds=tuple(replace(f, url=f"http://127.0.0.1:9/{f.id}") for f in o.feeds))
        for o in server.outlets()
    )
    desk = Desk(tmp_path, "desk", dead)
    report = desk.at(server, instant)
    assert nothing_answered(report, desk.opened.store)
    assert {poll.outcome for poll in report.polls} == {"failed"}
    assert all("127.0.0.1" in poll.error for poll in report.polls)
