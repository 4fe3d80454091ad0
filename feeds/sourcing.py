"""The sources that stories cite, found as they are placed, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Literal

from feeds.citing import Citer, sentence
from feeds.citing.sources import offices
from feeds.model import CitedSource, Derived, Outlet, Story, Subject
from feeds.store.protocol import Store
from feeds.store.saving import save_current

Cited = tuple[tuple[str, ...], tuple[CitedSource, ...]]  # stories looked through, and who is cited

LOOKED = "citations"  # the store's fact: sources were looked for in every story that it holds
SLICE = timedelta(days=1)  # of arrivals that are looked through at once
EVER, NEVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Sourcer:
    """Keeps the names of sources from pass to pass."""

    def __init__(self, store: Store, subject: Subject) -> None:
        self._store, self._subject = store, subject
        self._outlets: tuple[Outlet, ...] | None = None
        self._citer = Citer(())

    def of(self, stories: Iterable[Story]) -> Cited:
        """The sources of stories by their words as they are now."""
        self._meet()
        looked = {story.id: story for story in stories}
        found = [one for story in looked.values() for one in cited(self._citer, story)]
        return tuple(looked), tuple(found)

    def _meet(self) -> None:
        """Learn the names of outlets again where some are new."""
        outlets = tuple(self._store.outlets())
        if outlets != self._outlets:
            self._outlets = outlets
            self._citer = Citer(outlets, (*self._subject.sources, *offices()))

    def catch_up(self) -> None:
        """Look once through the stories of a store that is older than the search for sources."""
        if self._store.meta(LOOKED) or not (span := self._store.span()):
            return
        days = range((span[1] - span[0]) // SLICE + 2)
        for edges in pairwise((EVER, *(span[0] + day * SLICE for day in days), NEVER)):
            self._look_through(*edges)
        done = Derived(self._store.cursor(), facts=((LOOKED, "all"),))
        self._store.save_derived(done)

    def _look_through(self, from_at: datetime, until_at: datetime) -> None:
        """Where a slice is cut off, the next pass begins with it again."""

        def found() -> Derived:
            cited, citations = self.of(self._store.stories_seen(from_at, until_at))
            return Derived(self._store.cursor(), cited=cited, citations=citations)

        save_current(self._store, found)


def cited(citer: Citer, story: Story) -> Iterator[CitedSource]:
    """The sources that a story names in its headline and summary, in order."""
    places: tuple[tuple[Literal["title", "summary"], str], ...] = (
        ("title", story.title),
        ("summary", story.summary),
    )
    for place, text in places:
        for one in citer.find(text, story.language, story.outlet_id):
            yield CitedSource(
                story_id=story.id,
                place=place,
                start=one.start,
                end=one.end,
                source_id=one.source_id,
                name=one.name,
                kind=one.kind,
                marker=one.marker,
                sentence_start=(span := sentence(text, one.start, one.end))[0],
                sentence_end=span[1],
            )
