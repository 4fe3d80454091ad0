"""Stored stories compared as placing compared them: by their first words, among what was new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

from feeds.cluster.pairs import Pairs
from feeds.cluster.weighing import Weighed, weigh
from feeds.model import Story
from feeds.placing import WINDOW, as_told, is_late
from feeds.placing.late import DAY, after_all, as_published
from feeds.store.protocol import Store

BESIDE = 3000  # other stories of those days that tell what is rare
RECALLED = 12_000  # newest stories of the window that are read again to explain two


def pairs_of(store: Store, stories: Sequence[Story]) -> Pairs:
    """The stories ready to be compared, among the newest of the 72 hours before the last one."""
    if not stories:
        return Pairs([], {})
    last = max(story.first_seen_at for story in stories)
    named = {story.id for story in stories}
    beside = [s for s in store.stories_seen(last - WINDOW, last) if s.id not in named]
    every = [*as_told(store, stories), *as_told(store, beside[-BESIDE:])]
    crowd = len(stories) + len(beside)
    return Pairs(every, store.vectors([story.id for story in every]), crowd)


def weighed(store: Store, one: Story, other: Story) -> Weighed | None:
    """The later of two stories against the earlier one, as when it was placed; None where the
    store keeps no sentence vector of one of them."""
    earlier, later = sorted(as_told(store, (one, other)), key=_place)
    late = is_late(later)
    around = _own_days(store, later) if late else _days_before(store, later)
    before = sorted((s for s in around if s.event_id and _place(s) < _place(later)), key=_place)
    # The earlier one is read again even where the window is too full for all.
    read = as_told(store, (*(s for s in before if s.id == earlier.id), *before[-RECALLED:]))
    asking = after_all(as_published(later), _day_of(later)) if late else later
    vectors = store.vectors([asking.id, earlier.id, *(story.id for story in read)])
    if not {earlier.id, asking.id} <= vectors.keys():
        return None
    known = {story.id: as_published(story) if late else story for story in (earlier, *read)}
    beside = {story.id: known[story.id] for story in read}
    return weigh(asking, known[earlier.id], list(beside.values()), vectors, len(before))


def _days_before(store: Store, story: Story) -> Iterable[Story]:
    """What may have been in the window when a story came as news; what came late never is."""
    seen = store.stories_seen(story.first_seen_at - WINDOW, story.first_seen_at)
    return (s for s in seen if not is_late(s))


def _own_days(store: Store, story: Story) -> Iterable[Story]:
    """What may have been told already of the days to which a late story belongs."""
    day = _day_of(story)
    return store.stories_published(day - DAY, day + 2 * DAY)


def _day_of(story: Story) -> datetime:
    return datetime.combine(story.date.published_at.date(), time(), UTC)


def _place(story: Story) -> tuple[datetime, bool, datetime, str]:
    """Where a story stands in the order of placing: what is late comes after the news."""
    late = is_late(story)
    then = story.date.published_at if late else story.first_seen_at
    return story.first_seen_at, late, then, story.id
