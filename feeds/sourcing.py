"""The sources that stories cite, found as they are placed, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from feeds.citing import Citer, sentence
from feeds.citing.sources import offices
from feeds.model import CitedSource, Outlet, Story, Subject
from feeds.store.protocol import Store

Cited = tuple[tuple[str, ...], tuple[CitedSource, ...]]  # stories looked through, and who is cited


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
