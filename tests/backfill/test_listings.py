"""RFC 5005 archives, JSON Feed pages and WordPress pages: one listing, complete from today down."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.backfill.wordpress import page_url
from tests.backfill.desk import NOW, SINCE, Desk, item, older_at, rss
from tests.backfill.shelf import Answer, Shelf, says

DAY = timedelta(days=1)
FEB = datetime(2026, 2, 20, tzinfo=UTC)


def page(first: int, count: int = 2, extra: str = "", start: datetime = FEB) -> str:
    """Entries of a number and the next, each a day older."""
    numbers = range(first, first + count)
    return rss([item(str(n), start - n * DAY) for n in numbers], extra)


@pytest.fixture
def desk(tmp_path: Path, shelf: Shelf) -> Desk:
    return Desk(tmp_path, shelf.url + "/feed")


def test_archives_are_followed_until_they_are_older_than_asked(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/feed", page(0, extra=older_at("/arch/3", "prev-archive")))
    shelf.on("/arch/3", page(2, extra=older_at("/arch/2", "prev-archive")))
    shelf.on("/arch/2", page(60, extra=older_at("/arch/1", "prev-archive")))
    (came,) = desk.fetch("archive")
    assert shelf.asked == ["/feed", "/arch/3", "/arch/2"]
    assert (came.entries, came.note) == (6, "3 pages of its archive")
    assert {entry.source for entry in desk.entries()} == {"archive"}
    assert {entry.captured_at for entry in desk.entries()} == {None}
    assert [e.raw.key for e in desk.entries()] == ["1", "0", "3", "2", "61", "60"]


def test_each_page_vouches_from_its_oldest_entry_to_when_the_listing_was_begun(
    desk: Desk, shelf: Shelf
) -> None:
    shelf.on("/feed", page(0, extra=older_at("/2")))
    shelf.on("/2", page(2))
    desk.fetch("archive")
    assert [(p.observed_from_at, p.captured_at) for p in desk.polls()] == [
        (FEB - DAY, NOW),
        (FEB - 3 * DAY, NOW),
    ]


def test_a_page_out_of_order_vouches_just_from_its_newest_entry(desk: Desk, shelf: Shelf) -> None:
    mixed = [item("a", FEB - 2 * DAY), item("b", FEB), item("c", FEB - 5 * DAY)]
    shelf.on("/feed", rss(mixed, older_at("/2")))
    shelf.on("/2", rss([item("d", FEB - 6 * DAY), item("e")]))
    desk.fetch("archive")
    assert [poll.observed_from_at for poll in desk.polls()] == [FEB, None]


def test_below_a_page_that_was_not_read_whole_nothing_is_vouched_for(
    desk: Desk, shelf: Shelf
) -> None:
    desk.settings = replace(desk.settings, max_entries=2)
    shelf.on("/feed", page(0, extra=older_at("/2")))
    shelf.on("/2", page(2, count=3, extra=older_at("/3")))
    shelf.on("/3", page(5))
    desk.fetch("archive")
    assert [poll.observed_from_at for poll in desk.polls()] == [FEB - DAY, None, None]


def test_archives_that_go_round_end(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/feed", page(0, extra=older_at("/2")))
    shelf.on("/2", page(2, extra=older_at("/feed")))
    assert desk.fetch("archive")[0].problem == ""
    assert shelf.asked == ["/feed", "/2"]


def test_a_feed_without_an_archive_adds_nothing(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/feed", page(0))
    (came,) = desk.fetch("archive")
    assert (came.entries, came.note, desk.polls()) == (0, "offers no archive", [])


def test_a_feed_that_says_it_is_complete_vouches_as_far_as_it_goes(
    desk: Desk, shelf: Shelf
) -> None:
    complete = '<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/>'
    shelf.on("/feed", page(0, count=50, extra=complete))
    assert desk.fetch("archive")[0].entries == 50
    assert desk.polls()[0].observed_from_at == FEB - 49 * DAY


def test_json_feeds_are_paged_by_next_url(desk: Desk, shelf: Shelf) -> None:
    def paper(n: int, **more: str) -> str:
        entry = {"id": str(n), "title": f"Story {n}", "date_published": (FEB - n * DAY).isoformat()}
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [entry]} | more)

    shelf.on("/feed", paper(1, next_url="/feed/2"))
    shelf.on("/feed/2", paper(2))
    assert desk.fetch("archive")[0].entries == 2


def test_a_page_that_fails_stops_it_and_the_next_run_goes_on_there(
    desk: Desk, shelf: Shelf
) -> None:
    shelf.on("/feed", page(0, extra=older_at("/2")))
    shelf.on("/2", *[says("down", 500)] * 4, page(2))
    (came,) = desk.fetch("archive")
    assert (came.entries, "500" in came.problem) == (2, True)
    assert desk.clock.waits == [5, 15, 45]
    (again,) = desk.fetch("archive")
    assert (again.entries, again.problem) == (2, "")
    assert shelf.asked.count("/feed") == 1
    assert desk.polls()[-1].captured_at == NOW


def test_wordpress_pages_are_read_until_there_are_no_more(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/feed", page(0))
    shelf.on("/feed?paged=2", page(2))
    shelf.on("/feed?paged=3", page(4))
    (came,) = desk.fetch("wordpress")
    assert (came.entries, came.note, came.problem) == (6, "3 pages", "")
    assert shelf.asked == ["/feed", "/feed?paged=2", "/feed?paged=3", "/feed?paged=4"]
    assert [poll.observed_from_at for poll in desk.polls()] == [
        FEB - DAY, FEB - 3 * DAY, FEB - 5 * DAY,
    ]  # fmt: skip


def test_posts_that_come_in_between_push_others_down_and_none_is_missed(
    desk: Desk, shelf: Shelf
) -> None:
    shelf.on("/feed", page(1))
    shelf.on("/feed?paged=2", page(2))  # one new post: the last of page 1 is on top of page 2
    shelf.on("/feed?paged=3", page(4))
    assert desk.fetch("wordpress")[0].entries == 5


@pytest.mark.parametrize(
    "second",
    [says(page(0)), says("none", 404), says("none", 400), says(rss([]))],
    ids=["the-same-page", "404", "400", "empty"],
)
def test_a_server_without_pages_adds_nothing(desk: Desk, shelf: Shelf, second: Answer) -> None:
    shelf.on("/feed", page(0))
    shelf.on("/feed?paged=2", second)
    (came,) = desk.fetch("wordpress")
    assert (came.entries, came.problem, desk.polls()) == (0, "", [])
    assert came.note == "its server offers no older pages"


def test_wordpress_pages_end_where_they_are_old_enough(desk: Desk, shelf: Shelf) -> None:
    shelf.decide = lambda path: says(page(int(path.partition("paged=")[2] or 1) * 20))
    desk.fetch("wordpress")
    assert shelf.asked[-1] == "/feed?paged=3"
    assert FEB - 60 * DAY < SINCE


def test_asked_for_more_it_goes_on_where_it_ended(desk: Desk, shelf: Shelf) -> None:
    shelf.decide = lambda path: says(page(int(path.partition("paged=")[2] or 1) * 20))
    desk.fetch("wordpress")
    before = len(shelf.asked)
    (came,) = desk.fetch("wordpress", since=SINCE - 20 * DAY)
    assert shelf.asked[before:] == ["/feed?paged=4"]
    assert came.entries == 2


def test_cut_off_after_the_first_page_it_starts_anew(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/feed", page(0))
    shelf.on("/feed?paged=2", *[says("down", 503)] * 4, page(2))
    assert desk.fetch("wordpress")[0].problem
    assert desk.entries() == []
    assert desk.fetch("wordpress")[0].entries == 4


def test_what_an_archive_listed_is_not_asked_for_again(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/feed", page(0, extra=older_at("/2")))
    shelf.on("/2", page(2))
    came = desk.fetch("archive", "wordpress")
    assert [found.note for found in came] == ["2 pages of its archive", "listed by its archive"]
    assert shelf.asked == ["/feed", "/2"]


def test_a_second_run_adds_nothing(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/feed", page(0))
    shelf.on("/feed?paged=2", page(2))
    desk.fetch("archive", "wordpress")
    before = (desk.entries(), desk.polls(), len(shelf.asked))
    assert all(came.skipped for came in desk.fetch("archive", "wordpress"))
    assert (desk.entries(), desk.polls(), len(shelf.asked)) == before


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://x.example/feed", "http://x.example/feed?paged=3"),
        ("http://x.example/?feed=rss2", "http://x.example/?feed=rss2&paged=3"),
        ("http://x.example/?paged=1&feed=atom", "http://x.example/?feed=atom&paged=3"),
    ],
)
def test_the_address_of_a_page(address: str, expected: str) -> None:
    assert page_url(address, 3) == expected
