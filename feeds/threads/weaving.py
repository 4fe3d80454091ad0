"""The thin shell around threads: what the store holds, told as threads read it.

What is news is linked among the last three weeks. What came late, from an archive, is linked
among its own weeks, which are read as its days go on; where those are this week's, it joins
this week's threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, partial

from feeds.citing.finding import Citation, Citer
from feeds.cluster.placed import Placed
from feeds.cluster.vectors import unpack
from feeds.corrections import Rulings
from feeds.dates.mentions import mentions
from feeds.model import NameUse, Outlet, Story, Subject
from feeds.names.gazetteer import name_id
from feeds.saying import NOTHING, Heard, outlets_in
from feeds.store.protocol import Store
from feeds.threads.building import Threaded, Threads
from feeds.threads.shelf import LOOKBACK
from feeds.threads.stance import stance
from feeds.threads.told import READ, Told, features, in_bytes, shown

LOOSE_FORMS = ("live", "round-up", "opinion")
FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
FirstTold = Callable[[Sequence[Story]], list[Story]]


class Weaver:
    """Finds the links and threads of what was placed; keeps its shelves from pass to pass."""

    def __init__(
        self,
        store: Store,
        subject: Subject,
        first_told: FirstTold = list,
        heard: Heard = NOTHING,
    ) -> None:
        """`first_told` gives stored stories the words in which they were placed; `heard` is what
        was worked out of them ahead."""
        self._store, self._first_told, self._heard = store, first_told, heard
        self._names = frozenset(name_id(known.name) for known in subject.names)
        self._outlets: dict[str, Outlet] = {}
        self._citer = Citer(())
        self._recent: Threads | None = None
        self._old: Threads | None = None
        self._read_to = FAR_AHEAD  # publication up to which the old shelf holds all

    def forget(self) -> None:
        """Read all from the store again: people may have changed it."""
        self._recent = self._old = None

    def weave(self, placed: Placed, rulings: Rulings, names: Sequence[NameUse] = ()) -> Threaded:
        """Links and threads that placed stories bring; `names` are those not stored yet."""
        if not placed.stories:
            return Threaded()
        at = min(story.date.published_at for story in placed.stories)
        threads = self._shelf(at, max(story.first_seen_at for story in placed.stories))
        threads.heed(rulings)
        moved = [story.id for story in placed.moved]
        vectors = self._store.vectors(moved) | dict(placed.vectors)
        held = [use for uses in self._store.names_of(moved).values() for use in uses]
        told = self._told((*placed.moved, *placed.stories), vectors, [*held, *names])
        return threads.take(told, placed.aliases)

    def _shelf(self, at: datetime, seen_at: datetime) -> Threads:
        """The shelf for stories published from an instant on and seen up to another."""
        self._meet()
        if self._recent is None:
            self._recent = Threads()
            seen = self._store.stories_seen(seen_at - LOOKBACK, FAR_AHEAD)
            self._fill(self._recent, seen)
        if at >= self._recent.reaches_back_to():
            return self._recent
        if self._old is None or at < self._read_to - LOOKBACK:
            self._old, self._read_to = Threads(), at - LOOKBACK
        start, self._read_to = max(self._read_to, at - LOOKBACK), at + DAY
        self._fill(self._old, self._store.stories_published(start, self._read_to))
        return self._old

    def _fill(self, threads: Threads, stories: Sequence[Story]) -> None:
        """Shelve what was linked before, with its links and threads."""
        placed = [story for story in stories if story.event_id]
        ids = [story.id for story in placed]
        events = self._store.events({story.event_id for story in placed})
        links = [x for x in self._store.event_links(events) if x.from_event_id in events]
        held = {event.id: event.thread_id for event in events.values()}
        names = [use for uses in self._store.names_of(ids).values() for use in uses]
        threads.remember(
            self._told(self._first_told(placed), self._store.vectors(ids), names), links, held
        )

    def _meet(self) -> None:
        """Learn the names of outlets again where some are new."""
        outlets = {outlet.id: outlet for outlet in self._store.outlets()}
        if outlets != self._outlets:
            self._outlets, self._citer = outlets, Citer(tuple(outlets.values()))

    def _told(
        self, stories: Sequence[Story], vectors: Mapping[str, bytes], names: Sequence[NameUse]
    ) -> list[Told]:
        """Stories that have a vector, as threads read them, in the order given.

        Names that are learnt by use are left out: a story gets them whenever others bring them.
        """
        uses: dict[str, list[NameUse]] = {}
        for use in names:
            if use.name_id in self._names:
                uses.setdefault(use.story_id, []).append(use)
        return [
            self._one(story, vectors[story.id], uses.get(story.id, ()))
            for story in stories
            if story.id in vectors
        ]

    def _one(self, story: Story, vector: bytes, names: Sequence[NameUse]) -> Told:
        found, in_title = features(story, names)
        text = f"{story.title}.\n{story.summary[:READ]}"
        zone = self._outlets[story.outlet_id].zone if story.outlet_id in self._outlets else "UTC"
        date = story.date
        return Told(
            story_id=story.id,
            event_id=story.event_id,
            outlet_id=story.outlet_id,
            title=story.title,
            language=story.language,
            at=date.published_at.timestamp(),
            features=found,
            in_title=in_title,
            vector=in_bytes(unpack(vector)),
            sources=self._sources(story),
            stance=cache(partial(stance, story.title, story.language)),
            times=cache(
                partial(mentions, text, story.language, date.earliest_at, date.latest_at, zone)
            ),
            aside=bool(story.copy_of) or story.form in LOOSE_FORMS,
            names=shown(names),
        )

    def _sources(self, story: Story) -> tuple[Citation, ...]:
        known = self._heard.get(story.id)
        return known.outlets if known else outlets_in(self._citer, story)
