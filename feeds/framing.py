"""The frames that stories use, found as they are placed and kept: a month's texts are many.

Where frames.toml was changed, or a store is older than this, what it holds is looked through again
from the newest day back, so much a pass; coverage reads the texts of the others meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from feeds.frames.book import FrameBook
from feeds.model import Derived, Story, StoryFrames, Subject
from feeds.store.protocol import Store
from feeds.store.saving import save_current

Found: TypeAlias = tuple[tuple[str, ...], tuple[StoryFrames, ...]]  # looked through, and uses

LOOKED = "framed"  # the store's fact: marks of the books, and since when all arrivals were read
SLICE = timedelta(days=1)  # of arrivals that are looked through at once
A_PASS = 20_000  # stories of the past that are looked through: some seconds
EVER, NEVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Framer:
    """Finds the frames of every subject of a store that has any."""

    def __init__(self, store: Store, subject: Subject) -> None:
        held = (one.frames for one in (subject, *subject.beside) if one.frames)
        self._store, self._books = store, tuple(FrameBook(concepts) for concepts in held)

    def of(self, stories: Iterable[Story]) -> Found:
        """The frames of stories by their words as they are now."""
        looked = {story.id: story for story in stories} if self._books else {}
        uses = (
            StoryFrames(s.id, book.mark, book.packed(s.title, s.summary, s.language))
            for s in looked.values()
            for book in self._books
        )
        return tuple(looked), tuple(uses)

    def signs(self) -> tuple[tuple[str, str], ...]:
        """The fact that nothing is left to look through."""
        return ((LOOKED, f"{self._marks()} {EVER.isoformat()}"),) if self._books else ()

    def catch_up(self, most: int = A_PASS) -> None:
        """Look through stories of the past in which these frames were not looked for yet: as many
        days as hold `most` of them."""
        until = self._reached()
        if not self._books or until == EVER or not (span := self._store.span()):
            return
        looked = 0
        while until > EVER and looked < most:
            after = min(until, span[1] + SLICE) - SLICE
            after = after if after >= span[0] else EVER
            looked += self._look_through(after, until)
            until = after

    def _reached(self) -> datetime:
        """Since when all arrivals were read."""
        marks, _, at = (self._store.meta(LOOKED) or "").rpartition(" ")
        return datetime.fromisoformat(at) if at and marks == self._marks() else NEVER

    def _marks(self) -> str:
        return " ".join(book.mark for book in self._books)

    def _look_through(self, after: datetime, until: datetime) -> int:
        """Read the stories first seen in (after, until]; how many."""
        fact = (LOOKED, f"{self._marks()} {after.isoformat()}")

        def found() -> Derived:
            framed, frames = self.of(self._store.stories_seen(after, until))
            return Derived(self._store.cursor(), framed=framed, frames=frames, facts=(fact,))

        return len(save_current(self._store, found).framed)
