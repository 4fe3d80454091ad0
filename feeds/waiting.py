"""What an engine works out of stories that wait for an event, while others are placed: sentence
vectors, and what stories say by their own words.

Vectors are not stored before their stories are placed, so whatever ends a run leaves nothing that
another model could come upon. A vector's last bits hang on what it is made together with: the parts
are those in which placing itself would make them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, tee
from typing import TypeAlias

from feeds.cluster.vectors import BATCH
from feeds.engine import Engine, parts
from feeds.model import Story, Subject
from feeds.placing import WINDOW, Places, as_told, is_late
from feeds.placing.ahead import Headlines, Telling, Watched, WorkedOut, encoded, heard
from feeds.placing.late import as_published
from feeds.store.protocol import Store

PART = 4 * BATCH  # headlines of one part

Alike: TypeAlias = tuple[str, list[Story]]  # a headline, and the stories that have it


class Waiting:
    """Hands stories without an event to an engine before their turn comes; `worked` holds what
    that made of those whose turn it is."""

    def __init__(
        self, store: Store, subject: Subject, places: Places, engine: Engine, model: str
    ) -> None:
        self._store, self._places, self._engine, self._model = store, places, engine, model
        self._watched = Watched(tuple(store.outlets()), subject)
        self.worked = WorkedOut(reach=self._reach)
        self._turn: set[str] = set()  # stories that are being placed
        self._read: set[str] = set()  # those, and the ones that were read ahead
        self._limit = 0  # stories that are placed at once
        told, waiting = tee(self._waiting())
        self._said = self._engine.map(heard, map(self._telling, told))
        self._vectors = self._encoded(waiting)

    def _reach(self, batch: Sequence[Story], limit: int) -> None:
        """Have what was made of a batch. Those of the one before that did not come again are
        placed, and forgotten."""
        turn = {story.id for story in batch}
        self.worked.forget(self._turn - turn)
        self._read -= self._turn - turn
        new = turn - self._turn
        self._turn, self._limit = turn, limit
        if new and (said := next(self._said, None)):
            self.worked.heard.update(said)
        made = self.worked.vectors
        while new - made.keys() and (done := next(self._vectors, None)):
            for (_, stories), vector in zip(*done, strict=True):
                made |= {story.id: vector for story in stories}

    def _encoded(
        self, pages: Iterator[list[Story]]
    ) -> Iterator[tuple[Sequence[Alike], list[bytes]]]:
        """Headlines and their vectors, in the order in which stories are placed."""
        together = (some for page in pages for some in _together(page))
        kept, cut = tee(part for some in together for part in parts(_alike(some), PART))
        sent = (Headlines(tuple(title for title, _ in part), self._model) for part in cut)
        return zip(kept, self._engine.map(encoded, sent), strict=True)

    def _telling(self, stories: Sequence[Story]) -> Telling:
        """Those that still have the words in which they came, and of which no more has to be
        found out first: their language. Late ones as they are placed."""
        ready = (s for s in stories if s.version == 1 and self._speaks(s))
        placed = (as_published(s) if is_late(s) else s for s in ready)
        return Telling(tuple(placed), self._watched)

    def _waiting(self) -> Iterator[list[Story]]:
        """Stories a page at a time, as they are placed: what was news, then the rest."""
        for late in (False, True):
            while page := self._page(late):
                yield page

    def _page(self, late: bool) -> list[Story]:
        """The next ones that were not read yet, as many as are placed at once."""
        found = self._store.unplaced(WINDOW, late, len(self._read) + self._limit)
        page = [story for story in found if story.id not in self._read][: self._limit]
        self._read.update(story.id for story in page)
        return as_told(self._store, page)

    def _speaks(self, story: Story) -> bool:
        """Whether its feed is of one language, so that the story's is known."""
        language = self._places.of(story.feed_id)[1].language
        return bool(language) and "/" not in language


def _together(page: list[Story]) -> Iterator[list[Story]]:
    """Stories of a page whose vectors are made together: late ones day by day."""
    if not is_late(page[0]):
        yield page
        return
    for _, stories in groupby(page, lambda story: story.date.published_at.date()):
        yield list(stories)


def _alike(stories: Iterable[Story]) -> Iterable[Alike]:
    """Stories by headline, in order of the first."""
    found: defaultdict[str, list[Story]] = defaultdict(list)
    for story in stories:
        found[story.title].append(story)
    return found.items()
