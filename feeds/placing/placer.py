"""The order in which dated stories come to their events:

    language, reprints | place in events | names | threads | event rows | topics | save

What was seen while it was news is placed in order of arrival, against the 72 hours before it.
What came late, from an archive or at a feed's first poll, is placed among the stories of its
own days: it joins their events, and this week's never see it. Each batch is one transaction,
so a pass that was cut off goes on with what has no event yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial
from itertools import groupby

from feeds.cluster.assign import Clusterer, Placed
from feeds.cluster.models import VECTORS
from feeds.cluster.version import PIPELINE, version
from feeds.corrections import Rulings, rulings_in
from feeds.errors import Overtaken
from feeds.framing import Framer
from feeds.identity.reprints import ReprintIndex
from feeds.model import Derived, Story, Subject, TopicMatch
from feeds.naming import Namer
from feeds.placing.ahead import WorkedOut
from feeds.placing.events import event_rows, moved_in
from feeds.placing.kept import Headlines, as_stored, as_told, model_for
from feeds.placing.late import DAY, WINDOW, after_all, as_published, as_seen, is_late
from feeds.placing.places import Places
from feeds.placing.reprinting import Reader
from feeds.placing.topics import TopicFinder
from feeds.sourcing import LOOKED, Sourcer
from feeds.store.protocol import Store
from feeds.threads import Weaver

Tick = Callable[[int], None]  # stories placed so far
BATCH = 4000  # stories a transaction
FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)


class Placer:
    """Places what has no event yet; keeps the window of recent stories from pass to pass."""

    def __init__(
        self,
        store: Store,
        subject: Subject,
        places: Places,
        vectors: str = "",
        spoken: bool = False,
        ahead: WorkedOut | None = None,
    ) -> None:
        """`vectors` is the model that a user wants; `spoken` where languages are known already;
        `ahead`, which may grow, is for stories that come as news."""
        self._ahead = ahead or WorkedOut()
        heard = self._ahead.heard
        self._store = store
        self._headlines = Headlines(store, model_for(store, vectors), self._ahead.vectors)
        self._reader = Reader(store, places, spoken, heard)
        self._topics = TopicFinder(store, subject, places, heard)
        self._weaver = Weaver(store, subject, partial(as_told, store), heard)
        self.namer = Namer(store, subject)
        self.sourcer = Sourcer(store, subject, heard)
        self.framer = Framer(store, subject)
        self._rulings, self._upon = Rulings(), ""
        self._clusterer: Clusterer | None = None

    def run(self, tick: Tick = lambda done: None) -> int:
        """Place every story that has no event; the number of new events."""
        done = events = 0
        if self._store.counts()["events"]:
            self.sourcer.catch_up()
            self.framer.catch_up()
        for derived in self._batches():
            try:
                self._store.save_derived(derived if done else self._signed(derived))
            except Overtaken:
                self._forget()  # its stories still have no event, and come again
                continue
            done += len(derived.stories)
            events += sum(change.kind == "created" for change in derived.event_changes)
            tick(done)
        return events

    def topics(
        self, stories: Iterable[Story], vectors: Mapping[str, bytes] | None = None
    ) -> tuple[TopicMatch, ...]:
        """The topics of stories; `vectors` are those that the store has not got yet."""
        self._heed()
        return self._topics.find(stories, self._rulings, vectors)

    def _signed(self, derived: Derived) -> Derived:
        """With what a store's first events are made by."""
        if self._store.meta(VECTORS) or self._store.counts()["events"]:
            return derived
        signs = (PIPELINE, version()), (VECTORS, self._headlines.model), (LOOKED, "all")
        return replace(derived, facts=(*signs, *self.framer.signs()))

    def _heed(self) -> None:
        """Read what people have set right since the last batch: it may have moved stories."""
        self._upon = self._store.derivation()
        found = rulings_in(self._store)
        if found.newest != self._rulings.newest:
            self._rulings = found
            self._forget()

    def _forget(self) -> None:
        """Read the recent stories from the store again."""
        self._clusterer = None
        self._reader.forget(self._rulings)
        self._topics.forget()
        self._weaver.forget()

    def _batches(self) -> Iterable[Derived]:
        while batch := self._turn(late=False):
            self._heed()
            yield self._arrived(batch)
        while batch := self._turn(late=True):
            at = self._pass_at(batch)
            for day, stories in groupby(batch, lambda story: story.date.published_at.date()):
                start = datetime.combine(day, time(), UTC)
                self._heed()
                yield self._late(start, list(stories), at)

    def _turn(self, late: bool) -> list[Story]:
        """The next to be placed."""
        found = self._store.unplaced(WINDOW, late, BATCH)
        self._ahead.reach(found, BATCH)
        return found

    def _pass_at(self, batch: Sequence[Story]) -> datetime:
        """The pass that brings late stories: they are placed together, and so by a rebuild."""
        span = self._store.span()
        newest = max(story.first_seen_at for story in batch)
        return max(newest, span[1]) if span else newest

    def _arrived(self, batch: Sequence[Story]) -> Derived:
        """Stories that were news when they were seen, against the 72 hours before them."""
        told = as_told(self._store, batch)
        vectors = self._headlines.vectors(told)
        clusterer = self._window(batch[0].first_seen_at, vectors.shape[1])
        stories, repointed = self._reader.read(told, self._reader.recent, self._rulings)
        self._reader.recent.evict(batch[-1].first_seen_at - WINDOW)
        placed = clusterer.place(stories, vectors, self._homes(stories), self._ahead.seen)
        return self._derived(placed, repointed)

    def _late(self, day: datetime, stories: Sequence[Story], at: datetime) -> Derived:
        """Stories of one UTC day, among those published from a day before it to a day after."""
        published = self._store.stories_published(day - DAY, day + 2 * DAY)
        held = as_told(self._store, (story for story in published if story.event_id))
        near = [as_published(story) for story in held]
        reprints = ReprintIndex(self._rulings.origins)
        for story in near:
            reprints.add(story)
        dated = [as_published(story) for story in as_told(self._store, stories)]
        found, repointed = self._reader.read(dated, reprints, self._rulings)
        after = [after_all(story, day) for story in found]
        vectors, homes = self._headlines.vectors(after), self._homes(after)
        placed = self._restored(near, vectors.shape[1]).place(after, vectors, homes)
        if placed.moved:
            self._clusterer = None  # some of them may be in this week's window
        return self._derived(as_seen(placed, after, stories, at), repointed)

    def _window(self, from_at: datetime, size: int) -> Clusterer:
        """The clusterer over the last 72 hours, rebuilt from the store at the first batch."""
        if self._clusterer is None:
            seen = self._store.stories_seen(from_at - WINDOW, FAR_AHEAD)
            placed = [story for story in seen if story.event_id and not is_late(story)]
            recent = as_told(self._store, placed)
            self._clusterer = self._restored(recent, size)
            for story in recent:
                self._reader.recent.add(story)
            self.namer.recall(recent)
        return self._clusterer

    def _restored(self, stories: Sequence[Story], size: int) -> Clusterer:
        packed = self._headlines.packed(stories)
        return Clusterer.restore(stories, packed, self._rulings.constraints, size)

    def _homes(self, stories: Sequence[Story]) -> dict[str, str]:
        """Events of the stories that some were pinned to, by story."""
        pinned = {
            other for story in stories for other in self._rulings.constraints.pinned(story.id)
        }
        held = self._store.stories(pinned) if pinned else {}
        return {story_id: story.event_id for story_id, story in held.items() if story.event_id}

    def _derived(self, placed: Placed, repointed: Sequence[Story]) -> Derived:
        """All that comes of placed stories."""
        moved, followers = moved_in(self._store, placed, repointed)
        written = (*as_stored(self._store, placed.stories), *moved)
        arrived = [story for story in placed.stories if not is_late(story)]
        named, names = self.namer.take(arrived, written[: len(placed.stories)])
        cited, citations = self.sourcer.of(written[: len(placed.stories)])
        framed, frames = self.framer.of(written[: len(placed.stories)])
        woven = self._weaver.weave(placed, self._rulings, names)
        earlier = self._store.stories(set(named) - {story.id for story in written})
        touched = {*placed.touched, *(s.event_id for s in (*moved, *earlier.values()))}
        return Derived(
            cursor=self._store.cursor(),
            stories=written,
            memberships=(*placed.memberships, *followers),
            events=tuple(event_rows(self._store, touched, written, (named, names), self._rulings)),
            removed_events=placed.removed,
            event_changes=placed.changes,
            topics=self._topics.find(written, self._rulings, dict(placed.vectors)),
            vectors=placed.vectors,
            aliases=placed.aliases,
            linked=woven.linked,
            links=woven.links,
            threads=woven.threads,
            named=named,
            names=names,
            cited=cited,
            citations=citations,
            framed=framed,
            frames=frames,
            upon=self._upon,
        )
