"""Dated stories to their events: find reprints | place in events | match topics | save.

What was seen while it was news is placed in order of arrival, against the 72 hours before it.
What came late, from an archive or at a feed's first poll, is placed among the stories of its
own days: it joins their events, and this week's never see it. Each batch is one transaction,
so a pass that was cut off goes on with what has no event yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import groupby

from feeds.cluster.assign import Clusterer, Placed
from feeds.cluster.events import summarise
from feeds.cluster.window import event_id_of
from feeds.corrections import Rulings, rulings_in
from feeds.identity.reprints import ReprintIndex
from feeds.model import (
    Derived,
    Event,
    EventChange,
    Feed,
    NameUse,
    Outlet,
    Story,
    Subject,
    TopicMatch,
)
from feeds.store.protocol import Store
from feeds.text import detect_language
from feeds.topics import Matcher

Tick = Callable[[int], None]  # stories placed so far
BATCH = 4000  # stories a transaction
WINDOW = timedelta(hours=72)
DAY = timedelta(days=1)
FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)


def is_late(story: Story) -> bool:
    """Whether it was no news any more when it was first seen; as `Store.unplaced` has it."""
    return story.first_seen_at - story.date.latest_at > WINDOW


class Places:
    """Outlet and feed by feed id, as the store knows them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[Outlet, Feed]] = {}

    def of(self, feed_id: str) -> tuple[Outlet, Feed]:
        """The outlet and the feed of an id."""
        if feed_id not in self._known:
            outlets = self._store.outlets()
            self._known = {feed.id: (outlet, feed) for outlet in outlets for feed in outlet.feeds}
        return self._known[feed_id]


class Placer:
    """Places what has no event yet; keeps the window of recent stories from pass to pass."""

    def __init__(self, store: Store, subject: Subject, places: Places) -> None:
        self._store, self._places = store, places
        self._matcher = Matcher(subject.topics)
        self._clusterer: Clusterer | None = None
        self._reprints = ReprintIndex()
        self._rulings = Rulings()

    def run(self, tick: Tick = lambda done: None) -> int:
        """Place every story that has no event; the number of new events."""
        done = events = 0
        for derived in self._batches():
            self._store.save_derived(derived)
            done += len(derived.stories)
            events += sum(change.kind == "created" for change in derived.event_changes)
            tick(done)
        return events

    def _batches(self) -> Iterable[Derived]:
        while batch := self._store.unplaced(WINDOW, late=False, limit=BATCH):
            self._heed()
            yield self._arrived(batch)
        while batch := self._store.unplaced(WINDOW, late=True, limit=BATCH):
            self._heed()
            for day, stories in groupby(batch, lambda story: story.date.published_at.date()):
                start = datetime.combine(day, time(), UTC)
                yield self._late(start, list(stories))

    def _heed(self) -> None:
        """Read what people have set right since the last batch: it may have moved stories."""
        found = rulings_in(self._store)
        if found.newest != self._rulings.newest:
            self._rulings, self._clusterer, self._reprints = found, None, ReprintIndex()

    def _arrived(self, batch: Sequence[Story]) -> Derived:
        clusterer = self._window(batch[0].first_seen_at)
        stories = self._copies(batch, self._reprints)
        self._reprints.evict(batch[-1].first_seen_at - WINDOW)
        return self._derived(clusterer.place(stories))

    def _window(self, from_at: datetime) -> Clusterer:
        """The clusterer over the last 72 hours, rebuilt from the store at the first batch."""
        if self._clusterer is None:
            seen = self._store.stories_seen(from_at - WINDOW, FAR_AHEAD)
            recent = [story for story in seen if story.event_id and not is_late(story)]
            self._clusterer = _restored(self._store, recent)
            for story in recent:
                self._reprints.add(story)
        return self._clusterer

    def _late(self, day: datetime, stories: Sequence[Story]) -> Derived:
        """Stories of one UTC day, among those published from a day before it to a day after."""
        published = self._store.stories_published(day - DAY, day + 2 * DAY)
        near = [_at(story, story.date.published_at) for story in published if story.event_id]
        reprints = ReprintIndex()
        for story in near:
            reprints.add(story)
        dated = [_at(story, story.date.published_at) for story in stories]
        found = self._copies(dated, reprints)
        placed = _restored(self._store, near).place([_after(story, day) for story in found])
        return self._derived(_as_seen(placed, stories))

    def _copies(self, stories: Sequence[Story], reprints: ReprintIndex) -> list[Story]:
        """The stories in their order, with their language and what they reprint."""
        found = []
        for story in stories:
            spoken = replace(story, language=self._language(story))
            origin, evidence = reprints.add(spoken)
            copied = replace(spoken, copy_of=origin, copy_evidence=evidence)
            found.append(self._rulings.reprint(copied))
        return found

    def _language(self, story: Story) -> str:
        outlet, feed = self._places.of(story.feed_id)
        if feed.language and "/" not in feed.language:
            return story.language
        hints = [story.language] if story.language else list(outlet.languages)
        return detect_language(f"{story.title}. {story.summary}", hints)

    def _derived(self, placed: Placed) -> Derived:
        return Derived(
            cursor=self._store.cursor(),
            stories=placed.stories,
            memberships=placed.memberships,
            events=tuple(event_rows(self._store, placed.touched, placed.stories)),
            event_changes=placed.changes,
            topics=tuple(self.topics(placed.stories)),
            vectors=placed.vectors,
        )

    def topics(self, stories: Iterable[Story]) -> Iterable[TopicMatch]:
        """The topics of stories, with what matched or who said so."""
        self._heed()
        for story in stories:
            yield from self._rulings.on_topics(story, self.found_topics(story))

    def found_topics(self, story: Story) -> Sequence[TopicMatch]:
        """The topics of a story by its own words, whatever people said."""
        outlet, _ = self._places.of(story.feed_id)
        return self._matcher.match(
            story.id, story.title, story.summary, story.language, outlet.country
        )


