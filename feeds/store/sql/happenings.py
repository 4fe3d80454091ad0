"""A store's part over a database: events, names, topics and what people set right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from feeds.model import (
    CitedSource,
    Correction,
    Event,
    EventChange,
    EventLink,
    FoundTopic,
    NameTally,
    NameUse,
    Story,
)
from feeds.store import (
    citing,
    happenings,
    looking,
)

if TYPE_CHECKING:
    pass

from feeds.store.sql.base import SqlBase


class SqlHappenings(SqlBase):
    """Events, names, topics and what people set right."""

    def events(self, ids: Collection[str]) -> dict[str, Event]:
        """Events by id."""
        with self.reading() as conn:
            return happenings.read_events(conn, ids)

    def event_changes(self, event_id: str) -> list[EventChange]:
        """An event's log, oldest first."""
        with self.reading() as conn:
            return happenings.event_changes(conn, event_id)

    def current_event(self, event_id: str) -> str:
        """Where an event is now: its own id, or that of the event it was merged into."""
        with self.reading() as conn:
            return happenings.current_id(conn, event_id)

    def event_links(self, event_ids: Collection[str]) -> list[EventLink]:
        """Links from or to the events, oldest first."""
        with self.reading() as conn:
            return happenings.event_links(conn, event_ids)

    def threads(self, thread_ids: Collection[str]) -> dict[str, list[Event]]:
        """The events of threads by thread id, in order of first_at."""
        with self.reading() as conn:
            return happenings.threads_of(conn, thread_ids)

    def newest_threads(self, limit: int) -> list[str]:
        """Ids of threads, those with the newest stories first."""
        with self.reading() as conn:
            return happenings.newest_threads(conn, limit)

    def names_of(self, story_ids: Collection[str]) -> dict[str, list[NameUse]]:
        """The names that stories carry, by story id."""
        with self.reading() as conn:
            return happenings.names_of(conn, story_ids)

    def names(self) -> list[NameTally]:
        """Every name that stories carry, those of most stories first, then by name."""
        with self.reading() as conn:
            return happenings.names(conn)

    def stories_named(self, name_id: str, limit: int) -> list[Story]:
        """Stories that carry a name in any spelling, newest first."""
        with self.reading() as conn:
            return happenings.stories_named(conn, name_id, limit)

    def corrections(self) -> list[Correction]:
        """What people set right, oldest first."""
        with self.reading() as conn:
            return happenings.corrections(conn)

    def add_correction(self, correction: Correction) -> int:
        """Append a correction; its number."""
        with self.writing() as conn:
            return happenings.add_correction(conn, self.inserter, correction)

    def found_topics(self) -> tuple[list[FoundTopic], dict[str, str]]:
        """Found topics, oldest first, and the topic of each event that belongs to one."""
        with self.reading() as conn:
            return happenings.found_topics(conn)

    def save_found_topics(
        self, topics: Sequence[FoundTopic], of_events: Sequence[tuple[str, str]]
    ) -> None:
        """Replace the found topics and which (event id, topic id) belong to them."""
        with self.writing() as conn:
            happenings.save_found_topics(conn, self.inserter, topics, of_events)

    def changes_at(self, at: datetime) -> list[tuple[str, str, str, str]]:
        """(story id, field, before, after) of what was changed in stories at an instant."""
        with self.reading() as conn:
            return looking.changes_at(conn, at)

    def citations_of(self, story_ids: Collection[str]) -> dict[str, list[CitedSource]]:
        """Whom stories cite, by story id."""
        with self.reading() as conn:
            return citing.citations_of(conn, story_ids)
