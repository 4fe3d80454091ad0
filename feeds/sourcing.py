"""The sources that stories cite, found as they are placed, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from feeds.citing import Citer
from feeds.model import CitedSource, Derived, Outlet, Story, Subject
from feeds.saying import NOTHING, Heard, cited, citer_of
from feeds.store.protocol import Store
from feeds.store.saving import save_current

Cited = tuple[tuple[str, ...], tuple[CitedSource, ...]]  # stories looked through, and who is cited

LOOKED = "citations"  # the store's fact: sources were looked for in every story that it holds
SLICE = timedelta(days=1)  # of arrivals that are looked through at once
EVER, NEVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Sourcer:
    """Keeps the names of sources from pass to pass."""

    def __init__(self, store: Store, subject: Subject, heard: Heard = NOTHING) -> None:
        """`heard` is what was worked out ahead."""
        self._store, self._subject, self._heard = store, subject, heard
        self._outlets: tuple[Outlet, ...] | None = None
        self._citer = Citer(())

    def of(self, stories: Iterable[Story]) -> Cited:
        """The sources of stories by their words as they are now."""
        self._meet()
        looked = {story.id: story for story in stories}
        found = tuple(one for story in looked.values() for one in self._cited(story))
        return tuple(looked), found

    def _cited(self, story: Story) -> Iterable[CitedSource]:
        known = self._heard.get(story.id)
        return known.cited if known else cited(self._citer, story)

    def _meet(self) -> None:
        """Learn the names of outlets again where some are new."""
        outlets = tuple(self._store.outlets())
        if outlets != self._outlets:
            self._outlets = outlets
            self._citer = citer_of(outlets, self._subject)

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
