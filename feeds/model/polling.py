"""What polling brings: responses, raw entries, polls and what is remembered of a feed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Literal

Outcome = Literal[
    "fresh",  # new or edited entries came
    "unchanged",  # 304, or 200 with nothing new
    "undated",  # observed, but no entry of it bears a date: the polls bound them
    "empty",  # a feed without any entry: a failure state, not zero coverage
    "not-a-feed",  # HTML, a captcha, nothing
    "failed",  # connection, HTTP status, broken body
    "refused",  # a private address, a forbidden scheme
    "timed-out",
    "throttled",  # 429, or 503 with Retry-After
    "geo-blocked",  # 403 or 451 with the marks of a regional block
    "retired",  # 410
]
OBSERVING: frozenset[str] = frozenset({"fresh", "unchanged", "undated"})
UNDATED = "all entries undated"  # an alarm of a feed


@dataclass(frozen=True, slots=True)
class Response:
    """What one request brought: either `status` and `body`, or `error`.

    `outcome` is set where the request itself decides it (failed, refused, timed-out,
    throttled, retired); `None` leaves it to what the body holds.
    """

    url: str
    final_url: str
    started_at: datetime
    duration_ms: int
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)  # names in lower case
    body: bytes = b""
    bytes_received: int = 0
    redirects: tuple[tuple[int, str], ...] = ()  # (status, location) in order
    outcome: Outcome | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """What a feed said of one entry: text cleaned of markup, date strings as they stood."""

    key: str  # identity within the feed: guid, else link, else title
    guid: str
    link: str  # absolute http(s) URL, or ""
    title: str
    summary: str
    content_chars: int  # length of the full text the feed carried, 0 where none
    author: str
    language: str  # xml:lang or the feed's, "" where unsaid
    published_raw: str = ""
    updated_raw: str = ""
    created_raw: str = ""
    categories: tuple[str, ...] = ()

    @property
    def content_hash(self) -> str:
        """Tells an edit: a hash of what a reader would see change, dates included."""
        parts = (self.link, self.title, self.summary, self.published_raw, self.updated_raw)
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed document. `kind` is rss, atom, rdf, json or "" where it is no feed."""

    kind: str
    title: str = ""
    language: str = ""
    entries: tuple[RawEntry, ...] = ()
    channel_date_raw: str = ""
    ttl_minutes: int | None = None
    update_period_minutes: int | None = None
    problem: str = ""  # what was wrong with the document, "" where nothing
    next_url: str = ""  # where its older entries are listed (RFC 5005, JSON Feed), "" if unsaid
    complete: bool = False  # it says that it lists all there is (RFC 5005)
    older: tuple[RawEntry, ...] = ()  # of pages fetched back from there, in their order

    @property
    def listed(self) -> tuple[RawEntry, ...]:
        """The document's entries, then those of the pages fetched back."""
        return self.entries + self.older


@dataclass(frozen=True, slots=True)
class FeedState:
    """What must be remembered of a feed between polls; rewritten by every poll."""

    feed_id: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    window: tuple[str, ...] = ()  # entry keys of the last document, in its order
    last_poll_at: datetime | None = None
    last_observed_at: datetime | None = None  # of the last fresh or unchanged poll
    next_due_at: datetime | None = None
    failures: int = 0  # in a row
    retired: bool = False
    moved_to: str = ""  # where a permanent redirect leads, once it has been consistent
    moved_seen: int = 0
    alarm: str = ""  # e.g. all entries undated; "" where none
    throttled: int = 0  # times in a row that the server said: not now
    held_until_at: datetime | None = None  # what its last Retry-After asked for
    rhythm: tuple[float, ...] = ()  # what `rhythm` has learnt of when it publishes
    title: str = ""  # of the document and the host of its links, by which
    link_host: str = ""  # another outlet behind the same address is told
    newest_at: datetime | None = None  # newest readable date in its last document
    last_new_at: datetime | None = None  # of the last poll that brought a new entry
    same_since_at: datetime | None = None  # first poll that brought the last body


@dataclass(frozen=True, slots=True)
class Poll:
    """One attempt on a feed and what came of it; never changed after it was written.

    A poll vouches for (observed_from_at, started_at]: observed where `overran` is false,
    lost in part where it is true. `observed_from_at` is None where it vouches for nothing.
    """

    feed_id: str
    started_at: datetime
    duration_ms: int
    status: int | None
    outcome: Outcome
    error: str = ""
    bytes_received: int = 0
    body_hash: str = ""
    entries_seen: int = 0
    entries_new: int = 0
    entries_edited: int = 0
    entries_undated: int = 0
    overlap: int = 0  # entries in common with the last window
    overran: bool = False
    observed_from_at: datetime | None = None
    redirects: tuple[tuple[int, str], ...] = ()
    next_due_at: datetime | None = None
    next_due_why: str = ""
    id: int = 0  # given by the store
    source: str = ""  # "" asked the feed itself; else whose copy of it, e.g. wayback
    captured_at: datetime | None = None  # when that copy was made: what it vouches for ends there


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of what a feed said; append-only."""

    feed_id: str
    version: int  # 1, 2, … per feed and key
    seen_at: datetime
    raw: RawEntry
    listed_after_at: datetime | None  # last observation before it appeared; None at the first poll
    id: int = 0  # given by the store, in order of arrival
    poll_id: int = 0
    source: str = ""  # "" where the feed itself said it; else whose copy, e.g. wayback
    captured_at: datetime | None = None  # when that copy was made
    channel_raw: str = ""  # the date that the document gave for itself, as it stood

    @property
    def shown_at(self) -> datetime:
        """When the outlet is known to have listed it: now, or when the copy was made."""
        return self.captured_at or self.seen_at


@dataclass(frozen=True, slots=True)
class PollRecord:
    """All that one poll writes, in one transaction."""

    poll: Poll
    entries: tuple[Entry, ...]
    state: FeedState


@dataclass(frozen=True, slots=True)
class Backfill:
    """How far the history of one feed has been fetched from one source."""

    feed_id: str
    source: str  # archive, wordpress, sitemap, wayback or mediacloud
    since_at: datetime  # how far back was asked for
    cursor: str = ""  # where to go on; what it means is the source's own affair
    done: bool = False
    at: datetime | None = None  # of the last step
    note: str = ""  # what came of it, in words
