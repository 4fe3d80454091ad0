"""Entries to stories: date | identify | save, and then to events, which `placing` finds.

Each batch is one transaction with its cursor, so a pass that was cut off goes on where the
last batch ended, and a pass without new entries writes nothing. Stories are there as soon as
they are dated; their events follow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from feeds.classing import classify
from feeds.dates import Dater
from feeds.errors import Overtaken
from feeds.identity.story import Identified, known, story_ids, to_story
from feeds.model import Derived, Entry, Redating, Story, StoryVersion, Subject
from feeds.placing import Placer, Places, event_rows, model_for
from feeds.store.protocol import Store

if TYPE_CHECKING:
    from feeds.engine import Engine

Tick = Callable[[int, int], None]
BATCH = 4000  # entries a transaction


@dataclass(slots=True)
class _Batch:
    """What a batch of entries comes to."""

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

    def __init__(
        self, store: Store, subject: Subject, vectors: str = "", engine: Engine | None = None
    ) -> None:
        """`vectors` is the model that a user wants; an engine makes them ahead, and reads
        what waits, which changes nothing but the time."""
        self._store, self._subject = store, subject
        self._places = Places(store)
        ahead = None
        if engine is not None and engine.elsewhere:
            from feeds.waiting import Waiting

            model = model_for(store, vectors)
            ahead = Waiting(store, subject, self._places, engine, model).worked
        self._placer = Placer(store, subject, self._places, vectors, ahead=ahead)
        self._dater: Dater | None = None  # what it has learnt is what the store holds

    def run(self, tick: Tick = lambda done, total: None) -> tuple[int, int]:
        """Derive all entries after the cursor; (stories new or changed, new events)."""
        classify(self._store, self._subject)  # where a subject's first look was cut off
        start = self._store.cursor()
        todo = max(self._store.counts()["entries"] - start, 0)
        stories = self.date(lambda cursor: tick(cursor - start, max(2 * todo, cursor - start)))
        events = self._placer.run(lambda done: tick(todo + done, max(2 * todo, todo + done)))
        return stories, events

    def date(self, tick: Callable[[int], None] = lambda cursor: None) -> int:
        """Date and identify all entries after the cursor; stories new or changed. The new ones
        have no event yet."""
        stories = 0
        dater, self._dater = self._dater or Dater(self._store.feed_profiles()), None
        while entries := self._store.entries_after(self._store.cursor(), BATCH):
            upon = self._store.derivation()
            derived = self._derived(self._identify(entries, dater), entries[-1].id, dater)
            try:
                self._store.save_derived(replace(derived, upon=upon))
            except Overtaken:
                dater = Dater(self._store.feed_profiles())
                continue
            stories += len(derived.stories)
            tick(derived.cursor)
        self._dater = dater  # not where saving failed: then it is ahead of the store
        return stories

    def _derived(self, batch: _Batch, cursor: int, dater: Dater) -> Derived:
        changed = [batch.current[story_id] for story_id in batch.changed]
        new = [batch.current[story_id] for story_id in batch.new]
        touched = {story.event_id for story in changed}
        named, names = self._placer.namer.of(changed)
        cited, citations = self._placer.sourcer.of(changed)
        framed, frames = self._placer.framer.of(changed)
        return Derived(
            cursor=cursor,
            stories=(*new, *changed),
            story_entries=tuple(batch.links),
            versions=tuple(batch.versions),
            redatings=tuple(batch.redatings),
            events=tuple(event_rows(self._store, touched, changed, (named, names))),
            topics=self._placer.topics(changed),
            profiles=dater.changed(),
            named=named,
            names=names,
            cited=cited,
            citations=citations,
            framed=framed,
            frames=frames,
        )

    def _identify(self, entries: Sequence[Entry], dater: Dater) -> _Batch:
        """Date and identify in order of arrival; an id may come up more than once."""
        placed = [(entry, *self._places.of(entry.feed_id)) for entry in entries]
        ids = {name for entry, outlet, _ in placed for name in story_ids(outlet.id, entry.raw)}
        batch = _Batch(current=self._store.stories(ids))
        for entry, outlet, feed in sorted(placed, key=lambda p: (p[0].seen_at, p[0].id)):
            previous = known(outlet.id, entry.raw, batch.current)
            date = dater.date(entry, outlet, feed, bounds(entry, previous))
            batch.take(entry, to_story(entry, outlet, feed, date, previous))
        return batch


def bounds(entry: Entry, previous: Story | None) -> tuple[datetime | None, datetime]:
    """(not listed by, listed by) of the entry's story.

    A copy of the feed shows that a story was there when the copy was made, however long
    before we first saw it.
    """
    known_at = previous.first_seen_at if previous else entry.shown_at
    if previous and known_at < entry.shown_at:
        return None, known_at
    return entry.listed_after_at, min(known_at, entry.shown_at)
