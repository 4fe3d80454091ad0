"""Which refusals are regional blocks: by status, header or the page's words."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from feeds.coverage.feed_states import describe
from feeds.ledger import judge
from feeds.model import Feed, FeedState, Response
from feeds.settings import Settings
from feeds.wire.regions import region_block
from tests.rows import rows

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
CASES = rows("wire/regions.tsv")


@pytest.mark.parametrize(("status", "header", "page", "blocked"), CASES)
def test_a_regional_block_is_told_from_other_refusals(
    status: str, header: str, page: str, blocked: str
) -> None:
    name, _, value = header.partition(": ")
    headers = {name: value} if name else {}
    assert bool(region_block(int(status), headers, page.encode())) == (blocked == "yes")


def test_a_page_in_another_charset_that_ends_within_a_letter_is_read() -> None:
    page = "هذا المحتوى غير متاح في بلدك ولا في سواه"
    headers = {"content-type": "text/html; charset=windows-1256"}
    assert region_block(403, headers, page.encode("windows-1256"))
    assert region_block(403, {}, page.encode()[:-1])


def test_a_regional_block_is_a_failure_that_backs_off_and_advises_a_proxy() -> None:
    url = "https://herald.example/rss"
    feed, state = Feed("herald", "herald", url, "en"), FeedState("herald")
    waits = []
    for _ in range(3):
        refusal = Response(url, url, NOW, 9, 451, outcome="geo-blocked", error="HTTP 451")
        record = judge(feed, refusal, None, state, {}, Settings())
        assert (record.poll.outcome, record.poll.observed_from_at) == ("geo-blocked", None)
        assert record.poll.next_due_at is not None
        waits.append(record.poll.next_due_at - NOW)
        state = record.state
    assert waits == sorted(set(waits))
    assert state.failures == 3
    word, sentence = describe(feed, state, asdict(record.poll), NOW)
    assert word == "failing"
    assert "through a proxy" in sentence


def test_a_hostile_page_is_read_in_no_time() -> None:
    assert not region_block(403, {}, b"your country " * 600)
    assert not region_block(403, {}, b"<" * 60_000)


def test_of_a_page_just_the_beginning_is_read() -> None:
    said = b"not available in your country"
    assert region_block(403, {}, b"<p>" * 2_000 + said)
    assert not region_block(403, {}, b"blocked " * 500 + said)
    assert not region_block(403, {}, b"<p>" * 3_000 + said)
