"""Paging back at an overrun: until a page meets the window of before, and no further."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.ledger import judge
from feeds.ledger.paging import MOST_PAGES, paged_back
from feeds.model import Feed, FeedState, Outlet, Parsed, Poll, RawEntry, Response, Subject
from feeds.pipeline import Pipeline
from feeds.settings import Settings
from feeds.store import open_store
from tests.backfill.shelf import Shelf

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
FEED = Feed("herald", "herald", "https://herald.example/feed", "en")
WINDOW = ("c", "b", "a")
EASY = replace(Settings(), allow_private=True, host_spacing=0.0)


def page(keys: str, next_url: str = "") -> Parsed:
    entries = tuple(RawEntry(k, k, "", f"Story {k}", "", 0, "", "") for k in keys)
    return Parsed("atom", entries=entries, next_url=next_url)


@dataclass
class Pages:
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
    shelf = Pages({"2": page("gfe", "3"), "3": page("dcb", "4"), "4": page("a")})
    assert older(shelf.back_from("jih")) == "gfedcb"
    assert shelf.asked == ["2", "3"]


@pytest.mark.parametrize("keys", ["dcb", "cba"])
def test_a_window_that_joins_asks_for_nothing(keys: str) -> None:
    shelf = Pages({"2": page("a")})
    assert (older(shelf.back_from(keys)), shelf.asked) == ("", [])


def test_a_first_poll_asks_for_nothing() -> None:
    shelf = Pages({"2": page("a")})
    assert (older(shelf.back_from("zy", window=())), shelf.asked) == ("", [])


def test_a_page_that_cannot_be_read_ends_it_and_what_came_is_kept() -> None:
    shelf = Pages({"2": page("gfe", "3")})
    assert older(shelf.back_from("jih")) == "gfe"
    assert shelf.asked == ["2", "3"]


def test_pages_that_go_round_or_repeat_end_it() -> None:
    shelf = Pages({"2": page("gfe", "3"), "3": page("hg", "2")})
    assert older(shelf.back_from("jih")) == "gfe"
    assert shelf.asked == ["2", "3"]


def test_pages_without_end_end_at_ten() -> None:
    pages = {str(n): page(chr(0x400 + n), str(n + 1)) for n in range(2, 99)}
    shelf = Pages(pages)
    assert len(older(shelf.back_from("jih"))) == MOST_PAGES == len(shelf.asked)


def polled(parsed: Parsed) -> tuple[Poll, tuple[str, ...], str]:
    """A poll of FEED that shows this after WINDOW: itself, the new window, what is recorded."""
    before = FeedState(FEED.id, window=WINDOW, last_poll_at=NOW, last_observed_at=NOW)
    known = {e.key: (1, e.content_hash) for e in page("cba").entries}
    answer = Response(FEED.url, "", NOW, 5, 200, body=b"listing")
    record = judge(FEED, answer, parsed, before, known, Settings())
    return record.poll, record.state.window, "".join(entry.raw.key for entry in record.entries)


def test_a_met_window_means_that_nothing_was_lost() -> None:
    poll, window, recorded = polled(Pages({"2": page("gfedc")}).back_from("jih"))
    assert (poll.overran, poll.entries_new, poll.overlap, poll.entries_seen) == (False, 7, 1, 3)
    assert (window, recorded) == (("j", "i", "h"), "defghij")


def test_a_window_not_met_stays_an_overrun_with_all_that_was_found() -> None:
    poll, window, recorded = polled(Pages({"2": page("gf")}).back_from("jih"))
    assert (poll.overran, poll.entries_new, recorded) == (True, 5, "fghij")
    assert window == ("j", "i", "h")


def feed_page(keys: str, next_path: str = "") -> str:
    atom = "http://www.w3.org/2005/Atom"
    link = f'<a:link xmlns:a="{atom}" rel="next" href="{next_path}"/>' if next_path else ""
    items = (f"<item><guid>{key}</guid><title>Story {key}</title></item>" for key in keys)
    return (
        f'<rss version="2.0"><channel><title>Herald</title>{link}{"".join(items)}</channel></rss>'
    )


def test_the_poller_asks_a_real_server_for_older_pages(tmp_path: Path) -> None:
    with Shelf().open() as shelf:
        shelf.on("/feed", feed_page("cba"), feed_page("jih", "/feed/2"))
        shelf.on("/feed/2", feed_page("gfedcb", "/feed/3"))
        feed = replace(FEED, url=shelf.url + "/feed")
        store = open_store(f"sqlite:///{tmp_path}/paging.db")
        outlet = Outlet("herald", "H", "", "newspaper", "N", ("en",), "UTC", feeds=(feed,))
        subject = Subject("h", "H", "", "UTC", (), (), ())
        pipeline = Pipeline(store, lambda: subject, [outlet], EASY)
        for _ in range(2):
            pipeline.poll(lambda: NOW, everything=True)
        last = store.polls(FEED.id)[-1]
        store.close()
    assert (last.overran, last.entries_new, last.entries_seen) == (False, 7, 3)
    assert shelf.asked == ["/feed", "/feed", "/feed/2"]
