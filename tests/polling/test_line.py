"""Whose turn it is: every feed once, hosts spread out, states a few at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from feeds.model import Feed, FeedState
from feeds.polling.line import CHUNK, Line, spread


def feed(number: int, host: str = "") -> Feed:
    return Feed(f"f{number}", "o", f"https://{host or number}.example/", "en")


def test_feeds_of_one_host_stand_apart() -> None:
    feeds = [feed(1, "a"), feed(2, "a"), feed(3, "a"), feed(4, "b"), feed(5, "c"), feed(6, "b")]
    assert [one.id for one in spread(feeds)] == ["f1", "f4", "f5", "f2", "f6", "f3"]


def test_every_feed_has_one_turn_and_states_come_in_chunks() -> None:
    feeds = [feed(number) for number in range(2 * CHUNK + 5)]
    asked: list[int] = []

    async def remembered(ids: Sequence[str]) -> dict[str, FeedState]:
        asked.append(len(ids))
        await asyncio.sleep(0)
        return {feed_id: FeedState(feed_id, etag=feed_id) for feed_id in ids if feed_id != "f7"}

    async def take(line: Line) -> list[tuple[Feed, FeedState]]:
        found = []
        while turn := await line.next():
            found.append(turn)
            await asyncio.sleep(0)
        return found

    async def work() -> list[tuple[Feed, FeedState]]:
        line = Line(feeds, remembered)
        taken = await asyncio.gather(*(take(line) for _ in range(7)))
        return [turn for turns in taken for turn in turns]

    turns = asyncio.run(work())
    assert sorted(one.id for one, _ in turns) == sorted(one.id for one in feeds)
    assert all(state.etag == ("" if one.id == "f7" else one.id) for one, state in turns)
    assert asked == [CHUNK, CHUNK, 5]
