"""Which feeds are due, and when next: politely, and never silently never (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from feeds.model import Feed, FeedState, Parsed, Response
from feeds.settings import Settings
from feeds.stamps import stamp, stamp_of

DAY = timedelta(days=1)  # no feed waits longer, whatever its server or its failures say
JITTER = 0.1  # of the usual interval, taken off: an hourly poll never misses its hour
LOOKS = 4  # polls in the time a feed takes to replace its whole window
MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.I)
Wait = tuple[timedelta, str]


def due(
    feeds: Iterable[Feed],
    states: Mapping[str, FeedState],
    now: datetime,
    everything: bool = False,
) -> list[Feed]:
    """Enabled feeds that are not retired and whose time has come, or all of those."""
    return [
        feed
        for feed in feeds
        if feed.enabled and _waits_for_nothing(states.get(feed.id), now, everything)
    ]


def _waits_for_nothing(state: FeedState | None, now: datetime, everything: bool) -> bool:
    if state is None:
        return True
    return not state.retired and (
        everything or state.next_due_at is None or state.next_due_at <= now
    )


def next_due(
    response: Response,
    parsed: Parsed | None,
    state: FeedState,
    now: datetime,
    settings: Settings,
) -> tuple[datetime, str]:
    """When to poll next and why; `state` is what was remembered before this response."""
    if response.outcome == "retired":
        return now + DAY, "retired: the server says that the feed is gone for good"
    failing = response.outcome is not None or (parsed is not None and not parsed.entries)
    own, why = _backoff(state, settings) if failing else _usual(response, parsed, state, settings)
    chosen = (own * (1 - JITTER * _fraction(state.feed_id)), why)
    asked = _asked_on_failure(response) if failing else _asked(response, parsed, state)
    for wait in asked:
        if wait[0] > chosen[0]:
            chosen = wait
    return now + min(chosen[0], DAY), chosen[1]


def _backoff(state: FeedState, settings: Settings) -> Wait:
    failures = state.failures + 1
    wait = timedelta(minutes=settings.poll_minutes) * 2 ** min(failures - 1, 12)
    return min(wait, DAY), f"failure {failures} in a row: next try in {_words(min(wait, DAY))}"


def _usual(response: Response, parsed: Parsed | None, state: FeedState, settings: Settings) -> Wait:
    """The usual interval; a server without validators is asked only as often as news need."""
    usual = timedelta(minutes=settings.poll_minutes)
    if parsed is None or {"etag", "last-modified"} & response.headers.keys():
        return usual, f"every {_words(usual)}"
    wait = max(usual, min(DAY, _turnover(parsed, state, response.started_at, usual) / LOOKS))
    return wait, f"every {_words(wait)}: no validators, so no oftener than its window needs"


def _turnover(parsed: Parsed, state: FeedState, now: datetime, usual: timedelta) -> timedelta:
    """How long the feed takes to replace its window: by its dates, else by what came new."""
    dates = [date for entry in parsed.entries if (date := stamp_of(entry))]
    if len(dates) > 1:
        return max(dates) - min(dates)
    if state.last_poll_at is None or not state.window:
        return usual
    since = now - state.last_poll_at
    new = len({entry.key for entry in parsed.entries} - set(state.window))
    return since * len(parsed.entries) / new if new else since * 2 * LOOKS


def _asked(response: Response, parsed: Parsed | None, state: FeedState) -> list[Wait]:
    """The intervals that server and feed ask for, by headers first."""
    found = [
        (wait, f"the server's {name} asks for {_words(wait)}") for wait, name in _fresh(response)
    ]
    if parsed is not None:
        for name, minutes in (
            ("ttl", parsed.ttl_minutes),
            ("updatePeriod", parsed.update_period_minutes),
        ):
            wait = timedelta(minutes=minutes or 0)
            found.append((wait, f"the feed's {name} asks for {_words(wait)}"))
    elif not found and state.failures == 0 and state.next_due_at and state.last_poll_at:
        # a 304 says nothing of ttl and may leave out max-age: what held for the document holds
        held = state.next_due_at - state.last_poll_at
        found.append((held, f"unchanged, so as before: every {_words(held)}"))
    return found


def _fresh(response: Response) -> list[tuple[timedelta, str]]:
    """How long the answer stays fresh by Cache-Control, else by Expires."""
    headers = response.headers
    control = MAX_AGE.search(headers.get("cache-control", ""))
    if control:
        age = headers.get("age", "")
        left = int(control[1]) - (int(age) if age.isdigit() and len(age) < 9 else 0)
        return [(timedelta(seconds=left), "max-age")]
    expires = stamp(headers.get("expires", ""))
    return [(expires - _server_now(response), "Expires")] if expires else []


def _asked_on_failure(response: Response) -> list[Wait]:
    """Retry-After in seconds, or as a date by the server's own clock."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdigit() and len(value) < 9:
        wait = timedelta(seconds=int(value))
    elif at := stamp(value):
        wait = at - _server_now(response)
    else:
        return []
    return [(wait, f"the server's Retry-After asks for {_words(wait)}")]


def _server_now(response: Response) -> datetime:
    return stamp(response.headers.get("date", "")) or response.started_at


def _fraction(feed_id: str) -> float:
    """A number in [0, 1) of its own for each feed, always the same."""
    return int.from_bytes(sha256(feed_id.encode()).digest()[:4]) / 2**32


def _words(wait: timedelta) -> str:
    minutes = wait / timedelta(minutes=1)
    return f"{minutes:.0f} min" if minutes < 120 else f"{minutes / 60:.1f} h"
