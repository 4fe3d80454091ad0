"""Which feeds are due, and when next: politely, and never silently never (pure).

A feed is asked at the usual interval; more rarely where it lists little; oftener only where its
window may turn over sooner. How long a server or its feed asks to be left alone counts, unless
entries would be lost by it; Retry-After counts always. No wait is longer than a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from feeds.model import Feed, FeedState, Parsed, Response
from feeds.pacing.asks import asked, retry_after
from feeds.pacing.holds import held, host_asked
from feeds.pacing.pace import JITTER, Pace, pace
from feeds.settings import Settings
from feeds.stamps import stamp_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LOOKS = 4  # polls in the time a feed takes to replace its whole window, as its dates tell
OFFLINE = 72  # failures without any answer in a row that may be this machine's own
Wait = tuple[timedelta, str]


def due(
    feeds: Iterable[Feed],
    states: Mapping[str, FeedState],
    now: datetime,
    everything: bool = False,
    holds: Mapping[str, datetime] | None = None,
) -> list[Feed]:
    """Enabled feeds that are not retired and whose time has come, or all of those.

    Where a server asked for time, it gets it in both cases. `holds` are those of all hosts; left
    out, they are told from the states given, of which windows and rhythms are not needed.
    """
    wanted = [feed for feed in feeds if feed.enabled]
    holds = held(wanted, states) if holds is None else holds
    return [
        feed
        for feed in wanted
        if _waits_for_nothing(states.get(feed.id), now, everything)
        and not (holds and _later(holds.get(host_asked(feed, states.get(feed.id))), now))
    ]


def _waits_for_nothing(state: FeedState | None, now: datetime, everything: bool) -> bool:
    if state is None:
        return True
    if state.retired or _later(state.held_until_at, now):
        return False
    return everything or not _later(state.next_due_at, now)


def _later(at: datetime | None, now: datetime) -> bool:
    """Whether an instant is to come; beyond a day it was set by a clock that ran ahead."""
    return at is not None and now < at <= now + DAY


def next_due(
    response: Response,
    parsed: Parsed | None,
    state: FeedState,
    now: datetime,
    settings: Settings,
) -> tuple[datetime, str]:
    """When to poll next and why, in a sentence.

    `state` is what was remembered before this response, its rhythm already learnt from it.
    """
    if response.outcome == "retired":
        return now + DAY, "retired: the server says that the feed is gone for good"
    if response.outcome is not None or (parsed is not None and not parsed.entries):
        wait, why = _after_failure(response, state, settings)
    else:
        wait, why = _after_answer(response, parsed, state, now, settings)
    return now + min(wait, DAY), why


def _after_failure(response: Response, state: FeedState, settings: Settings) -> Wait:
    wait, why = _jittered(_backoff(response, state, settings), state)
    later = retry_after(response)
    if later is not None and later > wait:
        return later, f"the server's Retry-After asks for {_words(later)}"
    return wait, why


def _backoff(response: Response, state: FeedState, settings: Settings) -> Wait:
    """Doubled at every failure; but a machine without a network bothers no server."""
    failures, usual = state.failures + 1, timedelta(minutes=settings.poll_minutes)
    unanswered = response.status is None and response.outcome in ("failed", "timed-out")
    if unanswered and failures <= OFFLINE:
        wait = min(usual * 2 ** min(failures - 1, 12), max(usual, HOUR))
        return wait, f"failure {failures} in a row, no answer at all: next try in {_words(wait)}"
    doubled = failures - OFFLINE if unanswered else failures - 1
    wait = min(usual * 2 ** min(doubled, 12), DAY)
    return wait, f"failure {failures} in a row: next try in {_words(wait)}"


def _after_answer(
    response: Response, parsed: Parsed | None, state: FeedState, now: datetime, settings: Settings
) -> Wait:
    """The own interval, or what server and feed ask for: as far as the window has time."""
    window = len(parsed.entries) if parsed else len(state.window)
    found = pace(state.rhythm, window, now, settings)
    if parsed is None or {"etag", "last-modified"} & response.headers.keys():
        own = _own(found, window)
    else:
        own = _unvalidated(found, parsed, state, now)
    wait, why = _jittered(own, state)
    longest, who = max(asked(response, parsed, state))
    if longest <= wait:
        return wait, why
    if found.known and found.full < longest:
        wait, losing = max(wait, found.full), _losing(window)
        return wait, f"{_every(wait)}: {who} asks for {_words(longest)}, but {losing}"
    return longest, f"{who} asks for {_words(longest)}"


def _own(found: Pace, window: int) -> Wait:
    """The usual interval, or what the feed's rhythm makes of it."""
    if found.full < found.usual:
        return found.full, f"{_every(found.full)}: {_losing(window)}"
    wait = min(found.rare, found.full)
    if wait <= found.usual:
        return found.usual, _every(found.usual)
    return wait, f"{_every(wait)}: it lists little at this time"


def _unvalidated(found: Pace, parsed: Parsed, state: FeedState, now: datetime) -> Wait:
    """A server without validators sends everything every time: no oftener than news need."""
    wait = found.full
    if not found.known:
        wait = max(found.usual, _shown(parsed, state, now, found.usual) / LOOKS)
    wait = min(DAY, wait)
    return wait, f"{_every(wait)}: no validators, so no oftener than its window needs"


def _shown(parsed: Parsed, state: FeedState, now: datetime, usual: timedelta) -> timedelta:
    """How long a window lasts by the document: by its dates, else by what came new."""
    dates = [date for entry in parsed.entries if (date := stamp_of(entry))]
    if len(dates) > 1:
        return max(dates) - min(dates)
    if state.last_poll_at is None or not state.window:
        return usual
    since = now - state.last_poll_at
    new = len({entry.key for entry in parsed.entries} - set(state.window))
    return since * len(parsed.entries) / new if new else since * 2 * LOOKS


def _jittered(own: Wait, state: FeedState) -> Wait:
    return own[0] * (1 - JITTER * _fraction(state.feed_id)), own[1]


def _fraction(feed_id: str) -> float:
    """A number in [0, 1) of its own for each feed, always the same."""
    return int.from_bytes(sha256(feed_id.encode()).digest()[:4]) / 2**32


def _losing(window: int) -> str:
    return f"its window of {window} may turn over sooner"


def _every(wait: timedelta) -> str:
    return f"every {_words(wait)}"


def _words(wait: timedelta) -> str:
    minutes = wait / timedelta(minutes=1)
    return f"{minutes:.0f} min" if minutes < 120 else f"{minutes / 60:.1f} h"
