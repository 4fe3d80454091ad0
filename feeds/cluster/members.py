"""Which stories of the window are in which event, in order of arrival."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from hashlib import sha256

from feeds.model import Story

Place = tuple[float, str, int]  # first seen, story id, slot: one order for all that is kept


def event_id_of(founder_id: str) -> str:
    """The id of the event that a story founds; the same on every rebuild."""
    return "e" + sha256(founder_id.encode()).hexdigest()[:15]


def place_of(story: Story, slot: int) -> Place:
    """Where a story stands in order of arrival."""
    return story.first_seen_at.timestamp(), story.id, slot


class Members:
    """Slots by event. An event is open while the story that founded it is here."""

    def __init__(self) -> None:
        self._places: dict[str, list[Place]] = {}
        self._founded: dict[str, Place] = {}
        self._changed: set[str] = set()

    def __contains__(self, event_id: str) -> bool:
        return event_id in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def add(self, story: Story, slot: int) -> None:
        """Put a story into its event."""
        place = place_of(story, slot)
        insort(self._places.setdefault(story.event_id, []), place)
        self._changed.add(story.event_id)
        if event_id_of(story.id) == story.event_id:
            self._founded[story.event_id] = place

    def remove(self, story: Story, slot: int) -> None:
        """Take a story out of its event."""
        places = self._places[story.event_id]
        del places[bisect_left(places, place_of(story, slot))]
        self._changed.add(story.event_id)
        if not places:
            del self._places[story.event_id]
        if event_id_of(story.id) == story.event_id:
            del self._founded[story.event_id]

    def changed(self) -> list[str]:
        """The events whose stories are others than when this was last asked, in order of ids."""
        found = sorted(self._changed)
        self._changed.clear()
        return found

    def of(self, event_id: str) -> list[int]:
        """The slots of an event, oldest first."""
        return [slot for _, _, slot in self._places[event_id]]

    def oldest(self, event_id: str) -> Iterator[int]:
        """The slots of an event, oldest first, without a list of them."""
        return (slot for _, _, slot in self._places[event_id])

    def newest(self, event_id: str) -> Iterator[int]:
        """The slots of an event, newest first."""
        return (slot for _, _, slot in reversed(self._places[event_id]))

    def size(self, event_id: str) -> int:
        """How many of its stories are here."""
        return len(self._places[event_id])

    def is_open(self, event_id: str) -> bool:
        """Whether the story that founded it is here: a chain of stories ends with the window."""
        return event_id in self._founded

    def founded(self, event_id: str) -> Place:
        """When an open event was founded."""
        return self._founded[event_id]
