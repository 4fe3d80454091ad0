"""Dates entries in order of arrival, and learns from each what the next ones need.

The learner reads an entry by what the feed's earlier ones taught; the dater beside it adds up the
delays of all feeds, which a feed without enough of its own borrows from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import NamedTuple

from feeds.dates.choosing import Found
from feeds.dates.context import Context, context_of
from feeds.dates.delay import BUCKETS, Counts
from feeds.dates.gate import STRAY
from feeds.dates.habit import Habit, tells_time
from feeds.dates.profile import Sight, learnt, settled
from feeds.dates.reading import Attempt, read_date
from feeds.dates.resolve import attempts, choose
from feeds.model import Entry, Feed, FeedProfile, Outlet, StoryDate

LEARNT_FROM = ("published", "created")


class Read(NamedTuple):
    """What came of an entry's date strings, and the feed's profile before and after it."""

    found: list[Found]
    context: Context
    before: FeedProfile
    now: FeedProfile


class Learner:
    """Profiles of feeds, carried from entry to entry; as the store keeps them at first."""

    def __init__(self, profiles: Mapping[str, FeedProfile]) -> None:
        self._profiles = dict(profiles)
        self._changed: dict[str, None] = {}

    def read(self, entry: Entry, outlet: Outlet, feed: Feed, pool: Sequence[int]) -> Read:
        """Read an entry's dates by its feed's profile and the delays of all feeds, and learn."""
        before = self._profiles.get(feed.id) or FeedProfile(feed.id)
        ours = not entry.source
        profile = settled(before, entry.shown_at, outlet.zone) if ours else before
        context = context_of(entry, outlet, feed, Habit(profile, pool))
        found = attempts(entry.raw, context)
        sight = _sight(entry, context, found) if ours and entry.version == 1 else None
        now = learnt(profile, sight) if sight else profile
        if now != before:
            self._profiles[feed.id] = now
            self._changed[feed.id] = None
            return Read(found, context, before, now)
        return Read(found, context, before, before)

    def changed(self) -> tuple[FeedProfile, ...]:
        """The profiles that are no longer as this was last asked."""
        found = tuple(self._profiles[feed_id] for feed_id in self._changed)
        self._changed = {}
        return found


class Dater:
    """Dates entry after entry; profiles are as the store keeps them at first."""

    def __init__(self, profiles: Mapping[str, FeedProfile]) -> None:
        self._learner = Learner(profiles)
        self._pool = [0] * BUCKETS  # the delays of all feeds added up
        for profile in profiles.values():
            shift(self._pool, (), profile.delays)

    def date(
        self, entry: Entry, outlet: Outlet, feed: Feed, bounds: tuple[datetime | None, datetime]
    ) -> StoryDate:
        """The date of an entry whose story was listed in (bounds[0], bounds[1]]."""
        read = self._learner.read(entry, outlet, feed, self._pool)
        if read.now.delays is not read.before.delays:
            shift(self._pool, read.before.delays, read.now.delays)
        return choose(read.found, read.context, *bounds)

    def changed(self) -> tuple[FeedProfile, ...]:
        """The profiles that are no longer as this was last asked."""
        return self._learner.changed()


def shift(pool: list[int], before: Counts, now: Counts) -> None:
    """Bring a feed's part of the delays of all from what it was to what it is."""
    for number, (old, new) in enumerate(zip_longest(before, now, fillvalue=0)):
        if old != new:
            pool[number] += new - old


def _sight(entry: Entry, context: Context, found: list[Found]) -> Sight | None:
    """What a new entry teaches: its first date with a time of day, as written."""
    said = next((a for basis, a in found if basis in LEARNT_FROM and _tells(a)), None)
    if said is None or said.written is None:
        return None
    channel = read_date(context.channel_raw, context).written if context.channel_raw else None
    return Sight(
        entry.shown_at,
        entry.listed_after_at,
        said.written.earliest_at,
        channel.earliest_at if channel and tells_time(channel) else None,
        said.flag == STRAY,
    )


def _tells(attempt: Attempt) -> bool:
    return attempt.written is not None and tells_time(attempt.written)
