"""A store's part over a database: stories and what they were derived with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

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
from feeds.store import (
    deriving,
    entries,
    looking,
    polling,
)
from feeds.store.counts import rollups

if TYPE_CHECKING:
    from feeds.engine import Engine
    from feeds.store.protocol import Recounted

from feeds.store.sql.base import SqlBase


class SqlStories(SqlBase):
    """Stories and what they were derived with."""

    def cursor(self) -> int:
        """Id of the last entry that stories were derived from; 0 at first."""
        return int(self.meta("cursor") or 0)

    def derivation(self) -> str:
        """Changes whenever what is derived has changed."""
        with self.reading() as conn:
            return deriving.derivation(conn)

    def entries_after(self, cursor: int, limit: int) -> list[Entry]:
        """Entries by id, ascending."""
        with self.reading() as conn:
            return entries.after(conn, cursor, limit)

    def bare_entries(self, feed_ids: Sequence[str], until: int) -> list[Entry]:
        """The entries of feeds up to an id, in order of arrival, without what is bulky."""
        with self.reading() as conn:
            return entries.bare(conn, feed_ids, until)

    def told_entries(self, feed_ids: Sequence[str]) -> list[tuple[str, str, str]]:
        """(feed id, key, story id) of the entries of feeds that stories were made from."""
        with self.reading() as conn:
            return entries.told(conn, feed_ids)

    def save_derived(self, derived: Derived) -> None:
        """Write a batch and its cursor, and bring the rollups up to date."""
        if derived != Derived(self.cursor(), upon=derived.upon):
            with self.writing() as conn:
                deriving.save(conn, self.inserter, derived)

    def recount(self, engine: Engine, tick: Callable[[int, int], None]) -> Recounted:
        """Count every story anew, and write the rollups that differ."""
        with self.writing() as conn:
            found = rollups.rebuild(conn, self.inserter, tick, engine)
            if found.changed:
                polling.bump(conn, self.inserter)
        return found

    def stories(self, ids: Collection[str]) -> dict[str, Story]:
        """Stories by id; unknown ids are left out."""
        with self.reading() as conn:
            return deriving.read_stories(conn, ids)

    def stories_seen(self, after_at: datetime, to_at: datetime) -> list[Story]:
        """Stories first seen in (after, to], in order of first_seen_at, then id."""
        with self.reading() as conn:
            return deriving.stories_seen(conn, after_at, to_at)

    def stories_published(self, from_at: datetime, to_at: datetime) -> list[Story]:
        """Stories published in [from, to), in order of published_at, then id."""
        with self.reading() as conn:
            return deriving.stories_published(conn, from_at, to_at)

    def unplaced(self, late_by: timedelta, late: bool, limit: int) -> list[Story]:
        """Stories without an event: those seen late by publication, or the others by arrival."""
        with self.reading() as conn:
            return deriving.unplaced(conn, late_by, late, limit)

    def stories_of_events(self, event_ids: Collection[str]) -> list[Story]:
        """Every story of the events, in order of first_seen_at, then id."""
        with self.reading() as conn:
            return deriving.stories_of_events(conn, event_ids)

    def vectors(self, ids: Collection[str]) -> dict[str, bytes]:
        """Sentence vectors that are kept, by story id."""
        with self.reading() as conn:
            return deriving.read_vectors(conn, ids)

    def versions(self, story_id: str) -> list[StoryVersion]:
        """A story's versions, oldest first."""
        with self.reading() as conn:
            return deriving.read_versions(conn, story_id)

    def redatings(self, story_id: str) -> list[Redating]:
        """A story's date ledger, oldest first."""
        with self.reading() as conn:
            return deriving.read_redatings(conn, story_id)

    def feed_profiles(self) -> dict[str, FeedProfile]:
        """What polling has taught of the dates of feeds, by feed id."""
        with self.reading() as conn:
            return deriving.read_profiles(conn)

    def topics_of(self, ids: Collection[str]) -> dict[str, list[TopicMatch]]:
        """Topic matches by story id."""
        with self.reading() as conn:
            return deriving.topics_of(conn, ids)

    def entries_of(self, story_id: str) -> list[Entry]:
        """Every version of the entries that a story was made from."""
        with self.reading() as conn:
            return entries.of_story(conn, story_id)

    def memberships(self, event_id: str) -> list[Membership]:
        """The places in an event, in order of placing."""
        with self.reading() as conn:
            return looking.memberships(conn, event_id)

    def places(self, story_ids: Collection[str]) -> dict[str, Membership]:
        """The place of each story in its event, by story id."""
        with self.reading() as conn:
            return looking.places(conn, story_ids)

    def versions_of(self, story_ids: Collection[str]) -> dict[str, list[StoryVersion]]:
        """The versions of stories, oldest first, by story id."""
        with self.reading() as conn:
            return looking.versions_of(conn, story_ids)

    def first_versions(self, story_ids: Collection[str]) -> dict[str, StoryVersion]:
        """The words in which stories first came, by story id."""
        with self.reading() as conn:
            return looking.first_versions(conn, story_ids)

    def stories_like(self, text: str, limit: int) -> list[Story]:
        """Stories whose id begins with a text, or whose address or headline holds it."""
        with self.reading() as conn:
            return looking.like(conn, text, limit)

    def pages(self, ids: Collection[str]) -> dict[str, Page]:
        """Visits to the web pages of stories, by story id."""
        with self.reading() as conn:
            return looking.read_pages(conn, ids)

    def pageless(self, after_at: datetime, wide: timedelta, limit: int) -> list[Story]:
        """Stories whose date a page could better and whose page was never asked."""
        with self.reading() as conn:
            return looking.pageless(conn, after_at, wide, limit)
