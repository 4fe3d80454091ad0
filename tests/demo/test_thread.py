"""The demo's long story through the real pipeline: one thread of several events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.demo.serve import DemoServer
from feeds.demo.world import World, build
from feeds.opening import Opened, open_demo
from feeds.pipeline import Pipeline
from feeds.settings import Settings

UNTIL = datetime(2026, 11, 20, 12, tzinfo=UTC)
FROM_DAY, TO_DAY, EVERY = 29, 44, timedelta(hours=12)  # from the investigation to the resignation


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Opened, World]]:
    """A store that has polled nothing but what the demo tells of the port."""
    folder: Path = tmp_path_factory.mktemp("port")
    opened = open_demo(f"sqlite:///{folder / 'port.db'}")
    world = build(1, UNTIL)
    world = replace(world, items=tuple(i for i in world.items if i.topic_id == "port"))
    easy = Settings(allow_private=True, host_spacing=0.0)
    with DemoServer(world) as server:
        pipeline = Pipeline(opened.store, lambda: opened.subject, server.outlets(), easy)
        at = world.from_at + timedelta(days=FROM_DAY)
        while at <= world.from_at + timedelta(days=TO_DAY):
            now = at
            server.set_clock(now)
            pipeline.poll(lambda now=now: now, everything=True)  # type: ignore[misc]
            at += EVERY
        pipeline.derive()
    yield opened, world
    opened.store.close()


def event_of(told: tuple[Opened, World], happening: str) -> str:
    """The event that holds most stories of one happening."""
    opened, world = told
    links = {item.link for item in world.items if item.happening_id == happening}
    start = world.from_at - timedelta(days=1)
    stories = opened.store.stories_seen(start, UNTIL + timedelta(days=1))
    return Counter(s.event_id for s in stories if s.link in links).most_common(1)[0][0]


CHAIN = ("port-probe-1", "port-tapes-1", "port-inquiry-1")


def test_investigation_recordings_and_inquiry_are_three_events(
    told: tuple[Opened, World],
) -> None:
    assert len({event_of(told, happening) for happening in CHAIN}) == 3


def test_they_read_as_one_thread(told: tuple[Opened, World]) -> None:
    ids = [event_of(told, happening) for happening in CHAIN]
    events = told[0].store.events(ids)
    assert len({events[event_id].thread_id for event_id in ids}) == 1
    assert events[ids[0]].thread_id


def test_the_inquiry_names_the_outlet_that_had_the_recordings_first(
    told: tuple[Opened, World],
) -> None:
    tapes, inquiry = (event_of(told, happening) for happening in CHAIN[1:])
    links = [x for x in told[0].store.event_links([inquiry]) if x.to_event_id == tapes]
    assert "cites" in {link.kind for link in links}
    assert any("Open Marenda" in link.evidence for link in links)
