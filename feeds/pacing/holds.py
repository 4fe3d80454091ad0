"""Servers that said "not now": how long their feeds wait, one by one and as a host (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from feeds.model import Feed, FeedState, Outcome, Response
from feeds.moves import address
from feeds.pacing.asks import retry_after
from feeds.urls import host_of

REPEATS = 2  # refusals in a row, over all feeds of a host, that hold them all
UNSAID = timedelta(hours=1)  # to wait where no Retry-After came


def throttle(state: FeedState, response: Response, outcome: Outcome) -> FeedState:
    """A feed's state with one more "not now" in a row; another answer ends the row."""
    if outcome == "throttled":
        wait = retry_after(response)
        until = response.started_at + (UNSAID if wait is None else wait)
        return replace(state, throttled=state.throttled + 1, held_until_at=until)
    if response.status is None or not (state.throttled or state.held_until_at):
        return state  # without an answer, what the server last said stands
    return replace(state, throttled=0, held_until_at=None)


def held(feeds: Iterable[Feed], states: Mapping[str, FeedState]) -> dict[str, datetime]:
    """Host -> until when none of its feeds is asked: the most that any of them was asked for.

    A host is held once it has refused twice in a row, over all of its feeds. Whether that time
    is past is for the caller to see.
    """
    if not any(state.throttled for state in states.values()):
        return {}
    by_host: dict[str, list[FeedState]] = defaultdict(list)
    for feed in feeds:
        state = states.get(feed.id)
        if state and state.last_poll_at:
            by_host[host_asked(feed, state)].append(state)
    found = {host: _until(polled) for host, polled in by_host.items()}
    return {host: until for host, until in found.items() if until}


def host_asked(feed: Feed, state: FeedState | None) -> str:
    """The host that a feed is asked of."""
    return host_of(address(feed, state) if state else feed.url)


def _until(polled: Iterable[FeedState]) -> datetime | None:
    """The hold of one host: refusals count from its last other answer on."""
    row: list[FeedState] = []
    for state in sorted(polled, key=_polled_at):
        if state.throttled:
            row.append(state)
        elif not state.failures:
            row.clear()
    if sum(state.throttled for state in row) < REPEATS:
        return None
    return max((state.held_until_at for state in row if state.held_until_at), default=None)


def _polled_at(state: FeedState) -> datetime:
    assert state.last_poll_at is not None
    return state.last_poll_at
