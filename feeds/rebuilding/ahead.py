"""What an engine works out for a rebuild, handed on as the placing comes to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import tee
from typing import TypeAlias

from feeds.cluster.ahead import Looked, seen
from feeds.engine import Engine, parts
from feeds.model import Story, Subject
from feeds.placing import as_told, is_late
from feeds.placing.ahead import (
    Headlines,
    Stretch,
    Watched,
    WorkedOut,
    encoded,
    looked,
    stretches,
)
from feeds.rebuilding.arriving import arrivals
from feeds.saying import Said
from feeds.store import Store

HEADLINES = 4000  # of one part of encoding
Read: TypeAlias = tuple[list[Looked], dict[str, Said]]  # of a stretch, see `looked`


class Ahead:
    """Runs ahead of the placing by a few stretches of time.

    The last bits of a vector hang on what it is made together with: those that are made anew are
    made by stretches for any engine, this process too.
    """

    def __init__(
        self, store: Store, subject: Subject, engine: Engine, model: str, again: bool
    ) -> None:
        """`again` where all vectors are to be made anew by the model: those kept are not by it."""
        self._store, self._engine, self._model, self._again = store, engine, model, again
        self._watched = Watched(tuple(store.outlets()), subject)
        self.worked = WorkedOut()  # of stories whose turn is near
        self._made: dict[str, bytes] = {}  # their vectors, where they are made anew
        self._near: set[str] = set()  # these stories
        self._coming: Iterator[tuple[Stretch, Read]] = iter(())

    def begin(self, from_at: datetime) -> Iterator[list[Story]]:
        """Start on the stories first seen from an instant on; all stories as they arrived."""
        arrived = arrivals(self._store)
        if self._engine.elsewhere or self._again:
            arrived, ahead = tee(arrived)
            told = (as_told(self._store, stories) for stories in ahead)
            news = ([s for s in stories if not is_late(s)] for stories in told)
            kept, sent = tee(self._with_vectors(stretches(news, from_at)))
            self._coming = zip(kept, self._read(sent), strict=True)
        return arrived

    def reach(self, stories: Sequence[Story]) -> None:
        """Have what was worked out for stories whose turn it is, in order of arrival."""
        wanted = {story.id for story in stories if not is_late(story)}
        while wanted - self._near and (done := next(self._coming, None)):
            stretch, (found, said) = done
            ids = stretch.ids
            self._near.update(story.id for story in stretch.stories)
            for story, one in zip(stretch.stories, found, strict=False):
                self.worked.seen[story.id] = seen(one, ids)
            self.worked.heard.update(said)

    def made(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Vectors that were made anew, by story; handed out once."""
        return {name: self._made.pop(name) for name in ids if name in self._made}

    def leave(self, stories: Sequence[Story]) -> None:
        """Forget what was worked out for stories that are placed."""
        self._near.difference_update(story.id for story in stories)
        self.worked.forget(story.id for story in stories)

    def _read(self, sent: Iterator[Stretch]) -> Iterator[Read]:
        """What an engine reads in stretches; nothing where that is this process, which reads its
        stories as it places them."""
        if self._engine.elsewhere:
            return self._engine.map(looked, sent)
        return (([], {}) for _ in sent)

    def _with_vectors(self, cut: Iterator[Stretch]) -> Iterator[Stretch]:
        recent = dict[str, bytes]()
        for stretch in cut:
            ids = stretch.ids
            lost = [s for s in (*stretch.before, *stretch.stories) if s.id not in recent]
            recent |= self._vectors(lost)
            recent = {name: recent[name] for name in ids}
            yield replace(stretch, vectors=tuple(recent.values()), watched=self._watched)

    def _vectors(self, stories: Sequence[Story]) -> dict[str, bytes]:
        """Vectors of stories as they were first told, in their order."""
        kept = {} if self._again else self._store.vectors([story.id for story in stories])
        lost = [story for story in stories if story.id not in kept]
        cut = (
            Headlines(tuple(story.title for story in part), self._model)
            for part in parts(lost, HEADLINES)
        )
        made = (vector for some in self._engine.map(encoded, cut) for vector in some)
        fresh = {story.id: vector for story, vector in zip(lost, made, strict=True)}
        if self._again:
            self._made |= fresh
        kept |= fresh
        return {story.id: kept[story.id] for story in stories}
