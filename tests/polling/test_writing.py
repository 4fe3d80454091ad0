"""Polls are written in batches by a thread that Ctrl-C does not reach."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from feeds.errors import StoreError
from feeds.model import Entry, FeedState, Poll, PollRecord, RawEntry
from feeds.polling.writing import BATCH, ENTRIES, WAITING, Writer

AT = datetime(2026, 3, 1, tzinfo=UTC)


class Paper:
    """A store that remembers what it was handed, batch by batch."""

    def __init__(self, fails_after: int = 10**6) -> None:
        self.batches: list[list[str]] = []
        self.fails_after = fails_after

    def record_polls(self, records: Sequence[PollRecord]) -> Sequence[PollRecord]:
        if len(self.batches) >= self.fails_after:
            raise StoreError("The disk is full.", "Free some space.")
        self.batches.append([record.poll.feed_id for record in records])
        return records


def record(number: int) -> PollRecord:
    feed_id = f"f{number}"
    return PollRecord(Poll(feed_id, AT, 1, 304, "unchanged"), (), FeedState(feed_id))


def entry() -> Entry:
    raw = RawEntry("k", "k", "https://lantern.example/k", "Rain", "", 0, "", "en")
    return Entry("f0", 1, AT, raw, None)


def test_everything_handed_over_is_written_in_order_in_batches() -> None:
    paper, told = Paper(), list[str]()

    async def hand_over(writer: Writer) -> None:
        for number in range(2 * BATCH + 3):
            await writer.record(record(number))

    with Writer(paper.record_polls, lambda poll: told.append(poll.feed_id)) as writer:
        asyncio.run(hand_over(writer))
    expected = [f"f{number}" for number in range(2 * BATCH + 3)]
    assert [name for batch in paper.batches for name in batch] == expected == told
    assert max(map(len, paper.batches)) == BATCH


def test_a_batch_of_polls_that_brought_much_is_smaller() -> None:
    paper, each = Paper(), ENTRIES // 4
    full = replace(record(0), entries=(entry(),) * each)

    async def hand_over(writer: Writer) -> None:
        for _ in range(10):
            await writer.record(full)

    with Writer(paper.record_polls, lambda poll: None) as writer:
        asyncio.run(hand_over(writer))
    assert list(map(len, paper.batches)) == [4, 4, 2]


def test_what_was_handed_over_is_written_although_the_loop_was_stopped() -> None:
    paper = Paper()

    async def hand_over(writer: Writer) -> None:
        await writer.record(record(1))
        raise KeyboardInterrupt

    with (
        pytest.raises(KeyboardInterrupt),
        Writer(paper.record_polls, lambda poll: None) as writer,
    ):
        asyncio.run(hand_over(writer))
    assert paper.batches == [["f1"]]


def test_a_write_that_fails_ends_the_handing_over_and_is_raised() -> None:
    paper, told = Paper(fails_after=1), list[str]()

    async def hand_over(writer: Writer) -> None:
        for number in range(10 * WAITING):
            await writer.record(record(number))
        raise AssertionError("nobody was told that nothing is written")

    with (
        pytest.raises(StoreError, match="disk is full"),
        Writer(paper.record_polls, lambda poll: told.append(poll.feed_id)) as writer,
    ):
        asyncio.run(hand_over(writer))
    assert len(paper.batches) == 1
    assert told == paper.batches[0]


def test_a_write_that_fails_at_the_end_is_raised_too() -> None:
    with (
        pytest.raises(StoreError, match="disk is full"),
        Writer(Paper(fails_after=0).record_polls, lambda poll: None) as writer,
    ):
        asyncio.run(writer.record(record(1)))
