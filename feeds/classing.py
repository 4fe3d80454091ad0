"""A subject that a store took on later: its topics in all that is stored, without polling.

A day of arrivals is one transaction with how far it came, so what was cut off goes on there. Until
the end is reached the subject is not shown: what was not looked through would look like silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from feeds.corrections import rulings_in
from feeds.model import Derived, Story, Subject, TopicMatch
from feeds.naming import Namer
from feeds.placing import Places, TopicFinder, event_rows
from feeds.seen import CLASSED, DONE
from feeds.sourcing import Sourcer
from feeds.store.protocol import Store
from feeds.store.saving import save_current
from feeds.subjects.together import owner_of

Tick = Callable[[int, int], None]  # (stories looked through, of how many)
SLICE = timedelta(days=1)  # of arrivals
EVER, NEVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def classify(store: Store, subject: Subject, tick: Tick = lambda done, total: None) -> int:
    """Look through all stories for the topics of further subjects that are new; stories put on
    any. `subject` is that of the whole store."""
    return sum(_Classer(store, subject, other.id).run(tick) for other in subject.beside)


class _Classer:
    """Looks through the stories of a store for one further subject."""

    def __init__(self, store: Store, subject: Subject, name: str) -> None:
        self._store, self._name = store, name
        self._finder = TopicFinder(store, subject, Places(store))
        self._namer, self._sourcer = Namer(store, subject), Sourcer(store, subject)
        self._looked = 0  # stories of the slice

    def run(self, tick: Tick) -> int:
        """Go on where it was cut off; stories put on a topic."""
        key = CLASSED + self._name
        held = self._store.meta(key)
        if held == DONE:
            return 0
        put, done, total = 0, 0, self._store.counts()["stories"]
        for after, until in self._slices(held):
            saved = save_current(self._store, partial(self._found, after, until, key))
            put += len({m.story_id for m in saved.topics if owner_of(m.topic_id) == self._name})
            done += self._looked
            tick(min(done, total), total)
        self._store.set_meta(key, DONE)
        return put

    def _slices(self, held: str | None) -> Iterator[tuple[datetime, datetime]]:
        start = datetime.fromisoformat(held) if held else EVER
        span = self._store.span()
        if span is not None:
            at = max(start, span[0] - SLICE)
            if start < at:
                yield start, at
            while at < span[1]:
                yield at, at + SLICE
                at += SLICE
            yield at, NEVER

    def _found(self, after: datetime, until: datetime, key: str) -> Derived:
        """The topics, names and sources of the stories first seen in (after, until]."""
        stories = self._store.stories_seen(after, until)
        self._finder.forget()
        matches = self._finder.of_further(self._name, stories, rulings_in(self._store))
        on = {match.story_id for match in matches}
        about = [story for story in stories if story.id in on]
        self._looked = len(stories)
        return replace(self._told(about, matches), facts=((key, until.isoformat()),))

    def _told(self, stories: Sequence[Story], matches: Sequence[TopicMatch]) -> Derived:
        named, names = self._namer.of(stories)
        cited, citations = self._sourcer.of(stories)
        events = {story.event_id for story in stories} - {""}
        held = self._store.topics_of([story.id for story in stories])
        kept = (m for found in held.values() for m in found if owner_of(m.topic_id) != self._name)
        return Derived(
            cursor=self._store.cursor(),
            topics=(*kept, *matches),
            events=tuple(event_rows(self._store, events, (), (named, names))),
            named=named,
            names=names,
            cited=cited,
            citations=citations,
        )
