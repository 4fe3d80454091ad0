"""Entries to stories: date | identify | find reprints | place in events | match topics | save.

Each batch is one transaction with its cursor, so a pass that was cut off goes on where the
last batch ended, and a pass without new entries writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from feeds.cluster.assign import Clusterer
from feeds.cluster.events import summarise
from feeds.dates import context_of, resolve
from feeds.identity.reprints import ReprintIndex
from feeds.identity.story import Identified, story_id, to_story
from feeds.model import (
    Derived,
    Entry,
    Event,
    Feed,
    Outlet,
    Redating,
    Story,
    StoryVersion,
    Subject,
    TopicMatch,
)
from feeds.store.protocol import Store
from feeds.text import detect_language
from feeds.topics import Matcher

Tick = Callable[[int, int], None]
BATCH = 4000  # entries a transaction
WINDOW = timedelta(hours=72)
FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Batch:
    """What a batch of entries comes to, before events and topics."""

    current: dict[str, Story]  # known stories of the batch, as they are by now
    new: dict[str, None] = field(default_factory=dict)
    changed: dict[str, None] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    versions: list[StoryVersion] = field(default_factory=list)
    redatings: list[Redating] = field(default_factory=list)

    def take(self, entry: Entry, found: Identified) -> None:
        """Keep what one entry came to."""
        story = found.story
        self.links.append((story.id, entry.feed_id, entry.raw.key))
        if story.id not in self.current:
            self.new[story.id] = None
        elif story is not self.current[story.id] and story.id not in self.new:
            self.changed[story.id] = None
        self.current[story.id] = story
        self.versions += [found.version] if found.version else []
        self.redatings += [found.redating] if found.redating else []


class Deriver:
    """Derives what is new; keeps the window of recent stories from pass to pass."""

    def __init__(self, store: Store, subject: Subject) -> None:
        self._store, self._subject = store, subject
        self._matcher = Matcher(subject.topics)
        self._clusterer: Clusterer | None = None
        self._reprints = ReprintIndex()
        self._places: dict[str, tuple[Outlet, Feed]] = {}

    def run(self, tick: Tick = lambda done, total: None) -> tuple[int, int]:
        """Derive all entries after the cursor; (stories new or changed, new events)."""
        stories = events = 0
        total = self._store.counts()["entries"]
        while entries := self._store.entries_after(self._store.cursor(), BATCH):
            derived = self._derive(entries)
            self._store.save_derived(derived)
            stories += len(derived.stories)
            events += sum(change.kind == "created" for change in derived.event_changes)
            tick(derived.cursor, max(total, derived.cursor))
        return stories, events

    def _derive(self, entries: Sequence[Entry]) -> Derived:
        batch = self._identify(entries)
        clusterer = self._window(min(entry.seen_at for entry in entries))
        stories = self._copies(batch)
        placed = clusterer.place(stories)
        changed = [batch.current[story_id] for story_id in batch.changed]
        written = (*placed.stories, *changed)
        touched = {*placed.touched, *(story.event_id for story in changed)}
        return Derived(
            cursor=entries[-1].id,
            stories=written,
            story_entries=tuple(batch.links),
            versions=tuple(batch.versions),
            redatings=tuple(batch.redatings),
            memberships=placed.memberships,
            events=tuple(self._events(touched, written)),
            event_changes=placed.changes,
            topics=tuple(self._topics(written)),
            vectors=placed.vectors,
        )

    def _identify(self, entries: Sequence[Entry]) -> _Batch:
        """Date and identify in order of arrival; an id may come up more than once."""
        placed = [(entry, *self._place_of(entry.feed_id)) for entry in entries]
        ids = {story_id(outlet.id, entry.raw) for entry, outlet, _ in placed}
        batch = _Batch(current=self._store.stories(ids))
        for entry, outlet, feed in sorted(placed, key=lambda p: (p[0].seen_at, p[0].id)):
            previous = batch.current.get(story_id(outlet.id, entry.raw))
            seen_at = previous.first_seen_at if previous else entry.seen_at
            after = (
                None
                if previous and previous.first_seen_at < entry.seen_at
                else (entry.listed_after_at)
            )
            date = resolve(entry.raw, context_of(entry, outlet, feed), after, seen_at)
            batch.take(entry, to_story(entry, outlet, feed, date, previous))
        return batch

    def _place_of(self, feed_id: str) -> tuple[Outlet, Feed]:
        if feed_id not in self._places:
            self._places = {
                feed.id: (outlet, feed) for outlet in self._store.outlets() for feed in outlet.feeds
            }
        return self._places[feed_id]

    def _window(self, from_at: datetime) -> Clusterer:
        """The clusterer over the last 72 hours, rebuilt from the store at the first batch."""
        if self._clusterer is None:
            recent = self._store.stories_seen(from_at - WINDOW, FAR_AHEAD)
            vectors = self._store.vectors([story.id for story in recent])
            self._clusterer = Clusterer.restore(recent, vectors)
            for story in recent:
                self._reprints.add(story)
        return self._clusterer

    def _copies(self, batch: _Batch) -> list[Story]:
        """The new stories in order of arrival, with their language and what they reprint."""
        found = []
        arrived = sorted(
            (batch.current[story_id] for story_id in batch.new),
            key=lambda story: (story.first_seen_at, story.id),
        )
        for story in arrived:
            spoken = replace(story, language=self._language(story))
            origin, evidence = self._reprints.add(spoken)
            found.append(replace(spoken, copy_of=origin, copy_evidence=evidence))
        if arrived:
            self._reprints.evict(arrived[-1].first_seen_at - WINDOW)
        return found

    def _language(self, story: Story) -> str:
        outlet, feed = self._place_of(story.feed_id)
        if feed.language and "/" not in feed.language:
            return story.language
        hints = [story.language] if story.language else list(outlet.languages)
        return detect_language(f"{story.title}. {story.summary}", hints)

    def _events(self, touched: Iterable[str], written: Sequence[Story]) -> list[Event]:
        """The rows of the events that gained or changed a story."""
        ids = {event_id for event_id in touched if event_id}
        members = {story.id: story for story in self._store.stories_of_events(ids)}
        members.update({story.id: story for story in written})
        by_event: dict[str, list[Story]] = {event_id: [] for event_id in ids}
        for story in members.values():
            by_event[story.event_id].append(story)
        return [summarise(event_id, found) for event_id, found in sorted(by_event.items())]

    def _topics(self, written: Sequence[Story]) -> Iterable[TopicMatch]:
        for story in written:
            outlet, _ = self._place_of(story.feed_id)
            yield from self._matcher.match(
                story.id, story.title, story.summary, story.language, outlet.country
            )