def event_rows(
    store: Store,
    touched: Iterable[str],
    written: Sequence[Story],
    names: Sequence[NameUse] = (),
    rulings: Rulings | None = None,
) -> list[Event]:
    """The rows of the events that gained, lost or changed a story and still hold one.

    `names` are those of written stories that are not stored yet.
    """
    called = (rulings or rulings_in(store)).called
    ids = {event_id for event_id in touched if event_id}
    members = {story.id: story for story in store.stories_of_events(ids)}
    members.update({story.id: story for story in written if story.event_id})
    by_event: dict[str, list[Story]] = {event_id: [] for event_id in ids}
    for story in members.values():
        by_event[story.event_id].append(story)
    uses = store.names_of(members)
    for use in names:
        uses.setdefault(use.story_id, []).append(use)
    rows = sorted((event_id, found) for event_id, found in by_event.items() if found)
    return [summarise(event_id, found, called(event_id), uses) for event_id, found in rows]


def _restored(store: Store, stories: Sequence[Story]) -> Clusterer:
    return Clusterer.restore(stories, store.vectors([story.id for story in stories]))


def _at(story: Story, instant: datetime) -> Story:
    return replace(story, first_seen_at=instant)


def _after(story: Story, day: datetime) -> Story:
    """As if seen just after all that is near, in order of publication: a window of 72 hours
    then still holds what is near."""
    return _at(story, day + 2 * DAY + (story.date.published_at - day) / 1000)


def _as_seen(placed: Placed, stories: Sequence[Story]) -> Placed:
    """What was placed among its own days, first seen when it really was, with a line in the
    log of every older event that it joined."""
    seen = {story.id: story.first_seen_at for story in stories}
    founded = {event_id_of(story_id): at for story_id, at in seen.items()}
    joined = [story for story in placed.stories if story.event_id not in founded]
    late = [
        EventChange(s.event_id, seen[s.id], "late", s.id, "seen long after it was published")
        for s in joined
    ]
    return replace(
        placed,
        stories=tuple(_at(story, seen[story.id]) for story in placed.stories),
        memberships=tuple(replace(m, at=seen[m.story_id]) for m in placed.memberships),
        changes=(*(replace(c, at=founded[c.event_id]) for c in placed.changes), *late),
    )
