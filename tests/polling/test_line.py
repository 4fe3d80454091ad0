"""Whose turn it is: every feed once, hosts spread out, states a few at a time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

import pytest

from feeds.model import Feed, FeedState
from feeds.polling import line as line_module
from feeds.polling.line import CHUNK, Given, Line, spread


def feed(number: int, host: str = "") -> Feed:
    return Feed(f"f{number}", "o", f"https://{host or number}.example/", "en")


def test_feeds_of_one_host_stand_apart() -> None:
    feeds = [feed(1, "a"), feed(2, "a"), feed(3, "a"), feed(4, "b"), feed(5, "c"), feed(6, "b")]
    assert [one.id for one in spread(feeds)] == ["f1", "f4", "f5", "f2", "f6", "f3"]


def test_every_feed_has_one_turn_and_states_come_in_chunks() -> None:
    feeds = [feed(number) for number in range(2 * CHUNK + 5)]
    asked: list[int] = []

    async def given(some: Sequence[Feed]) -> Given:
        asked.append(len(some))
        await asyncio.sleep(0)
        return Given({one.id: FeedState(one.id, etag=one.id) for one in some})

    async def take(line: Line) -> list[tuple[Feed, FeedState]]:
        found = []
        while turn := await line.next():
            found.append(turn)
            await asyncio.sleep(0)
        return found

    async def work() -> list[tuple[Feed, FeedState]]:
        line = Line(feeds, given)
        taken = await asyncio.gather(*(take(line) for _ in range(7)))
        return [turn for turns in taken for turn in turns]

    turns = asyncio.run(work())
    assert sorted(one.id for one, _ in turns) == sorted(one.id for one in feeds)
    assert all(state.etag == one.id for one, state in turns)
    assert asked == [CHUNK, CHUNK, 5]


def test_what_others_hold_is_asked_for_again_until_it_is_free_or_polled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line_module, "PAUSE", 0.01)
    feeds, rounds = [feed(number) for number in range(4)], Counter[str]()

    async def given(some: Sequence[Feed]) -> Given:
        """f1 is free at the third asking, f2 is polled by another meanwhile."""
        rounds.update(one.id for one in some)
        held = [one for one in some if one.id in ("f1", "f2") and rounds[one.id] < 3]
        free = [one for one in some if one not in held and one.id != "f2"]
        return Given({one.id: FeedState(one.id) for one in free}, held)

    async def work() -> tuple[list[str], int]:
        line, found = Line(feeds, given), []
        while turn := await line.next():
            found.append(turn[0].id)
        return found, line.gone

    assert asyncio.run(work()) == (["f0", "f3", "f1"], 1)
