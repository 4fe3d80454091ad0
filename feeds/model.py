"""The records that pass from stage to stage, one type a stage; instants are aware UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Scope = Literal["all", "front", "section", "query"]
Outcome = Literal[
    "fresh",  # new or edited entries came
    "unchanged",  # 304, or 200 with nothing new
    "empty",  # a feed without any entry: a failure state, not zero coverage
    "not-a-feed",  # HTML, a captcha, nothing
    "failed",  # connection, HTTP status, broken body
    "refused",  # a private address, a forbidden scheme
    "timed-out",
    "throttled",  # 429, or 503 with Retry-After
    "retired",  # 410
]
OBSERVING: frozenset[str] = frozenset({"fresh", "unchanged"})

DateBasis = Literal["published", "updated", "created", "url", "polled", "none"]
Precision = Literal["second", "minute", "hour", "day", "interval"]
Form = Literal["news", "opinion", "live", "round-up"]
TextScope = Literal["title", "summary", "full"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about an outlet with its source, e.g. who owns it and since when."""

    value: str
    source: str
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """One polled URL of an outlet."""

    id: str
    outlet_id: str
    url: str
    language: str
    edition: str = ""
    scope: Scope = "all"
    enabled: bool = True
    terms: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. `owner` and `alignment` are histories, oldest first."""

    id: str
    name: str
    native_name: str
    kind: str
    country: str
    languages: tuple[str, ...]
    zone: str
    owner: tuple[Claim, ...] = ()
    alignment: tuple[Claim, ...] = ()
    feeds: tuple[Feed, ...] = ()

    def alignment_on(self, day: date) -> str:
        """The alignment in force on a day, or `unknown`."""
        return _in_force(self.alignment, day)

    def owner_on(self, day: date) -> str:
        """The owner in force on a day, or `unknown`."""
        return _in_force(self.owner, day)


def _in_force(history: tuple[Claim, ...], day: date) -> str:
    held = [claim for claim in history if claim.valid_from is None or claim.valid_from <= day]
    return held[-1].value if held else "unknown"


@dataclass(frozen=True, slots=True)
class Group:
    """Outlets shown together. `where` maps an outlet field (alignment, country, kind,
    owner, language, outlet) to the values that match; all fields must match."""

    id: str
    label: str
    label_ar: str
    where: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """At most seven groups; an outlet belongs to the first that matches, else to `rest`."""

    id: str
    label: str
    label_ar: str
    groups: tuple[Group, ...]

    def group_of(self, outlet: Outlet, day: date) -> str:
        """The id of the outlet's group on a day, or `rest`."""
        facts = {
            "alignment": {outlet.alignment_on(day)},
            "owner": {outlet.owner_on(day)},
            "country": {outlet.country},
            "kind": {outlet.kind},
            "language": set(outlet.languages),
            "outlet": {outlet.id},
        }
        for group in self.groups:
            if all(facts[name] & set(values) for name, values in group.where.items()):
                return group.id
        return "rest"


@dataclass(frozen=True, slots=True)
class Topic:
    """A standing subject that holds events, with what names it in text, by language.

    `terms`, `excluded` and `weak` map a language code to phrases; `names` maps a canonical
    English name (person, place or group) to all its spellings in any script. `weak` phrases
    count only beside one of `anchors`, the words that place a story in the subject;
    `elsewhere` names what it is not about, `home` the countries whose outlets leave the
    anchor out. These three are the same for all topics of a subject.
    """

    id: str
    label: str
    label_ar: str
    terms: dict[str, tuple[str, ...]]
    excluded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    weak: dict[str, tuple[str, ...]] = field(default_factory=dict)
    anchors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: dict[str, tuple[str, ...]] = field(default_factory=dict)
    home: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What one store watches: outlets, groupings and topics."""

    id: str
    label: str
    label_ar: str
    zone: str
    outlets: tuple[Outlet, ...]
    groupings: tuple[Grouping, ...]
    topics: tuple[Topic, ...]
    synthetic: bool = False


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
        from hashlib import sha256

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


@dataclass(frozen=True, slots=True)
class PollRecord:
    """All that one poll writes, in one transaction."""

    poll: Poll
    entries: tuple[Entry, ...]
    state: FeedState


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read one date string: an interval in UTC, and how it was read."""

    earliest_at: datetime
    latest_at: datetime
    precision: Precision
    zone: str  # IANA name or offset
    zone_basis: Literal["written", "named", "feed", "outlet", "assumed"]
    reader: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class StoryDate:
    """When a story was published, and how that is known.

    `published_at` is the instant charts use, inside [earliest_at, latest_at].
    """

    published_at: datetime
    earliest_at: datetime
    latest_at: datetime
    basis: DateBasis
    precision: Precision
    confidence: Literal["high", "medium", "low"]
    raw: str = ""
    reader: str = ""
    zone: str = ""
    zone_basis: str = ""
    flags: tuple[str, ...] = ()  # clock-skew, conflicts-with-polls, set-aside:…
    evidence: tuple[str, ...] = ()  # every reading in words, chosen or not


@dataclass(frozen=True, slots=True)
class Story:
    """One dated article of one outlet."""

    id: str
    outlet_id: str
    feed_id: str  # the feed that showed it first
    url: str  # canonical
    link: str  # as the feed gave it
    title: str
    summary: str
    language: str
    form: Form
    text_scope: TextScope
    date: StoryDate
    first_seen_at: datetime
    version: int = 1
    copy_of: str = ""  # id of the likely origin, "" where it is no reprint
    copy_evidence: str = ""
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class StoryVersion:
    """A headline or text as it stood from `seen_at` on."""

    story_id: str
    version: int
    seen_at: datetime
    title: str
    summary: str
    published_raw: str


@dataclass(frozen=True, slots=True)
class Redating:
    """A line of a story's date ledger: the choice made at an instant, and why."""

    story_id: str
    at: datetime
    date: StoryDate
    before_at: datetime | None  # the published_at it replaces; None for the first
    reason: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A story's place in an event, with the reason."""

    story_id: str
    event_id: str
    at: datetime
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """The stories about one happening."""

    id: str
    label: str
    label_language: str
    first_at: datetime
    last_at: datetime
    stories: int
    outlets: int


@dataclass(frozen=True, slots=True)
class EventChange:
    """A line of the event log: created, merged, split, renamed, moved."""

    event_id: str
    at: datetime
    kind: Literal["created", "merged", "split", "renamed", "moved"]
    other_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """Why a story belongs to a topic."""

    story_id: str
    topic_id: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Derived:
    """All that deriving a batch of entries writes, in one transaction with the cursor.

    `stories` holds new and changed stories whole; `topics` replace what those stories had,
    `memberships` what their own stories had; `events` are recomputed rows;
    `removed_events` were merged away.
    """

    cursor: int  # id of the last entry taken in
    stories: tuple[Story, ...] = ()
    story_entries: tuple[tuple[str, str, str], ...] = ()  # (story_id, feed_id, entry key)
    versions: tuple[StoryVersion, ...] = ()
    redatings: tuple[Redating, ...] = ()
    memberships: tuple[Membership, ...] = ()
    events: tuple[Event, ...] = ()
    removed_events: tuple[str, ...] = ()
    event_changes: tuple[EventChange, ...] = ()
    topics: tuple[TopicMatch, ...] = ()
    vectors: tuple[tuple[str, bytes], ...] = ()  # (story_id, float16 little-endian)
