"""Captures of a feed: in order, each a window that vouches only where it joins the one before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from feeds.backfill.cdx import A_MINUTE, index_page
from feeds.backfill.walk import Stuck
from feeds.coverage.observed import outlet_exposure
from feeds.model import Entry, FeedState, Poll, PollRecord
from feeds.parse import parse
from tests.backfill.desk import NOW, SINCE, Desk, item, rss
from tests.backfill.shelf import Answer, says
from tests.backfill.wayback import Archive

FEED = "http://quay.example/rss"
HOUR = timedelta(hours=1)
JAN = datetime(2026, 1, 10, tzinfo=UTC)


def stamp(at: datetime) -> str:
    return at.strftime("%Y%m%d%H%M%S")


def shown(*names: str, at: datetime | None = None) -> str:
    """A document whose newest entry is of an instant, each other an hour older."""
    dates = [at - n * HOUR if at else None for n in range(len(names))]
    return rss([item(name, date) for name, date in zip(names, dates, strict=True)])


@pytest.fixture
def desk(tmp_path: Path, archive: Archive) -> Desk:
    return Desk(tmp_path, FEED, archive.shelf.url)


def capture(archive: Archive, hours: float, body: str) -> datetime:
    at = JAN + hours * HOUR
    archive.captured(FEED, stamp(at), body)
    return at


def test_captures_become_entries_that_were_seen_now_and_shown_then(
    desk: Desk, archive: Archive
) -> None:
    first = capture(archive, 0, shown("b", "a"))
    second = capture(archive, 5, shown("c", "b"))
    (came,) = desk.fetch("wayback")
    assert (came.entries, came.copies, came.problem, came.note) == (3, 2, "", "2 captures")
    found = [(e.raw.key, e.source, e.captured_at, e.listed_after_at) for e in desk.entries()]
    assert found == [
        ("a", "wayback", first, None),
        ("b", "wayback", first, None),
        ("c", "wayback", second, first),
    ]
    assert all(entry.seen_at >= NOW for entry in desk.entries())


def test_a_capture_vouches_for_time_only_where_it_joins_the_one_before(
    desk: Desk, archive: Archive
) -> None:
    first = capture(archive, 0, shown("b", "a", at=JAN))
    second = capture(archive, 20, shown("d", "c", "b", at=JAN + 20 * HOUR))
    third = capture(archive, 50, shown("z", "y", at=JAN + 49 * HOUR))
    fourth = capture(archive, 60, shown("zz", "yy"))
    desk.fetch("wayback")
    vouched = [(p.observed_from_at, p.captured_at, p.overran, p.overlap) for p in desk.polls()]
    assert vouched == [
        (JAN - HOUR, first, False, 0),  # as far back as its own dates go
        (first, second, False, 1),
        (JAN + 48 * HOUR, third, False, 0),  # not since the one before: entries may be missing
        (None, fourth, False, 0),
    ]
    assert {poll.source for poll in desk.polls()} == {"wayback"}


def test_exposure_of_captures_ends_where_they_were_made(desk: Desk, archive: Archive) -> None:
    first = capture(archive, 0, shown("b", "a"))
    second = capture(archive, 6, shown("c", "b"))
    desk.fetch("wayback")
    table = desk.store.observations(JAN - HOUR, JAN + 9 * HOUR)
    held = table[table["observed_from_at"].notna()]
    assert list(held["source"]) == ["wayback"]
    assert held["observed_from_at"].iloc[0].to_pydatetime() == first
    assert held["until_at"].iloc[0].to_pydatetime() == second


def test_captured_time_is_neither_observed_nor_unpolled(desk: Desk, archive: Archive) -> None:
    capture(archive, 0, shown("b", "a"))
    capture(archive, 6, shown("c", "b"))
    capture(archive, 10, shown("z", "y"))
    desk.fetch("wayback")
    table = desk.store.observations(JAN - HOUR, JAN + 12 * HOUR)
    cut = [pd.Timestamp(JAN + n * HOUR) for n in (-1, 0, 6, 10, 12)]
    found = outlet_exposure(table, ["quay"], cut)
    assert list(found["captured"]) == [0.0, 1.0, 0.0, 0.0]
    assert list(found["unpolled"]) == [1.0, 0.0, 1.0, 1.0]
    assert not found["observed"].any()


def test_an_old_copy_that_was_served_late_vouches_for_nothing(desk: Desk, archive: Archive) -> None:
    capture(archive, 0, shown("d", "c", at=JAN))
    capture(archive, 5, shown("b", "a", at=JAN - 30 * HOUR))
    third = capture(archive, 9, shown("e", "d", at=JAN + HOUR))
    desk.fetch("wayback")
    polls = desk.polls()
    assert polls[1].observed_from_at is None
    assert (polls[2].observed_from_at, polls[2].captured_at) == (JAN, third)
    assert [e.listed_after_at for e in desk.entries() if e.raw.key in "ab"] == [None, None]


def test_the_index_is_read_page_by_page_by_its_resume_key(desk: Desk, archive: Archive) -> None:
    archive.page = 2
    for n in range(5):
        capture(archive, n, shown(str(n + 1), str(n)))
    (came,) = desk.fetch("wayback")
    assert (came.copies, came.entries) == (5, 6)
    asked = archive.index_requests()
    assert ["resumeKey=2" in path for path in asked] == [False, True, False]
    assert "resumeKey=4" in asked[2]
    assert archive.capture_requests() == [stamp(JAN + n * HOUR) for n in range(5)]


def test_equal_captures_are_asked_for_once(desk: Desk, archive: Archive) -> None:
    capture(archive, 0, shown("b", "a"))
    capture(archive, 1, shown("b", "a"))
    assert desk.fetch("wayback")[0].copies == 1


def test_no_more_than_24_requests_a_minute(desk: Desk, archive: Archive) -> None:
    for n in range(9):
        capture(archive, n, shown(str(n + 1), str(n)))
    desk.fetch("wayback")
    requests = len(archive.shelf.asked)
    assert requests == 9 + 3
    assert desk.clock.waits == pytest.approx([60 / A_MINUTE] * (requests - 1))


def test_a_redirect_within_the_archive_counts_as_a_request(desk: Desk, archive: Archive) -> None:
    capture(archive, 0, shown("b", "a"))
    archive.moved[stamp(JAN)] = stamp(capture(archive, 1, shown("c", "b")))
    desk.fetch("wayback")
    requests = len(archive.shelf.asked)
    assert requests == 1 + 3
    assert desk.clock.waits == pytest.approx([60 / A_MINUTE] * (requests - 1))


def test_a_pause_that_is_asked_for_is_kept_and_told_and_then_it_goes_on(
    desk: Desk, archive: Archive
) -> None:
    at = capture(archive, 0, shown("b", "a"))
    path = f"/web/{stamp(at)}id_/{FEED}"
    body = says(shown("b", "a"))
    archive.shelf.on(path, says("slow down", 429, retry_after="77"), body)
    (came,) = desk.fetch("wayback")
    assert (came.entries, came.problem) == (2, "")
    assert 77 in desk.clock.waits
    assert desk.told == ["waiting 77 s: HTTP 429 Too Many Requests"]


def test_a_busy_archive_is_asked_again_at_the_date_it_names(desk: Desk, archive: Archive) -> None:
    at = capture(archive, 0, shown("b", "a"))
    path = f"/web/{stamp(at)}id_/{FEED}"
    until = {
        "retry_after": "Sun, 01 Mar 2026 12:02:00 GMT",
        "date": "Sun, 01 Mar 2026 12:00:30 GMT",
    }
    archive.shelf.on(path, says("busy", 503, **until), says(shown("b", "a")))
    assert desk.fetch("wayback")[0].entries == 2
    assert 90 in desk.clock.waits


def test_a_pause_too_long_to_wait_for_stops_it_and_the_next_run_goes_on(
    desk: Desk, archive: Archive
) -> None:
    capture(archive, 0, shown("b", "a"))
    second = capture(archive, 5, shown("c", "b"))
    path = f"/web/{stamp(second)}id_/{FEED}"
    archive.shelf.on(path, says("slow down", 429, retry_after="3600"), says(shown("c", "b")))
    (came,) = desk.fetch("wayback")
    assert (came.entries, "60 min" in came.problem) == (2, True)
    (progress,) = desk.store.backfills().values()
    assert not progress.done
    (again,) = desk.fetch("wayback")
    assert (again.entries, again.problem) == (1, "")
    assert archive.capture_requests().count(stamp(JAN)) == 1
    assert desk.polls()[-1].observed_from_at == JAN


def test_a_second_run_adds_nothing_and_asks_nothing(desk: Desk, archive: Archive) -> None:
    capture(archive, 0, shown("b", "a"))
    desk.fetch("wayback")
    before = (desk.entries(), desk.polls(), len(archive.shelf.asked))
    (again,) = desk.fetch("wayback")
    assert again.skipped
    assert (desk.entries(), desk.polls(), len(archive.shelf.asked)) == before


def test_going_further_back_asks_just_for_what_lies_before(desk: Desk, archive: Archive) -> None:
    capture(archive, 0, shown("b", "a"))
    desk.fetch("wayback", since=JAN - HOUR)
    capture(archive, -20, shown("0"))
    (came,) = desk.fetch("wayback")
    assert came.entries == 1
    assert archive.capture_requests() == [stamp(JAN), stamp(JAN - 20 * HOUR)]


@pytest.mark.parametrize(
    "bad",
    [
        says("<html><body>Wayback Machine error</body></html>"),
        says(rss([])),
        says("gone", 404),
        says("refused", 403),
        says(status=302, location="http://127.0.0.1:9/rss"),
        Answer(shown("x", "y").encode(), cut=True),
        says("broken", 502),
    ],
    ids=["page", "no-entries", "404", "403", "led-out", "cut-short", "502"],
)
def test_a_capture_that_is_no_feed_is_passed_over_and_counted(
    desk: Desk, archive: Archive, bad: Answer
) -> None:
    first = capture(archive, 0, shown("b", "a"))
    archive.captures[FEED][stamp(JAN + HOUR)] = says("held")
    archive.shelf.on(f"/web/{stamp(JAN + HOUR)}id_/{FEED}", bad)
    capture(archive, 2, shown("c", "b"))
    (came,) = desk.fetch("wayback")
    assert (came.entries, came.copies, came.problem) == (3, 2, "")
    assert came.note == "2 captures, 1 more could not be read as a feed"
    assert desk.polls()[-1].observed_from_at == first


def test_a_redirect_to_another_capture_never_tells_a_window_at_the_wrong_time(
    desk: Desk, archive: Archive
) -> None:
    capture(archive, 0, shown("b", "a"))
    capture(archive, 1, shown("held"))
    third = capture(archive, 2, shown("c", "b"))
    archive.moved[stamp(JAN + HOUR)] = stamp(third)
    desk.fetch("wayback")
    assert [poll.captured_at for poll in desk.polls()] == [JAN, third]


def test_a_redirect_to_an_unlisted_capture_tells_it_at_its_own_time(
    desk: Desk, archive: Archive
) -> None:
    capture(archive, 1, shown("held"))
    other = capture(archive, 1.5, shown("b", "a"))
    archive.unlisted.add(stamp(other))
    archive.moved[stamp(JAN + HOUR)] = stamp(other)
    desk.fetch("wayback")
    assert [poll.captured_at for poll in desk.polls()] == [other]


@pytest.mark.parametrize(
    "body", [b'[["timestamp","orig', b"Blocked Site Error", b"<html>", b'{"a":1}', b"[1]"]
)
def test_an_index_that_answers_nonsense_is_no_end(body: bytes) -> None:
    with pytest.raises(Stuck):
        index_page(body)


def test_an_index_that_is_cut_short_once_is_asked_again(desk: Desk, archive: Archive) -> None:
    capture(archive, 0, shown("b", "a"))
    whole = archive._index
    answers = [says('[["timestamp","origi')]
    archive._index = lambda asked: answers.pop() if answers else whole(asked)  # type: ignore[method-assign]
    assert desk.fetch("wayback")[0].entries == 2


def test_an_archive_that_is_down_is_told_and_nothing_is_done(desk: Desk) -> None:
    desk.settings = replace(desk.settings, wayback="http://127.0.0.1:9")
    (came,) = desk.fetch("wayback")
    assert "127.0.0.1" in came.problem
    assert desk.store.backfills() == {}


def test_captures_are_asked_for_up_to_the_first_poll(desk: Desk, archive: Archive) -> None:
    first_poll = Poll(desk.feed.id, JAN + 10 * HOUR, 5, 200, "fresh")
    desk.store.record_polls([PollRecord(first_poll, (), FeedState(desk.feed.id))])
    capture(archive, 0, shown("b", "a"))
    capture(archive, 11, shown("c", "b"))
    desk.fetch("wayback")
    assert archive.capture_requests() == [stamp(JAN)]
    assert f"from={stamp(SINCE)}" in archive.index_requests()[0]


def test_what_the_feed_itself_said_is_not_doubled_by_a_copy(desk: Desk, archive: Archive) -> None:
    said = parse(rss([item("a"), item("b")]).encode(), {}, FEED, 99).entries
    live = tuple(Entry(desk.feed.id, 1, NOW, raw, None) for raw in said)
    polled = Poll(desk.feed.id, NOW, 5, 200, "fresh")
    desk.store.record_polls([PollRecord(polled, live, FeedState(desk.feed.id))])
    same_link = item("old-guid", title="An early headline").replace("/old-guid<", "/a<")
    capture(archive, 0, rss([same_link, item("b", title="Another early headline"), item("c")]))
    (came,) = desk.fetch("wayback")
    assert (came.entries, desk.titles()) == (1, ["Story a", "Story b", "Story c"])
    assert desk.polls()[-1].entries_seen == 3


def test_an_edit_between_captures_is_a_version(desk: Desk, archive: Archive) -> None:
    capture(archive, 0, rss([item("a", title="Ferry late")]))
    capture(archive, 1, rss([item("a", title="Ferry very late"), item("b")]))
    desk.fetch("wayback")
    assert [(e.raw.key, e.version) for e in desk.entries()] == [("a", 1), ("b", 1), ("a", 2)]
