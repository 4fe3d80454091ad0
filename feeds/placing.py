"""Dated stories to their events: find reprints | place in events | match topics |
link into threads | save.

What was seen while it was news is placed in order of arrival, against the 72 hours before it.
What came late, from an archive or at a feed's first poll, is placed among the stories of its
own days: it joins their events, and this week's never see it. Each batch is one transaction,
so a pass that was cut off goes on with what has no event yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import groupby

import numpy as np

from feeds.cluster.assign import Clusterer, Placed
from feeds.cluster.events import summarise
from feeds.cluster.models import BUNDLED, VECTORS, chosen, encoder
from feeds.cluster.vectors import Vectors, pack, unpack
from feeds.cluster.version import PIPELINE, version
from feeds.corrections import Rulings, rulings_in
from feeds.identity.form import form_of
from feeds.identity.reprints import Copy, ReprintIndex
from feeds.model import (
    Derived,
    Event,
    EventChange,
    Feed,
    Membership,
    NameUse,
    Outlet,
    Story,
    StoryVersion,
    Subject,
    TopicMatch,
)
from feeds.naming import Namer
from feeds.standing import recalled
from feeds.store.protocol import Store
from feeds.text import detect_language
from feeds.threads import Weaver
from feeds.topics import Matcher
from feeds.topics.home import home_of
from feeds.topics.likeness import Likeness

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

    def __init__(
        self,
        store: Store,
        subject: Subject,
        places: Places,
        vectors: str = "",
        spoken: bool = False,
    ) -> None:
        """`vectors` is the model that a user wants; `spoken` where languages are known already."""
        self._store, self._places, self._spoken = store, places, spoken
        self._model = model_for(store, vectors)
        self._encode = encoder(self._model)
        self._matcher = Matcher(subject.topics)
        self._topic_ids = tuple(topic.id for topic in subject.topics)
        self._likeness: Likeness | None = None
        self._clusterer: Clusterer | None = None
        self._reprints = ReprintIndex()
        self._rulings = Rulings()
        self._weaver = Weaver(store)
        self.namer = Namer(store, subject)

    def run(self, tick: Tick = lambda done: None) -> int:
        """Place every story that has no event; the number of new events."""
        done = events = 0
        signing = self._signature()
        for derived in self._batches():
            self._store.save_derived(replace(derived, facts=signing))
            signing = ()
            done += len(derived.stories)
            events += sum(change.kind == "created" for change in derived.event_changes)
            tick(done)
        return events

    def _signature(self) -> tuple[tuple[str, str], ...]:
        """What a store's first events are made by."""
        if self._store.meta(VECTORS) or self._store.counts()["events"]:
            return ()
        return (PIPELINE, version()), (VECTORS, self._model)

    def _batches(self) -> Iterable[Derived]:
        while batch := self._store.unplaced(WINDOW, late=False, limit=BATCH):
            self._heed()
            yield self._arrived(batch)
        while batch := self._store.unplaced(WINDOW, late=True, limit=BATCH):
            self._heed()
            at = self._pass_at(batch)
            for day, stories in groupby(batch, lambda story: story.date.published_at.date()):
                start = datetime.combine(day, time(), UTC)
                yield self._late(start, list(stories), at)

    def _pass_at(self, batch: Sequence[Story]) -> datetime:
        """The pass that brings late stories: they are placed together, and so by a rebuild."""
        span = self._store.span()
        newest = max(story.first_seen_at for story in batch)
        return max(newest, span[1]) if span else newest

    def _heed(self) -> None:
        """Read what people have set right since the last batch: it may have moved stories."""
        found = rulings_in(self._store)
        if found.newest != self._rulings.newest:
            self._rulings, self._clusterer = found, None
            self._reprints = ReprintIndex(found.origins)
            self._weaver.forget()

    def _arrived(self, batch: Sequence[Story]) -> Derived:
        told = as_told(self._store, batch)
        vectors = self._vectors(told)
        clusterer = self._window(batch[0].first_seen_at, vectors.shape[1])
        stories, repointed = self._copies(told, self._reprints)
        self._reprints.evict(batch[-1].first_seen_at - WINDOW)
        placed = clusterer.place(stories, vectors, self._homes(stories))
        return self._derived(placed, repointed)

    def _packed(self, stories: Sequence[Story]) -> dict[str, bytes]:
        """Vectors of the headlines as they are stored: kept ones, else new."""
        kept = self._store.vectors([story.id for story in stories])
        lost = [story for story in stories if story.id not in kept]
        made = self._encode([story.title for story in lost]) if lost else ()
        return kept | {s.id: pack(vector) for s, vector in zip(lost, made, strict=True)}

    def _vectors(self, stories: Sequence[Story]) -> Vectors:
        """The same ready to be compared, (n, size)."""
        packed = self._packed(stories)
        return np.stack([unpack(packed[story.id]) for story in stories])

    def _homes(self, stories: Sequence[Story]) -> dict[str, str]:
        """Events of the stories that some were pinned to, by story."""
        pinned = {
            other for story in stories for other in self._rulings.constraints.pinned(story.id)
        }
        held = self._store.stories(pinned) if pinned else {}
        return {story_id: story.event_id for story_id, story in held.items() if story.event_id}

    def _window(self, from_at: datetime, size: int) -> Clusterer:
        """The clusterer over the last 72 hours, rebuilt from the store at the first batch."""
        if self._clusterer is None:
            seen = self._store.stories_seen(from_at - WINDOW, FAR_AHEAD)
            placed = [story for story in seen if story.event_id and not is_late(story)]
            recent = as_told(self._store, placed)
            self._clusterer = self._restored(recent, size)
            for story in recent:
                self._reprints.add(story)
            self.namer.recall(recent)
        return self._clusterer

    def _late(self, day: datetime, stories: Sequence[Story], at: datetime) -> Derived:
        """Stories of one UTC day, among those published from a day before it to a day after."""
        published = self._store.stories_published(day - DAY, day + 2 * DAY)
        held = as_told(self._store, [story for story in published if story.event_id])
        near = [_at(story, story.date.published_at) for story in held]
        reprints = ReprintIndex(self._rulings.origins)
        for story in near:
            reprints.add(story)
        dated = [_at(story, story.date.published_at) for story in as_told(self._store, stories)]
        found, repointed = self._copies(dated, reprints)
        after = [_after(story, day) for story in found]
        vectors, homes = self._vectors(after), self._homes(after)
        placed = self._restored(near, vectors.shape[1]).place(after, vectors, homes)
        if placed.moved:
            self._clusterer = None  # some of them may be in this week's window
        return self._derived(_as_seen(placed, after, stories, at), repointed)

    def _restored(self, stories: Sequence[Story], size: int) -> Clusterer:
        packed = self._packed(stories)
        return Clusterer.restore(stories, packed, self._rulings.constraints, size)

    def _copies(
        self, stories: Sequence[Story], reprints: ReprintIndex
    ) -> tuple[list[Story], tuple[Story, ...]]:
        """The stories in their order, with their language and what they reprint; and the stored
        ones that one of them turned out to be the origin of."""
        found: dict[str, Story] = {}
        moved: dict[str, Copy] = {}
        for story in stories:
            spoken = replace(story, language=self._language(story))
            copied = reprints.add(self._rulings.reprint(spoken))
            found[story.id] = copied.copy.on(spoken)
            for copy in copied.moved:
                if copy.story_id in found:
                    found[copy.story_id] = copy.on(found[copy.story_id])
                else:
                    moved[copy.story_id] = copy
        self._reprints.learn(moved.values())
        held = self._store.stories(moved)
        return list(found.values()), tuple(moved[key].on(held[key]) for key in sorted(held))

    def _language(self, story: Story) -> str:
        outlet, feed = self._places.of(story.feed_id)
        if self._spoken:
            return story.language
        if feed.language and "/" not in feed.language:
            return story.language
        hints = [story.language] if story.language else list(outlet.languages)
        return detect_language(f"{story.title}. {story.summary}", hints)

    def _derived(self, placed: Placed, repointed: Sequence[Story]) -> Derived:
        moved, followers = self._moved(placed, repointed)
        written = (*self._as_stored(placed.stories), *moved)
        woven = self._weaver.weave(placed, self._rulings)
        arrived = [story for story in placed.stories if not is_late(story)]
        named, names = self.namer.take(arrived, written[: len(placed.stories)])
        return Derived(
            cursor=self._store.cursor(),
            stories=written,
            memberships=(*placed.memberships, *followers),
            events=tuple(
                event_rows(
                    self._store, {*placed.touched, *(s.event_id for s in moved)}, written, names
                )
            ),
            removed_events=placed.removed,
            event_changes=placed.changes,
            topics=tuple(self.topics(written, dict(placed.vectors))),
            vectors=placed.vectors,
            aliases=placed.aliases,
            linked=woven.linked,
            links=woven.links,
            threads=woven.threads,
            named=named,
            names=names,
        )

    def _as_stored(self, placed: Sequence[Story]) -> list[Story]:
        """Placed stories with the words that they have by now."""
        held = self._store.stories([story.id for story in placed if story.version > 1])
        return [
            replace(story, title=now.title, summary=now.summary, form=now.form)
            if (now := held.get(story.id))
            else story
            for story in placed
        ]

    def _moved(
        self, placed: Placed, repointed: Sequence[Story]
    ) -> tuple[list[Story], list[Membership]]:
        """Stories placed before that got another event or origin, as the store has them by now,
        and the places of those that only the store knew of: they follow their event."""
        to = {story.id: story.event_id for story in placed.moved}
        gone = dict(placed.aliases)
        left = {story.id for story in placed.stories} | to.keys()
        follow = [s for s in self._store.stories_of_events(gone) if s.id not in left]
        at = {change.other_id: change.at for change in placed.changes if change.kind == "merged"}
        followers = [
            Membership(s.id, _end(gone, s.event_id), at[s.event_id], 1.0, "went with its event")
            for s in follow
        ]
        to.update((member.story_id, member.event_id) for member in followers)
        held = self._store.stories(to) | {story.id: story for story in repointed}
        moved = [replace(s, event_id=to.get(s.id, s.event_id)) for s in held.values()]
        return moved, followers

    def topics(
        self, stories: Iterable[Story], vectors: Mapping[str, bytes] | None = None
    ) -> Iterable[TopicMatch]:
        """The topics of stories, with what matched, what they are like, or who said so.
        `vectors` are those that the store has not got yet."""
        self._heed()
        told, new = list(stories), vectors or {}
        if not told:
            return
        packed = self._store.vectors([s.id for s in told if s.id not in new]) | dict(new)
        found = self._alike(told).judge(
            told,
            {story.id: unpack(packed[story.id]) for story in told if story.id in packed},
            {story.id: self.found_topics(story) for story in told},
            self._rulings.on_topics,
        )
        for story in told:
            yield from found[story.id]

    def _alike(self, stories: Sequence[Story]) -> Likeness:
        if self._likeness is None:
            now = max(story.first_seen_at for story in stories)
            self._likeness = recalled(self._store, self._topic_ids, now)
        return self._likeness

    def found_topics(self, story: Story) -> Sequence[TopicMatch]:
        """The topics of a story by its own words, whatever people said."""
        outlet, _ = self._places.of(story.feed_id)
        return self._matcher.match(
            story.id,
            story.title,
            story.summary,
            story.language,
            home_of(outlet.country, story.url),
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


def held_by(store: Store) -> str:
    """The model whose vectors a store holds, "" where it holds none."""
    return store.meta(VECTORS) or (BUNDLED if store.counts()["events"] else "")


def model_for(store: Store, wanted: str) -> str:
    """The model of sentence vectors to use; StoreError where the store's are by another one."""
    return chosen(wanted, held_by(store))


def as_told(store: Store, stories: Sequence[Story]) -> list[Story]:
    """Stored stories with the words in which they first came, whatever was edited since: so it
    changes nothing when they are placed, and whether for the first time."""
    edited = [story.id for story in stories if story.version > 1]
    first = store.first_versions(edited) if edited else {}
    return [_told(story, first[story.id]) if story.id in first else story for story in stories]


def _told(story: Story, first: StoryVersion) -> Story:
    form = form_of(first.title, story.url, story.language)
    return replace(story, title=first.title, summary=first.summary, form=form)


def _end(aliases: Mapping[str, str], event_id: str) -> str:
    """Where a merged event's stories are after the last of a row of merges."""
    while event_id in aliases:
        event_id = aliases[event_id]
    return event_id


def _at(story: Story, instant: datetime) -> Story:
    return replace(story, first_seen_at=instant)


def _after(story: Story, day: datetime) -> Story:
    """As if seen just after all that is near, in order of publication: a window of 72 hours
    then still holds what is near."""
    return _at(story, day + 2 * DAY + (story.date.published_at - day) / 1000)


def _as_seen(
    placed: Placed, after: Sequence[Story], stories: Sequence[Story], at: datetime
) -> Placed:
    """What was placed among its own days, first seen when it really was and placed with its
    pass, with a line in the log of every older event that it joined."""
    seen = {story.id: story.first_seen_at for story in stories}
    then = {story.first_seen_at: seen[story.id] for story in after}
    founded = {change.event_id for change in placed.changes if change.kind == "created"}
    late = [
        EventChange(s.event_id, seen[s.id], "late", s.id, "seen long after it was published")
        for s in placed.stories
        if s.event_id not in founded
    ]
    return replace(
        placed,
        stories=tuple(_at(story, seen[story.id]) for story in placed.stories),
        memberships=tuple(replace(m, at=at) for m in placed.memberships),
        changes=(*(replace(c, at=then[c.at]) for c in placed.changes), *late),
    )
