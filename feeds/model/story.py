"""What deriving makes: dates with their evidence, stories, events and topics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from feeds.model.citing import CitedSource
from feeds.model.dating import FeedProfile
from feeds.model.events import (
    Correction,
    Event,
    EventChange,
    EventLink,
    Membership,
    NameUse,
    TopicMatch,
)
from feeds.model.framing import StoryFrames
from feeds.model.pages import Page

DateBasis = Literal["published", "updated", "created", "page", "url", "polled", "none"]
Precision = Literal["second", "minute", "hour", "day", "interval"]
Form = Literal["news", "opinion", "live", "round-up"]
TextScope = Literal["title", "summary", "full"]


class Reading(NamedTuple):
    """One way to read one date string: an interval in UTC, and how it was read.

    A tuple, not a dataclass: a hundred thousand are made a second.
    """

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
class Mention:
    """A time that a text speaks of: [from_at, to_at) in UTC, and where the words stand in it."""

    start: int  # offsets into the text as given
    end: int
    words: str
    from_at: datetime
    to_at: datetime
    precision: Literal["hour", "day", "week", "month", "year"]


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
class Derived:
    """All that deriving a batch of entries writes, in one transaction with the cursor.

    `stories` holds new and changed stories whole; `topics` replace what those stories had,
    `memberships` what their own stories had; `events` are recomputed rows;
    `names` replace what the stories of `named` had, `citations` what those of `cited` had,
    `frames` what those of `framed` had, `links` all links from the events of
    `linked`; `removed_events` were merged away, `aliases` say where to.
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
    profiles: tuple[FeedProfile, ...] = ()  # those that the batch has changed
    named: tuple[str, ...] = ()  # stories in which names were looked for
    names: tuple[NameUse, ...] = ()
    cited: tuple[str, ...] = ()  # stories in which sources were looked for
    citations: tuple[CitedSource, ...] = ()
    framed: tuple[str, ...] = ()  # stories in which frames were looked for
    frames: tuple[StoryFrames, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()  # (id of an event that is gone, where it went)
    linked: tuple[str, ...] = ()  # events whose links to earlier ones were looked for
    links: tuple[EventLink, ...] = ()
    threads: tuple[tuple[str, str], ...] = ()  # (event id, id of its thread from now on)
    facts: tuple[tuple[str, str], ...] = ()  # (key, value): what is so of the store from now on
    corrections: tuple[Correction, ...] = ()  # that a person made and this batch applies
    pages: tuple[Page, ...] = ()  # visits that the changed dates rest on, and fruitless ones
    upon: str = ""  # `Store.derivation` that this was made from; Overtaken where it has changed
