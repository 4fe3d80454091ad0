"""What changed in stories and events that were already kept: what --as-of takes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from feeds.model import Derived, Story
from feeds.store.rows import Row, batches
from feeds.store.schema import events, stories

_FIELDS = ("published_at", "event_id", "copy_of", "title")
_FIELDS_UNPLACED = ("published_at", "title")  # of a story that was dated, but not yet placed


def stories_before(conn: Connection, derived: Derived) -> dict[str, Row]:
    """The fields that history watches, as they are kept, by story id."""
    found: dict[str, Row] = {}
    columns = (stories.c.id, *(stories.c[name] for name in _FIELDS))
    for batch in batches([story.id for story in derived.stories]):
        query = select(*columns).where(stories.c.id.in_(batch))
        found |= {row["id"]: dict(row) for row in conn.execute(query).mappings()}
    return found


def labels_before(conn: Connection, derived: Derived) -> dict[str, str]:
    """The labels of the events, as they are kept, by event id."""
    found: dict[str, str] = {}
    for batch in batches([event.id for event in derived.events]):
        query = select(events.c.id, events.c.label).where(events.c.id.in_(batch))
        found |= {row.id: row.label for row in conn.execute(query)}
    return found


def changes(before: Mapping[str, Row], labels: Mapping[str, str], derived: Derived) -> list[Row]:
    """A line for every watched field that the batch changes; what is new has no history, and
    neither has a story's first place in an event."""
    told = _Told(derived)
    lines = [
        {"story_id": story.id, "event_id": "", "field": name}
        | {"before": _text(old), "after": _text(new)}
        | dict(zip(("at", "reason"), told.of(story, name), strict=True))
        for story in derived.stories
        if story.id in before
        for name in (_FIELDS if before[story.id]["event_id"] else _FIELDS_UNPLACED)
        if (old := before[story.id][name]) != (new := _now(story, name))
    ]
    return lines + [
        {"story_id": "", "event_id": event.id, "field": "label"}
        | {"before": labels[event.id], "after": event.label}
        | {"at": told.newest or event.last_at, "reason": ""}
        for event in derived.events
        if event.id in labels and labels[event.id] != event.label
    ]


class _Told:
    """When and why a batch says that it changed a field."""

    def __init__(self, derived: Derived) -> None:
        self._dates = {line.story_id: (line.at, line.reason) for line in derived.redatings}
        self._places = {line.story_id: (line.at, line.reason) for line in derived.memberships}
        self._texts = {version.story_id: version.seen_at for version in derived.versions}
        said = [at for at, _ in (*self._dates.values(), *self._places.values())]
        said += [*self._texts.values(), *(change.at for change in derived.event_changes)]
        said += [correction.at for correction in derived.corrections]
        self.newest: datetime | None = max(said, default=None)

    def of(self, story: Story, name: str) -> tuple[datetime, str]:
        """(at, reason) of a story's change."""
        otherwise = self.newest or story.first_seen_at
        if name == "published_at":
            return self._dates.get(story.id, (otherwise, ""))
        if name == "event_id":
            return self._places.get(story.id, (otherwise, ""))
        if name == "copy_of":
            return otherwise, story.copy_evidence
        return self._texts.get(story.id, otherwise), "edited by the outlet"


def _now(story: Story, name: str) -> datetime | str:
    if name == "published_at":
        return story.date.published_at
    found: str = getattr(story, name)
    return found


def _text(value: datetime | str) -> str:
    return value.isoformat() if isinstance(value, datetime) else value
