"""An event's row, from all its stories."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.cluster.label import label
from feeds.model import Event, Story


def summarise(event_id: str, stories: Sequence[Story], language: str = "en") -> Event:
    """The row of an event that has at least one story; reprints count as stories."""
    headline, headline_language = label(stories, language)
    published = [story.date.published_at for story in stories]
    return Event(
        id=event_id,
        label=headline,
        label_language=headline_language,
        first_at=min(published),
        last_at=max(published),
        stories=len(stories),
        outlets=len({story.outlet_id for story in stories}),
    )
