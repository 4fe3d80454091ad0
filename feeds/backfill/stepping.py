"""One walk, step by step: ask | take | judge | store; each step is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from feeds.backfill.asking import SOON, TRIES, Asker
from feeds.backfill.judge import judge
from feeds.backfill.known import Known
from feeds.backfill.walk import Copy, Step, Stuck, Walk
from feeds.model import Backfill, Feed
from feeds.store.protocol import Store

SHARED = "wayback"  # the source that is one archive for all feeds


@dataclass(slots=True)
class Came:
    """What one source brought for one feed."""

    feed_id: str
    source: str
    entries: int = 0
    copies: int = 0
    note: str = ""
    problem: str = ""  # why it stopped before its end
    skipped: bool = False  # it was fetched before


@dataclass(slots=True)
class Progress:
    """Requests made, and those known to be left."""

    tick: Callable[[int, int], None]
    left: dict[tuple[str, str], int] = field(default_factory=dict)
    done: int = 0

    def step(self, feed_id: str, source: str, left: int) -> None:
        """A request was answered."""
        self.done += 1
        self.ends(feed_id, source, left)

    def ends(self, feed_id: str, source: str, left: int = 0) -> None:
        """So many requests are left of a source."""
        self.left[feed_id, source] = left
        self.tick(self.done, self.done + sum(self.left.values()))


@dataclass(frozen=True, slots=True)
class Stepper:
    """Takes walks to their end, or to where they are stuck."""

    store: Store
    asker: Asker
    since_at: datetime
    progress: Progress

    async def walk(self, feed: Feed, walk: Walk, known: Known, came: Came) -> None:
        """Every step from here on, told in `came`."""
        try:
            while url := walk.next_url:
                step = await self._step(feed, url, walk, came.source)
                self._keep(feed, step.walk, step.copies, known, came)
                walk = step.walk
        except Stuck as stuck:
            came.problem = str(stuck)
        came.note = walk.note

    async def _step(self, feed: Feed, url: str, walk: Walk, source: str) -> Step:
        """The next step. An archive that all use may answer nonsense when it is busy: it is
        asked again."""
        for number in range(1, TRIES + 1):
            answer = await self.asker.ask(feed, url, shared=source == SHARED)
            try:
                return walk.take(answer)
            except Stuck as stuck:
                if source != SHARED or number == TRIES:
                    raise
                await self.asker.rest(SOON * 3 ** (number - 1), str(stuck))
        raise AssertionError("unreachable")

    def _keep(
        self, feed: Feed, walk: Walk, copies: Sequence[Copy], known: Known, came: Came
    ) -> None:
        records = [judge(feed.id, came.source, copy, known) for copy in copies]
        progress = Backfill(
            feed_id=feed.id,
            source=came.source,
            since_at=self.since_at,
            cursor=walk.cursor,
            done=not walk.next_url,
            at=self.asker.time.now(),
            note=walk.note,
        )
        self.store.record_backfill(records, progress)
        came.copies += len(records)
        came.entries += sum(len(record.entries) for record in records)
        self.progress.step(feed.id, came.source, walk.left)
