"""Stories that came late, from an archive or at a feed's first poll: placed among their own days.

There they are given instants by which a window of 72 hours holds just those days; what comes of
it gets the instants back at which they really were seen (pure).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from feeds.cluster.assign import Placed
from feeds.model import EventChange, Story

WINDOW = timedelta(hours=72)
DAY = timedelta(days=1)


def is_late(story: Story) -> bool:
    """Whether it was no news any more when it was first seen; as `Store.unplaced` has it."""
    return story.first_seen_at - story.date.latest_at > WINDOW


def as_published(story: Story) -> Story:
    """As if seen when it was published."""
    return replace(story, first_seen_at=story.date.published_at)


def after_all(story: Story, day: datetime) -> Story:
    """As if seen just after all that is near a UTC day, in order of publication: a window of 72
    hours then still holds what is near."""
    seen_at = day + 2 * DAY + (story.date.published_at - day) / 1000
    return replace(story, first_seen_at=seen_at)


def as_seen(
    placed: Placed, after: Sequence[Story], stories: Sequence[Story], at: datetime
) -> Placed:
    """What was placed among its own days, first seen when it really was and placed with its
    pass, with a line in the log of every older event that it joined."""
    seen = {story.id: story.first_seen_at for story in stories}
    then = {story.first_seen_at: seen[story.id] for story in after}
    founded = {change.event_id for change in placed.changes if change.kind == "created"}
    joined = [
        EventChange(s.event_id, seen[s.id], "late", s.id, "seen long after it was published")
        for s in placed.stories
        if s.event_id not in founded
    ]
    return replace(
        placed,
        stories=tuple(replace(s, first_seen_at=seen[s.id]) for s in placed.stories),
        memberships=tuple(replace(m, at=at) for m in placed.memberships),
        changes=(*(replace(c, at=then[c.at]) for c in placed.changes), *joined),
    )
