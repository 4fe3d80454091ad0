"""What every store can do with stories and what they were derived with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from feeds.model import (
    Derived,
    Entry,
    FeedProfile,
    Membership,
    Page,
    Redating,
    Story,
    StoryVersion,
    TopicMatch,
)

if TYPE_CHECKING:
    from feeds.engine import Engine
    from feeds.store.protocol.kinds import Recounted


class Stories(Protocol):
    """Stories and what they were derived with."""

    def cursor(self) -> int:
        """Id of the last entry that stories were derived from; 0 at first."""

    def derivation(self) -> str:
        """Changes whenever what is derived has changed: a batch says from which it was made."""

    def entries_after(self, cursor: int, limit: int) -> list[Entry]:
        """Entries by id, ascending."""

    def bare_entries(self, feed_ids: Sequence[str], until: int) -> list[Entry]:
        """The entries of feeds up to an id, in order of arrival (seen_at, then id), without
        summaries, authors and categories."""

    def told_entries(self, feed_ids: Sequence[str]) -> list[tuple[str, str, str]]:
        """(feed id, key, story id) of the entries of feeds that stories were made from."""

    def save_derived(self, derived: Derived) -> None:
        """Write a batch and its cursor, and bring the rollups up to date, in one transaction.
        Overtaken where it says that it was made from another state than the store's."""

    def recount(self, engine: Engine, tick: Callable[[int, int], None]) -> Recounted:
        """Count every story anew, in one transaction, and write the rollups that differ; what an
        engine packs changes nothing but the time. `tick` is told stories, of how many."""

    def stories(self, ids: Collection[str]) -> dict[str, Story]:
        """Stories by id; unknown ids are left out."""

    def stories_seen(self, after_at: datetime, to_at: datetime) -> list[Story]:
        """Stories first seen in (after, to], in order of first_seen_at, then id."""

    def stories_published(self, from_at: datetime, to_at: datetime) -> list[Story]:
        """Stories published in [from, to), in order of published_at, then id."""

    def unplaced(self, late_by: timedelta, late: bool, limit: int) -> list[Story]:
        """Stories without an event. Late: those first seen more than `late_by` after the latest
        instant at which they can have been published, in order of published_at, then id; else
        the others, in order of first_seen_at, then id."""

    def stories_of_events(self, event_ids: Collection[str]) -> list[Story]:
        """Every story of the events, in order of first_seen_at, then id."""

    def vectors(self, ids: Collection[str]) -> dict[str, bytes]:
        """Sentence vectors that are kept, by story id."""

    def versions(self, story_id: str) -> list[StoryVersion]:
        """A story's versions, oldest first."""

    def versions_of(self, story_ids: Collection[str]) -> dict[str, list[StoryVersion]]:
        """The versions of stories, oldest first, by story id."""

    def redatings(self, story_id: str) -> list[Redating]:
        """A story's date ledger, oldest first."""

    def feed_profiles(self) -> dict[str, FeedProfile]:
        """What polling has taught of the dates of feeds, by feed id; as of the cursor."""

    def topics_of(self, ids: Collection[str]) -> dict[str, list[TopicMatch]]:
        """Topic matches by story id."""

    def entries_of(self, story_id: str) -> list[Entry]:
        """Every version of the entries that a story was made from, by id."""

    def memberships(self, event_id: str) -> list[Membership]:
        """The places in an event, in order of placing."""

    def places(self, story_ids: Collection[str]) -> dict[str, Membership]:
        """The place of each story in its event, by story id."""

    def first_versions(self, story_ids: Collection[str]) -> dict[str, StoryVersion]:
        """The words in which stories first came, by story id."""

    def stories_like(self, text: str, limit: int) -> list[Story]:
        """Stories whose id begins with a text, or whose address or headline holds it in any
        case, newest first. Reads every story."""

    def pages(self, ids: Collection[str]) -> dict[str, Page]:
        """Visits to the web pages of stories, by story id."""

    def pageless(self, after_at: datetime, wide: timedelta, limit: int) -> list[Story]:
        """Stories first seen after an instant whose date a page could better and whose page was
        never asked, newest first: undated, dated by their address, between two polls more than
        `wide` apart, or with a contradiction."""
