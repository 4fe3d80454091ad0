"""What a server and its feed ask of whoever polls them, by headers and by document (pure)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from feeds.model import FeedState, Parsed, Response
from feeds.pacing.rhythm import asks, with_asks
from feeds.stamps import stamp

DAY = timedelta(days=1)  # no ask counts for more
MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.I)
Ask = tuple[timedelta, str]  # how long to wait, and who asks for it


def asked(response: Response, parsed: Parsed | None, state: FeedState) -> list[Ask]:
    """What an answer asks for; a 304 leaves unsaid what its document said, which still holds."""
    found = _fresh(response)
    if parsed is not None:
        return found + _of_document(parsed)
    server, feed = asks(state.rhythm)
    return (found or [(server, "the server, as before,")]) + [(feed, "the feed, as before,")]


def remembered(
    kept: tuple[float, ...], response: Response, parsed: Parsed | None
) -> tuple[float, ...]:
    """The rhythm with what an answer asks for beside it."""
    server, feed = asks(kept)
    found = _fresh(response)
    if found or parsed is not None:
        server = max((wait for wait, _ in found), default=timedelta())
    if parsed is not None:
        feed = max(wait for wait, _ in _of_document(parsed))
    return with_asks(kept, _within(server), _within(feed))


def retry_after(response: Response) -> timedelta | None:
    """Retry-After in seconds, or as a date by the server's own clock; at most a day."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal() and value.isascii():
        return _within(timedelta(seconds=int(value[:9])))
    at = stamp(value)
    return _within(at - _server_now(response)) if at else None


def _of_document(parsed: Parsed) -> list[Ask]:
    asked = (("ttl", parsed.ttl_minutes), ("updatePeriod", parsed.update_period_minutes))
    return [(timedelta(minutes=minutes or 0), f"the feed's {name}") for name, minutes in asked]


def _fresh(response: Response) -> list[Ask]:
    """How long the answer stays fresh by Cache-Control, else by Expires."""
    headers = response.headers
    control = MAX_AGE.search(headers.get("cache-control", ""))
    if control:
        age = headers.get("age", "")
        left = int(control[1]) - (int(age) if age.isdecimal() and len(age) < 9 else 0)
        return [(timedelta(seconds=left), "the server's max-age")]
    expires = stamp(headers.get("expires", ""))
    return [(expires - _server_now(response), "the server's Expires")] if expires else []


def _server_now(response: Response) -> datetime:
    return stamp(response.headers.get("date", "")) or response.started_at


def _within(wait: timedelta) -> timedelta:
    return min(max(wait, timedelta()), DAY)
