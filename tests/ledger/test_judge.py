"""What polls prove. A little feed tells its story: shows, repeats, fails, moves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.ledger import judge
from feeds.model import Feed, FeedState, Outcome, Parsed, Poll, PollRecord, RawEntry, Response
from feeds.model.subject import Scope
from feeds.moves import address
from feeds.settings import Settings

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = Feed("herald", "herald", "https://herald.example/rss", "en")


def entry(key: str, title: str = "", at: datetime | None = None) -> RawEntry:
    raw = at.isoformat() if at else ""
    return RawEntry(key, key, "", title or f"Story {key}", "", 0, "", "", published_raw=raw)


@dataclass
class Watched:
    """A feed polled hour by hour, with a store that remembers what it was given."""

    state: FeedState = field(default_factory=lambda: FeedState(FEED.id))
    stored: dict[str, tuple[int, str]] = field(default_factory=dict)
    at: datetime = START
    last: PollRecord | None = None

    def shows(self, *listed: str | RawEntry, kind: str = "rss", **how: object) -> Poll:
        """A 200 with these entries, newest first; all of one day where only named."""
        items = tuple(
            entry(item, at=START - 24 * HOUR) if isinstance(item, str) else item for item in listed
        )
        body = f"{kind}{items}".encode()
        return self._judged(self._response(200, body=body, **how), Parsed(kind, entries=items))

    def repeats(self, **how: object) -> Poll:
        """A 304."""
        return self._judged(self._response(304, **how), None)

    def fails(self, outcome: Outcome = "failed", status: int | None = None) -> Poll:
        """No answer, or one whose status says it all."""
        return self._judged(self._response(status, outcome=outcome, error="why"), None)

    def _response(self, status: int | None, **how: object) -> Response:
        found = Response(address(FEED, self.state), "", self.at, 5, status)
        return replace(found, **how)  # type: ignore[arg-type]

    def _judged(self, response: Response, parsed: Parsed | None) -> Poll:
        record = judge(FEED, response, parsed, self.state, self.stored, Settings())
        self.stored |= {e.raw.key: (e.version, e.raw.content_hash) for e in record.entries}
        self.state, self.last, self.at = record.state, record, self.at + HOUR
        return record.poll


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_new_entries_are_kept_oldest_first_and_bounded_by_the_polls(watched: Watched) -> None:
    first = watched.shows("b", "a")
    assert (first.outcome, first.entries_new, first.entries_seen) == ("fresh", 2, 2)
    assert watched.last
    assert [(e.raw.key, e.version, e.listed_after_at) for e in watched.last.entries] == [
        ("a", 1, None),
        ("b", 1, None),
    ]
    second = watched.shows("c", "b", "a")
    assert (second.entries_new, second.overlap, second.overran) == (1, 2, False)
    assert watched.last.entries[0].listed_after_at == START
    assert second.observed_from_at == START


def test_an_edit_is_a_version_and_no_edit_is_nothing(watched: Watched) -> None:
    watched.shows("b", "a")
    poll = watched.shows("b", entry("a", "Story a, corrected"))
    assert (poll.outcome, poll.entries_new, poll.entries_edited) == ("fresh", 0, 1)
    assert watched.last
    assert [(e.raw.key, e.version) for e in watched.last.entries] == [("a", 2)]
    assert watched.shows("b", entry("a", "Story a, corrected")).outcome == "unchanged"


def test_unchanged_extends_the_observation(watched: Watched) -> None:
    watched.shows("a")
    assert watched.repeats().observed_from_at == START
    again = watched.shows("a")
    assert (again.outcome, again.observed_from_at) == ("unchanged", START + HOUR)
    assert watched.state.last_observed_at == START + 2 * HOUR


def test_a_window_that_joins_vouches_across_failures(watched: Watched) -> None:
    watched.shows("b", "a")
    for _ in range(2):
        down = watched.fails()
        assert (down.outcome, down.observed_from_at) == ("failed", None)
    assert watched.state.failures == 2
    assert watched.shows("c", "b").observed_from_at == START
    assert watched.state.failures == 0


def test_no_entry_in_common_is_an_overrun(watched: Watched) -> None:
    watched.shows("b", "a")
    poll = watched.shows("z", "y")
    assert (poll.overran, poll.overlap, poll.observed_from_at) == (True, 0, START)
    assert watched.shows("z", "y").overran is False


def test_an_entry_pinned_on_top_does_not_hide_an_overrun(watched: Watched) -> None:
    watched.shows("pin", "b", "a")
    assert watched.shows("pin", "z", "y").overran
    assert not watched.shows("pin", "zz", "z").overran


def test_a_growing_feed_of_few_entries_is_no_overrun(watched: Watched) -> None:
    watched.shows("a")
    assert not watched.shows("a", "b").overran


def test_an_old_copy_from_a_cache_vouches_for_nothing(watched: Watched) -> None:
    watched.shows("b", "a")
    watched.shows("d", "c", "b")
    watched.shows("f", "e", "d")
    stale = watched.shows("b", "a")
    assert (stale.outcome, stale.observed_from_at, stale.overran) == ("unchanged", None, False)
    assert "old copy" in watched.state.alarm
    assert not watched.shows("g", "f", "e").overran


def test_an_old_copy_that_stays_is_the_feed(watched: Watched) -> None:
    watched.shows("b", "a")
    watched.shows("d", "c")
    watched.shows("b", "a")
    assert watched.shows("b", "a").observed_from_at == START + 2 * HOUR


def test_a_clock_that_was_set_back_vouches_for_no_time(watched: Watched) -> None:
    watched.shows("b", "a")
    watched.shows("d", "c")
    watched.shows("b", "a")
    watched.at -= 9 * HOUR
    assert watched.shows("b", "a").observed_from_at is None


def hours_ago(*hours: float) -> list[RawEntry]:
    return [entry(str(n), at=START - h * HOUR) for n, h in enumerate(hours)]


@pytest.mark.parametrize(
    ("hours", "reach"),
    [
        ([1, 2, 5], 5),
        ([1, 1, 1], 1),
        ([1, 2, 9, 3, 12], 9),
        ([2, 1, 9], None),
        ([3], None),
        ([-2, -1], None),
        ([-2, 4], 4),
        ([1, 24 * 400], 24 * 30),
    ],
)
def test_the_first_poll_reaches_back_as_far_as_its_dates_descend(
    watched: Watched, hours: list[float], reach: float | None
) -> None:
    expected = None if reach is None else START - reach * HOUR
    assert watched.shows(*hours_ago(*hours)).observed_from_at == expected


def test_undated_entries_raise_an_alarm_and_reach_nowhere(watched: Watched) -> None:
    poll = watched.shows(entry("b"), entry("a"))
    assert (poll.outcome, poll.entries_undated, poll.observed_from_at) == ("undated", 2, None)
    assert watched.state.alarm.startswith("all entries undated: ")
    watched.shows(entry("c", at=START), entry("b"))
    assert watched.state.alarm == ""


@pytest.mark.parametrize(("kind", "outcome"), [("rss", "empty"), ("", "not-a-feed")])
def test_a_feed_without_entries_is_a_failure_and_forgets_nothing(
    watched: Watched, kind: str, outcome: str
) -> None:
    watched.shows("b", "a", headers={"etag": '"good"'})
    poll = watched.shows(kind=kind, headers={"etag": '"bad"'})
    assert (poll.outcome, poll.observed_from_at) == (outcome, None)
    assert poll.error
    assert (watched.state.etag, watched.state.window) == ('"good"', ("b", "a"))
    assert watched.shows("c", "b").observed_from_at == START


def test_a_304_without_a_known_window_observes_nothing(watched: Watched) -> None:
    assert watched.repeats().outcome == "not-a-feed"


def test_validators_are_kept_as_they_come(watched: Watched) -> None:
    watched.shows("a", headers={"etag": 'W/"1"', "last-modified": "then"})
    assert (watched.state.etag, watched.state.last_modified) == ('W/"1"', "then")
    watched.shows("a", headers={"etag": 'W/"2"'})
    assert (watched.state.etag, watched.state.last_modified) == ('W/"2"', "")
    watched.repeats(headers={"last-modified": "now"})
    assert (watched.state.etag, watched.state.last_modified) == ('W/"2"', "now")
    watched.fails()
    assert watched.state.etag == 'W/"2"'
    watched.shows("a", headers={"etag": "caf\u00e9"})
    assert watched.state.etag == ""


def test_gone_retires_and_says_so(watched: Watched) -> None:
    poll = watched.fails("retired", 410)
    assert (poll.outcome, watched.state.retired) == ("retired", True)
    assert "gone for good" in poll.next_due_why


NEW = "https://herald.example/new"


def moves(watched: Watched, to: str = NEW, status: int = 301, times: int = 1) -> None:
    for _ in range(times):
        watched.shows("a", redirects=((status, to),))


def test_a_permanent_redirect_is_followed_after_three_answers(watched: Watched) -> None:
    moves(watched, times=2)
    assert address(FEED, watched.state) == FEED.url
    moves(watched)
    assert address(FEED, watched.state) == NEW
    watched.shows("b", "a")
    assert address(FEED, watched.state) == NEW
    watched.fails("timed-out")
    assert address(FEED, watched.state) == NEW
    watched.fails()
    assert address(FEED, watched.state) == FEED.url


@pytest.mark.parametrize(
    "redirects",
    [((302, NEW),), ((307, NEW),), ((301, "http://herald.example/rss"),), ()],
)
def test_other_redirects_are_never_kept(
    watched: Watched, redirects: tuple[tuple[int, str], ...]
) -> None:
    moves(watched, times=2)
    watched.shows("a", redirects=redirects)
    assert (watched.state.moved_to, watched.state.moved_seen) == ("", 0)


def test_from_https_to_http_is_flagged(watched: Watched) -> None:
    moves(watched, to="http://herald.example/rss")
    assert "https to http" in watched.state.alarm


def test_redirects_that_disagree_are_not_believed(watched: Watched) -> None:
    for n in range(6):
        moves(watched, to=f"{NEW}{n}", status=308)
    assert address(FEED, watched.state) == FEED.url


def test_a_clock_set_back_vouches_for_nothing(watched: Watched) -> None:
    watched.shows("a")
    watched.at = START - HOUR
    assert watched.shows("b", "a").observed_from_at is None
    assert watched.last
    assert watched.last.entries[0].listed_after_at is None


def test_the_poll_says_when_next_and_why(watched: Watched) -> None:
    poll = watched.shows("a", headers={"etag": '"1"', "cache-control": "max-age=7200"})
    assert poll.next_due_at == watched.state.next_due_at == START + 2 * HOUR
    assert "max-age" in poll.next_due_why


@pytest.mark.parametrize(("scope", "vouches"), [("all", True), ("front", False), ("query", False)])
def test_a_first_window_of_picked_entries_vouches_for_nothing(scope: Scope, vouches: bool) -> None:
    listed = (entry("b", at=START - HOUR), entry("a", at=START - 2 * HOUR))
    response = Response(FEED.url, FEED.url, START, 5, 200, body=b"two")
    parsed, state = Parsed("rss", entries=listed), FeedState(FEED.id)
    record = judge(replace(FEED, scope=scope), response, parsed, state, {}, Settings())
    assert (record.poll.observed_from_at is not None) is vouches
