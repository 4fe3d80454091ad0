"""Sentence vectors of stories that wait for an event, made by an engine while others are placed.

Placing finds them as if the store held them. They are not stored before their stories are placed,
so whatever ends a run leaves nothing that another model could come upon. A vector's last bits hang
on what it is made together with: the parts are those in which placing itself would make them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby, tee
from typing import Any, TypeAlias, cast

from feeds.cluster.vectors import BATCH
from feeds.engine import Engine, parts
from feeds.model import Story
from feeds.placing import WINDOW, as_told
from feeds.placing.ahead import Headlines, encoded
from feeds.store.protocol import Store

PART = 4 * BATCH  # headlines of one part

Alike: TypeAlias = tuple[str, list[Story]]  # a headline, and the stories that have it


def encoding_ahead(store: Store, engine: Engine, model: str) -> Store:
    """The store, with the vectors of stories without an event as their turn comes."""
    return cast(Store, _Ahead(store, engine, model))


class _Ahead:
    """Adds vectors to what is read; hands on all else."""

    def __init__(self, store: Store, engine: Engine, model: str) -> None:
        self._store, self._engine, self._model = store, engine, model
        self._turn: set[str] = set()  # stories that are being placed
        self._read: set[str] = set()  # those, and the ones that were read ahead
        self._made: dict[str, bytes] = {}
        self._coming: Iterator[tuple[Sequence[Alike], list[bytes]]] | None = None
        self._limit = 0  # stories that are placed at once

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def unplaced(self, late_by: timedelta, late: bool, limit: int) -> list[Story]:
        """As the store's: whose turn it is. Those of the turn before that did not come again are
        placed, and forgotten."""
        found = self._store.unplaced(late_by, late, limit)
        turn = {story.id for story in found}
        for name in self._turn - turn:
            self._made.pop(name, None)
            self._read.discard(name)
        self._turn, self._limit = turn, limit
        return found

    def vectors(self, ids: Collection[str]) -> dict[str, bytes]:
        """As the store's, with those of the stories whose turn it is."""
        kept = self._store.vectors(ids)
        wanted = self._turn.intersection(ids) - kept.keys()
        while wanted - self._made.keys() and (done := next(self._all(), None)):
            for (_, stories), vector in zip(*done, strict=True):
                self._made |= {story.id: vector for story in stories}
        return kept | {name: self._made[name] for name in wanted & self._made.keys()}

    def _all(self) -> Iterator[tuple[Sequence[Alike], list[bytes]]]:
        """Headlines and their vectors, in the order in which stories are placed."""
        if self._coming is None:
            kept, cut = tee(part for some in self._waiting() for part in parts(_alike(some), PART))
            sent = (Headlines(tuple(title for title, _ in part), self._model) for part in cut)
            self._coming = zip(kept, self._engine.map(encoded, sent), strict=True)
        return self._coming

    def _waiting(self) -> Iterator[list[Story]]:
        """Stories that are placed together: what was news by arrival, the rest day by day."""
        while page := self._page(late=False):
            yield page
        while page := self._page(late=True):
            for _, stories in groupby(page, lambda story: story.date.published_at.date()):
                yield list(stories)

    def _page(self, late: bool) -> list[Story]:
        """The next ones that were not read yet, as many as are placed at once."""
        found = self._store.unplaced(WINDOW, late, len(self._read) + self._limit)
        page = [story for story in found if story.id not in self._read][: self._limit]
        self._read.update(story.id for story in page)
        return as_told(self._store, page)


def _alike(stories: Iterable[Story]) -> Iterable[Alike]:
    """Stories by headline, in order of the first."""
    found: defaultdict[str, list[Story]] = defaultdict(list)
    for story in stories:
        found[story.title].append(story)
    return found.items()
