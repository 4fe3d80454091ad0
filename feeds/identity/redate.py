"""When a story's date is changed, and the line its ledger gets for it.

A better basis replaces a weaker one. Of two publications the earlier stays: outlets move the
date of a running story forward, and the first report must not seem late for it. A date that
was moved and not followed is still written into the ledger.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from feeds.model import DateBasis, Redating, Story, StoryDate

_RANK: dict[DateBasis, int] = {
    "none": 0,
    "polled": 1,
    "url": 2,
    "updated": 3,
    "page": 4,
    "created": 5,
    "published": 6,
}
_HAD: dict[DateBasis, str] = {
    "none": "the moment when it was first seen",
    "polled": "the polls",
    "url": "its address",
    "updated": "the date of its last update",
    "page": "its web page",
    "created": "the date of its creation",
    "published": "the date of its publication",
}
_CAME = {basis: f"the feed gave {text}" for basis, text in _HAD.items()} | {
    "page": "its web page was read",
    "url": "its address holds a day",
    "polled": "the polls bound it",
}
_SAME = timedelta(minutes=5)  # feeds of one outlet may differ by as much
_SURE = {"low": 0, "medium": 1, "high": 2}
DIFFER = "dates-differ"
MOVED = "moved-later"
CONFLICT = "conflicts-with-polls"


def redate(story: Story, new: StoryDate, at: datetime) -> Redating | None:
    """The ledger's line for a date read from a further entry, or None where nothing changed."""
    old = story.date
    date, reason = _choose(old, new)
    if date == old or not reason:
        return None
    return Redating(story.id, at, date, old.published_at, reason)


def _choose(old: StoryDate, new: StoryDate) -> tuple[StoryDate, str]:
    rank, before = _RANK[new.basis], _RANK[old.basis]
    if rank > before:
        return new, f"{_CAME[new.basis]}, which tells more than {_HAD[old.basis]}"
    if rank <= _RANK["polled"]:
        return _keep_conflict(old, new)
    if rank < before or new.raw == old.raw:
        return old, ""
    if _overlap(old, new):
        narrower = new.latest_at - new.earliest_at < old.latest_at - old.earliest_at
        return (new, f"a date came that is exact to the {new.precision}") if narrower else (old, "")
    if _SURE[new.confidence] < _SURE[old.confidence]:
        return _kept(old, DIFFER, f"{new.raw} was given too; it is less sure and not followed")
    if new.published_at < old.published_at:
        return new, f"the outlet gave an earlier date: {new.raw}"
    return _kept(old, MOVED, f"the outlet moved the date to {new.raw}; the earlier one is kept")


def _keep_conflict(old: StoryDate, new: StoryDate) -> tuple[StoryDate, str]:
    """A later date that the polls contradict was resolved to the polls: the old date stands."""
    if CONFLICT not in new.flags or not new.raw or new.raw == old.raw:
        return old, ""
    return _kept(
        old,
        MOVED,
        f"the outlet moved the date to {new.raw}, after the story was first seen; not followed",
    )


def _kept(old: StoryDate, flag: str, reason: str) -> tuple[StoryDate, str]:
    if reason in old.evidence:
        return old, ""
    flags = old.flags if flag in old.flags else (*old.flags, flag)
    return replace(old, flags=flags, evidence=(*old.evidence, reason)), reason


def _overlap(old: StoryDate, new: StoryDate) -> bool:
    return old.earliest_at <= new.latest_at + _SAME and new.earliest_at <= old.latest_at + _SAME


def corrected(story: Story, new: StoryDate, at: datetime, reason: str) -> Redating | None:
    """The ledger's line for a date read anew by a corrected clock, or None where it is the same."""
    old = story.date
    same = (new.published_at, new.earliest_at, new.latest_at)
    if same == (old.published_at, old.earliest_at, old.latest_at):
        return None
    return Redating(story.id, at, new, old.published_at, reason)
