"""Stories that an outlet brings under one form of words, day after day: never one event."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.cluster.standing import standing
from feeds.cluster.window import STANDING_HOURS, Window
from feeds.model import Story
from feeds.serials import form, instalments


def goes_on(window: Window, story: Story, slot: int) -> bool:
    """Whether the outlet filled in anew what headed its story in a slot, and did so a day before
    in that story's event."""
    nearest = window.story(slot)
    if nearest.outlet_id != story.outlet_id or not _serial(story, nearest):
        return False
    return days_before(window, story, window.members.of(nearest.event_id))


def both(window: Window, ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether the slots of two sides hold instalments of an outlet's serial, a day apart."""
    return any(days_before(window, window.story(slot), theirs) for slot in ours)


def days_before(window: Window, story: Story, slots: Sequence[int]) -> bool:
    """Whether the slots hold an instalment, a day or more apart, of a story's own serial."""
    own = [slot for slot in slots if window.story(slot).outlet_id == story.outlet_id]
    apart = window.hours_from(story, own).tolist()
    days = (slot for slot, hours in zip(own, apart, strict=True) if hours >= STANDING_HOURS)
    return any(_serial(story, window.story(slot)) for slot in days)


def _serial(one: Story, other: Story) -> bool:
    if one.language != other.language:
        return False
    if standing(one.title, one.language) == standing(other.title, other.language):
        return True
    return instalments(form(one.title, one.language), form(other.title, other.language))
