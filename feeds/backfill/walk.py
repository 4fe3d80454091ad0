"""What every source of history is made of: what is asked for, copies read, a walk (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any, Protocol

from feeds.model import Feed, Parsed, RawEntry, Response
from feeds.stamps import stamp, stamp_of

SOURCES = ("archive", "wordpress", "sitemap", "wayback")  # in the order in which they are asked


class Stuck(Exception):
    """A walk that cannot go on for now; the message says why. What came before is kept."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a feed's history in [since, until].

    `address` is where the feed is polled now, `site` the front page of its stories and `hosts`
    what they are at, `wayback` the Wayback Machine's address, `max_entries` a document's limit.
    """

    feed: Feed
    address: str
    site: str
    hosts: tuple[str, ...]
    since_at: datetime
    until_at: datetime
    wayback: str
    max_entries: int


@dataclass(frozen=True, slots=True)
class Copy:
    """One listing of a feed's entries that is not a poll of it.

    It vouches for (observed_from_at, until_at], for nothing where either is None.
    """

    response: Response
    parsed: Parsed
    captured_at: datetime | None = None  # when it was made, where others made it
    observed_from_at: datetime | None = None
    until_at: datetime | None = None
    listed_after_at: datetime | None = None  # the copy before, which lacked what is new here
    overlap: int = 0
    made_at: Mapping[str, datetime] = field(default_factory=dict)  # of single entries, by key

    def shown_at(self, key: str) -> datetime | None:
        """When others recorded an entry; None where it is read live."""
        return self.captured_at or self.made_at.get(key)


@dataclass(frozen=True, slots=True)
class Step:
    """What an answer came to: the copies it holds and the walk from here on."""

    walk: Walk
    copies: Sequence[Copy] = ()


class Walk(Protocol):
    """A source's way through the history of one feed; every step is a new one."""

    @property
    def next_url(self) -> str:
        """The address to ask for next; "" at the end."""

    @property
    def left(self) -> int:
        """Requests that are known to be left, at least."""

    @property
    def cursor(self) -> str:
        """All that must be kept to go on from here."""

    @property
    def note(self) -> str:
        """What has come of it so far, in words; "" where there is nothing to say."""

    def take(self, answer: Response) -> Step:
        """The walk after an answer, a failing one too; Stuck where it must be asked again."""


def kept(state: Any) -> str:
    """A walk's own record, of plain values, as a cursor."""
    return json.dumps(asdict(state), ensure_ascii=False, separators=(",", ":"))


def held(cursor: str) -> dict[str, Any]:
    """What `kept` wrote; nothing for an empty cursor."""
    found = json.loads(cursor or "{}")
    return found if isinstance(found, dict) else {}


def newest_of(listed: Sequence[RawEntry]) -> str:
    """The newest readable date of a listing, as ISO text in UTC; "" where none can be read."""
    newest = max((at for entry in listed if (at := stamp_of(entry))), default=None)
    return newest.isoformat() if newest else ""


def reach_of(listed: Sequence[RawEntry]) -> datetime | None:
    """How far down a whole listing is known to be complete, the newest first.

    Its oldest date where no date in it rises; its newest where some do, for what lies between
    may stand on the next page; None where one is undated.
    """
    dates = [stamp_of(entry) for entry in listed]
    known = [at for at in dates if at]
    if not known or len(known) < len(dates):
        return None
    falling = all(below <= above for above, below in pairwise(known))
    return known[-1] if falling else max(known)


def day_of(raw: str) -> datetime | None:
    """A date string's instant, a bare day's midnight in UTC: enough to tell what is too old."""
    found = stamp(raw)
    if found is not None:
        return found
    try:
        day = date.fromisoformat(raw.strip()[:10])
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def many(number: int, one: str, more: str = "") -> str:
    """`1 page`, `2 pages`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def same_site(host: str, other: str) -> bool:
    """Whether two hosts are one site: equal, or one of them under the other."""
    one, two = (name.removeprefix("www.") for name in (host, other))
    return bool(one and two) and (one == two or one.endswith(f".{two}") or two.endswith(f".{one}"))
