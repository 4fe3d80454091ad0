"""A host that has refused twice in a row is left alone, in the midst of a pass too."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.model import Feed, FeedState, Outlet
from feeds.polling.holding import Holding
from feeds.polling.poller import Poller
from feeds.settings import Settings
from feeds.store import open_store
from tests.origin import Origin, origin, says

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def feed(name: str, host: str = "lantern.example") -> Feed:
    return Feed(name, "lantern", f"https://{host}/{name}", "en")


def state(name: str, throttled: int = 0, minutes: int = 0) -> FeedState:
    until = NOW + HOUR if throttled else None
    polled_at = NOW + timedelta(minutes=minutes)
    return FeedState(name, last_poll_at=polled_at, throttled=throttled, held_until_at=until)


def test_two_refusals_in_a_row_hold_the_host_until_an_answer_comes() -> None:
    holding = Holding([], {})
    other, elsewhere = feed("c"), feed("d", "anchor.example")
    holding.note(feed("a"), state("a", 1))
    assert not holding.waits(other, state("c"), NOW)
    holding.note(feed("b"), state("b", 1, minutes=1))
    assert holding.waits(other, state("c"), NOW)
    assert not holding.waits(elsewhere, state("d"), NOW)
    assert not holding.waits(other, state("c"), NOW + HOUR)
    holding.note(feed("e"), state("e", minutes=2))
    assert not holding.waits(other, state("c"), NOW)


def test_refusals_of_passes_before_count() -> None:
    feeds = [feed("a"), feed("b")]
    holding = Holding(feeds, {"a": state("a", 1)})
    assert not holding.waits(feeds[1], state("b"), NOW)
    holding.note(feeds[1], state("b", 1, minutes=1))
    assert holding.waits(feed("c"), state("c"), NOW)


def test_in_a_pass_the_rest_of_a_host_is_neither_asked_nor_recorded(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/held.db")
    settings = replace(Settings(), allow_private=True, host_spacing=0.0, concurrency=1)
    refusal = says(status=429, retry_after="600")

    def poll(server: Origin) -> list[str]:
        feeds = tuple(
            replace(feed(str(n)), url=server.on(f"/{n}", refusal), outlet_id="o") for n in range(5)
        )
        store.save_outlets([Outlet("o", "O", "", "portal", "SY", ("en",), "UTC", feeds=feeds)])
        polled: list[str] = []
        Poller(store, settings, lambda: datetime.now(UTC)).run(
            feeds, Holding(feeds, {}), lambda poll: polled.append(poll.outcome), lambda *_: None
        )
        return polled

    async def work() -> tuple[list[str], int]:
        async with origin() as server:
            polled = await asyncio.to_thread(poll, server)
            return polled, len(server.heads)

    assert asyncio.run(work()) == (["throttled", "throttled"], 2)
    assert store.counts()["polls"] == 2
    store.close()
