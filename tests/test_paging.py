"""Paging back at an overrun: until a page meets the window of before, and no further."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from feeds.ledger import judge
from feeds.model import Feed, FeedState, Parsed, Poll, RawEntry, Response
from feeds.paging import MOST_PAGES, paged_back
from feeds.settings import Settings

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
FEED = Feed("herald", "herald", "https://herald.example/feed", "en")
WINDOW = ("c", "b", "a")


def page(keys: str, next_url: str = "") -> Parsed:
    entries = tuple(RawEntry(k, k, "", f"Story {k}", "", 0, "", "") for k in keys)
    return Parsed("atom", entries=entries, next_url=next_url)


@dataclass
class Shelf:
    """Older pages by address; what is not there cannot be read."""

    pages: dict[str, Parsed] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def read(self, url: str) -> Parsed | None:
        self.asked.append(url)
        return self.pages.get(url)

    def back_from(self, keys: str, next_url: str = "2", window: tuple[str, ...] = WINDOW) -> Parsed:
        return asyncio.run(paged_back(page(keys, next_url), window, self.read))


def older(parsed: Parsed) -> str:
    return "".join(entry.key for entry in parsed.older)


def test_pages_are_fetched_until_one_meets_the_old_window() -> None:
    shelf = Shelf({"2": page("gfe", "3"), "3": page("dcb", "4"), "4": page("a")})
    assert older(shelf.back_from("jih")) == "gfedcb"
    assert shelf.asked == ["2", "3"]


@pytest.mark.parametrize("keys", ["dcb", "cba"])
def test_a_window_that_joins_asks_for_nothing(keys: str) -> None:
    shelf = Shelf({"2": page("a")})
    assert (older(shelf.back_from(keys)), shelf.asked) == ("", [])


def test_a_first_poll_asks_for_nothing() -> None:
    shelf = Shelf({"2": page("a")})
    assert (older(shelf.back_from("zy", window=())), shelf.asked) == ("", [])


def test_a_page_that_cannot_be_read_ends_it_and_what_came_is_kept() -> None:
    shelf = Shelf({"2": page("gfe", "3")})
    assert older(shelf.back_from("jih")) == "gfe"
    assert shelf.asked == ["2", "3"]


def test_pages_that_go_round_or_repeat_end_it() -> None:
    shelf = Shelf({"2": page("gfe", "3"), "3": page("hg", "2")})
    assert older(shelf.back_from("jih")) == "gfe"
    assert shelf.asked == ["2", "3"]


def test_pages_without_end_end_at_ten() -> None:
    pages = {str(n): page(chr(0x400 + n), str(n + 1)) for n in range(2, 99)}
    shelf = Shelf(pages)
    assert len(older(shelf.back_from("jih"))) == MOST_PAGES == len(shelf.asked)


def polled(parsed: Parsed) -> tuple[Poll, tuple[str, ...], str]:
    """A poll of FEED that shows this after WINDOW: itself, the new window, what is recorded."""
    before = FeedState(FEED.id, window=WINDOW, last_poll_at=NOW, last_observed_at=NOW)
    known = {e.key: (1, e.content_hash) for e in page("cba").entries}
    answer = Response(FEED.url, "", NOW, 5, 200, body=b"listing")
    record = judge(FEED, answer, parsed, before, known, Settings())
    return record.poll, record.state.window, "".join(entry.raw.key for entry in record.entries)


def test_a_met_window_means_that_nothing_was_lost() -> None:
    poll, window, recorded = polled(Shelf({"2": page("gfedc")}).back_from("jih"))
    assert (poll.overran, poll.entries_new, poll.overlap, poll.entries_seen) == (False, 7, 1, 3)
    assert (window, recorded) == (("j", "i", "h"), "defghij")


def test_a_window_not_met_stays_an_overrun_with_all_that_was_found() -> None:
    poll, window, recorded = polled(Shelf({"2": page("gf")}).back_from("jih"))
    assert (poll.overran, poll.entries_new, recorded) == (True, 5, "fghij")
    assert window == ("j", "i", "h")
