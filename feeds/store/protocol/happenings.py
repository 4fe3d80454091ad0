"""What every store can do with events, names, topics and what people set right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

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

if TYPE_CHECKING:
    pass


class Happenings(Protocol):
    """Events, names, topics and what people set right."""

    def events(self, ids: Collection[str]) -> dict[str, Event]:
        """Events by id."""

    def event_changes(self, event_id: str) -> list[EventChange]:
        """An event's log, oldest first."""

    def current_event(self, event_id: str) -> str:
        """Where an event is now: its own id, or that of the event it was merged into."""

    def event_links(self, event_ids: Collection[str]) -> list[EventLink]:
        """Links from or to the events, oldest first."""

    def threads(self, thread_ids: Collection[str]) -> dict[str, list[Event]]:
        """The events of threads by thread id, in order of first_at."""

    def newest_threads(self, limit: int) -> list[str]:
        """Ids of threads, those with the newest stories first."""

    def names_of(self, story_ids: Collection[str]) -> dict[str, list[NameUse]]:
        """The names that stories carry, by story id."""

    def names(self) -> list[NameTally]:
        """Every name that stories carry, those of most stories first, then by name."""

    def stories_named(self, name_id: str, limit: int) -> list[Story]:
        """Stories that carry a name in any spelling, newest first."""

    def corrections(self) -> list[Correction]:
        """What people set right, oldest first."""

    def add_correction(self, correction: Correction) -> int:
        """Append a correction; its number."""

    def found_topics(self) -> tuple[list[FoundTopic], dict[str, str]]:
        """Found topics, oldest first, and the topic of each event that belongs to one."""

    def save_found_topics(
        self, topics: Sequence[FoundTopic], of_events: Sequence[tuple[str, str]]
    ) -> None:
        """Replace the found topics and which (event id, topic id) belong to them."""

    def changes_at(self, at: datetime) -> list[tuple[str, str, str, str]]:
        """(story id, field, before, after) of what was changed in stories at an instant."""

    def citations_of(self, story_ids: Collection[str]) -> dict[str, list[CitedSource]]:
        """Whom stories cite, by story id, in order of place and position."""
