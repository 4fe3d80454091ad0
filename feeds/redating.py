"""Dating a feed's past again, by what is known of its clock today.

A clock error is corrected from the poll on in which it was noticed. What was dated before, or
corrected after it had been set right, is dated again only where a person asks for it, and every
change is written into the story's date ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice

from feeds.dates import context_of, resolve
from feeds.dates.choosing import ZONE_CORRECTED, ZONE_SUSPECTED
from feeds.dates.habit import Habit
from feeds.derive import bounds
from feeds.identity.redate import corrected
from feeds.identity.story import known, story_ids
from feeds.model import (
    Derived,
    Entry,
    Feed,
    FeedClock,
    FeedProfile,
    Outlet,
    Redating,
    Story,
    Subject,
)
from feeds.placing import Placer, Places, event_rows
from feeds.store.protocol import Store
from feeds.store.saving import save_current

BATCH = 500
BY_CLOCK = frozenset({ZONE_CORRECTED, ZONE_SUSPECTED})
SET_RIGHT = "this feed's clock was right by then"

Tick = Callable[[int], None]  # stories dated again so far


@dataclass(frozen=True, slots=True)
class Fix:
    """A story as it is, and the line that its date ledger would get."""

    story: Story
    line: Redating


def fixes(store: Store, profile: FeedProfile, now: datetime) -> Iterator[Fix]:
    """What would be dated otherwise today, by the stretches in which the clock was wrong."""
    outlet, feed = Places(store).of(profile.feed_id)
    seen: set[str] = set()
    entries = (entry for entry in store.entries(profile.feed_id) if not entry.source)
    while batch := list(islice(entries, BATCH)):
        ids = {name for entry in batch for name in story_ids(outlet.id, entry.raw)}
        stories = store.stories(ids)
        for entry in batch:
            story = known(outlet.id, entry.raw, stories)
            if story is None or story.id in seen or not _dated_by(story, entry):
                continue
            seen.add(story.id)
            if line := _line(story, entry, outlet, feed, profile, now):
                yield Fix(story, line)


def apply(
    store: Store, subject: Subject, found: Sequence[Fix], tick: Tick = lambda done: None
) -> None:
    """Write the fixes, with the events and topics of their stories; a transaction a batch."""
    placer = Placer(store, subject, Places(store))
    for start in range(0, len(found), BATCH):
        part = found[start : start + BATCH]
        save_current(store, partial(_redated, store, placer, part))
        tick(start + len(part))


def _redated(store: Store, placer: Placer, part: Sequence[Fix]) -> Derived:
    held = store.stories([fix.story.id for fix in part])
    changed = [replace(held[fix.story.id], date=fix.line.date) for fix in part]
    return Derived(
        cursor=store.cursor(),
        stories=tuple(changed),
        redatings=tuple(fix.line for fix in part),
        events=tuple(event_rows(store, {story.event_id for story in changed}, changed)),
        topics=placer.topics(changed),
    )


def _dated_by(story: Story, entry: Entry) -> bool:
    """Whether the story's date rests on what this entry said."""
    raw = entry.raw
    said = (raw.published_raw, raw.created_raw, raw.updated_raw)
    return bool(story.date.raw) and story.date.raw in said


def _line(
    story: Story, entry: Entry, outlet: Outlet, feed: Feed, profile: FeedProfile, now: datetime
) -> Redating | None:
    clock = _clock_at(profile, entry.shown_at)
    if clock is None and not BY_CLOCK & set(story.date.flags):
        return None
    then = replace(profile, clocks=(clock,) if clock else ())
    context = context_of(entry, outlet, feed, Habit(then))
    date = resolve(entry.raw, context, *bounds(entry, story))
    return corrected(story, date, now, clock.reason if clock else SET_RIGHT)


def _clock_at(profile: FeedProfile, at: datetime) -> FeedClock | None:
    """The clock error that held at a poll, as open: so it is corrected."""
    for clock in profile.clocks:
        if clock.from_at <= at and (clock.until_at is None or at < clock.until_at):
            return replace(clock, until_at=None)
    return None
