"""Who may poll which feed and ask which host, from what the leases say."""

from __future__ import annotations

from datetime import timedelta

from feeds.store.leases.deciding import (
    LEASE,
    FeedLease,
    HostLease,
    Wish,
    admit,
    claim,
    handed_back,
    stale,
)
from tests.store.make import NOON, at

SECOND = timedelta(seconds=1)
LATER = NOON + LEASE


def lease(feed: str, holder: str = "", number: int = 3, until_hours: float = 0) -> FeedLease:
    return FeedLease(feed, f"{feed}.example", holder, number, at(until_hours))


def wish(feed: str, polled_hours: float | None = -1) -> Wish:
    known = None if polled_hours is None else at(polled_hours)
    return Wish(feed, f"{feed}.example", known)


def test_a_feed_that_nobody_holds_is_taken_under_the_next_number() -> None:
    found = claim([wish("a")], {"a": lease("a")}, {"a": at(-1)}, (), "me", NOON)
    assert found.taken == (FeedLease("a", "a.example", "me", 4, LATER),)
    assert found.later == ()


def test_a_feed_that_was_never_polled_is_taken_where_that_is_still_so() -> None:
    leases = {"a": lease("a", number=0)}
    assert claim([wish("a", None)], leases, {}, (), "me", NOON).taken[0].number == 1
    polled_meanwhile = claim([wish("a", None)], leases, {"a": at(-0.1)}, (), "me", NOON)
    assert (polled_meanwhile.taken, polled_meanwhile.later) == ((), ())


def test_what_another_holds_is_asked_for_again_and_taken_once_it_runs_out() -> None:
    leases, polled = {"a": lease("a", "other", until_hours=1)}, {"a": at(-1)}
    assert claim([wish("a")], leases, polled, (), "me", NOON).later == ("a",)
    assert claim([wish("a")], leases, polled, (), "me", at(1)).taken[0].holder == "me"


def test_what_is_being_changed_or_whose_host_is_busy_is_asked_for_again() -> None:
    wishes, polled = [wish("a"), wish("b")], {"a": at(-1), "b": at(-1)}
    found = claim(wishes, {"a": lease("a")}, polled, {"a.example"}, "me", NOON)
    assert (found.taken, found.later) == ((), ("a", "b"))


def host(holder: str = "", until_hours: float = 0, next_hours: float = 0) -> HostLease:
    return HostLease("a.example", holder, at(until_hours), at(next_hours))


def test_a_host_has_one_asker_at_a_time() -> None:
    assert admit([host("other", 1)], "me", NOON, SECOND) == {}
    (given,) = admit([host("other", 1)], "me", at(1), SECOND).values()
    assert (given.holder, given.until_at) == ("me", at(1) + LEASE)


def test_a_host_is_left_alone_between_two_requests() -> None:
    asked = handed_back(host("me", 1), NOON, SECOND)
    assert (asked.holder, asked.next_at) == ("", NOON + SECOND)
    assert admit([asked], "me", NOON + SECOND / 2, SECOND) == {}
    assert admit([asked], "me", NOON + SECOND, SECOND)["a.example"].holder == "me"


def test_an_asker_that_is_killed_leaves_the_spacing_behind() -> None:
    long = timedelta(hours=1)
    (held,) = admit([host()], "killed", NOON, long).values()
    assert admit([held], "me", NOON + LEASE, long) == {}, "its request may have been the last thing"
    assert admit([held], "me", NOON + long, long)


def test_a_lease_is_stale_once_another_was_given() -> None:
    assert stale({"a": 4, "b": 2, "c": 1}, {"a": 4, "b": 3}) == {"b", "c"}
