"""The shell of a backfill: feed after feed, source after source; what came of each.

Every step is stored with its cursor, so whatever ends it loses nothing. What fails for one
feed or one source ends just that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from feeds.backfill import mediacloud
from feeds.backfill.asking import Asker, Time
from feeds.backfill.judge import judge
from feeds.backfill.known import Known, site_of
from feeds.backfill.planning import Watch, is_fetched, site_feed, walk_of
from feeds.backfill.stepping import SHARED, Came, Progress, Stepper
from feeds.backfill.walk import Copy, Wanted
from feeds.errors import StoreError
from feeds.fetch import Fetcher
from feeds.model import Backfill, Feed, FeedState, Outlet, Parsed, Response
from feeds.moves import address
from feeds.settings import Settings
from feeds.store.protocol import Store
from feeds.urls import host_of

AT_ONCE = 8  # feeds: what is known of each is held in memory
MOST_SITES = 3
BATCH = 1000  # rows of a list a transaction
Tick = Callable[[int, int], None]
Chosen = Sequence[tuple[Outlet, Feed]]


@dataclass(frozen=True, slots=True)
class History:
    """What is asked for, and what it is read and written with."""

    store: Store
    settings: Settings
    since_at: datetime
    time: Time
    tick: Tick = lambda done, total: None
    tell: Callable[[str], None] = lambda words: None

    def fetch(self, chosen: Chosen, sources: Sequence[str]) -> list[Came]:
        """Fetch the history of feeds that the store knows; what came of each."""
        return asyncio.run(self._fetch(chosen, sources))

    async def _fetch(self, chosen: Chosen, sources: Sequence[str]) -> list[Came]:
        """The feeds' own servers side by side, then the one archive that all share."""
        left = {(feed.id, source): 1 for _, feed in chosen for source in sources}
        async with Fetcher(self.settings, self.time.now) as fetcher:
            asker = Asker(fetcher, self.time, self.tell)
            stepper = Stepper(self.store, asker, self.since_at, Progress(self.tick, left))
            own = [source for source in sources if source != SHARED]
            came = await self._at_once(stepper, chosen if own else (), own)
            for outlet, feed in chosen if SHARED in sources else ():
                came += await self._feed(stepper, outlet, feed, [SHARED])
            return came

    async def _at_once(
        self, stepper: Stepper, chosen: Chosen, sources: Sequence[str]
    ) -> list[Came]:
        room = asyncio.Semaphore(AT_ONCE)

        async def one(outlet: Outlet, feed: Feed) -> list[Came]:
            async with room:
                return await self._feed(stepper, outlet, feed, sources)

        tasks = [asyncio.create_task(one(*pair)) for pair in chosen]
        try:
            return list(chain.from_iterable(await asyncio.gather(*tasks)))
        finally:
            for task in tasks:
                task.cancel()

    async def _feed(
        self, stepper: Stepper, outlet: Outlet, feed: Feed, sources: Sequence[str]
    ) -> list[Came]:
        known = Known.of(self.store.entries(feed.id))
        found: list[Came] = []
        for source in sources:
            came = Came(feed.id, source, note=_left_out(source, outlet, feed, found))
            found.append(came)
            try:
                if not came.note:
                    await self._source(stepper, feed, known, came)
            except StoreError:
                raise
            except Exception as error:  # one bad feed never ends the others
                came.problem = f"Coverline stumbled ({type(error).__name__}: {error})"
            stepper.progress.ends(feed.id, source)
        return found

    async def _source(self, stepper: Stepper, feed: Feed, known: Known, came: Came) -> None:
        before = self.store.backfills().get((feed.id, came.source))
        if before and is_fetched(before, self.since_at):
            came.skipped, came.note = True, before.note
            return
        walk = walk_of(came.source, self._wanted(feed, known, came.source), before)
        await stepper.walk(feed, walk, known, came)

    def _wanted(self, feed: Feed, known: Known, source: str) -> Wanted:
        state = self.store.states_of([feed.id]).get(feed.id) or FeedState(feed.id)
        now = self.time.now()
        sites = _usual(known) or [site_of(feed.url)]
        return Wanted(
            feed=feed,
            address=address(feed, state),
            site=sites[0],
            hosts=tuple(map(host_of, sites)),
            since_at=self.since_at,
            until_at=Watch.of(self.store.polls(feed.id)).until(source, now),
            wayback=self.settings.wayback.rstrip("/"),
            max_entries=self.settings.max_entries,
        )

    def take_list(self, path: Path, outlets: Sequence[Outlet]) -> tuple[list[Came], str]:
        """Take in Media Cloud's story list; what came for each feed, and what was left out."""
        hosts = {outlet.id: self._hosts(outlet) for outlet in outlets}
        matched = mediacloud.match(mediacloud.read_rows(path), outlets, hosts, self.since_at)
        came = []
        for number, (feed_id, rows) in enumerate(sorted(matched.rows.items()), start=1):
            came.append(self._listed(feed_id, rows, path))
            self.tick(number, len(matched.rows))
        return came, matched.note

    def _hosts(self, outlet: Outlet) -> list[str]:
        """Hosts of an outlet's feeds and of the stories that they listed."""
        listed = [_usual(Known.of(self.store.entries(feed.id))) for feed in outlet.feeds]
        urls = (*(feed.url for feed in outlet.feeds), *chain.from_iterable(listed))
        return list(dict.fromkeys(map(host_of, urls)))

    def _listed(self, feed_id: str, rows: Sequence[mediacloud.Row], path: Path) -> Came:
        """The stories of a list for one feed; what adds nothing leaves no trace."""
        came, known = Came(feed_id, mediacloud.SOURCE), Known.of(self.store.entries(feed_id))
        waiting = iter(mediacloud.raw_entries(rows))
        while batch := list(islice(waiting, BATCH)):
            made_at = {raw.key: at for raw, at in batch if at}
            answer = Response(path.name, path.name, self.time.now(), 0)
            parsed = Parsed(kind="csv", entries=tuple(raw for raw, _ in batch))
            record = judge(feed_id, came.source, Copy(answer, parsed, made_at=made_at), known)
            came.entries += len(record.entries)
            if record.entries:
                came.copies += 1
                done = Backfill(
                    feed_id, came.source, self.since_at, path.name, True, self.time.now()
                )
                note = f"{came.entries:,} stories of {path.name}"
                self.store.record_backfill([record], replace(done, note=note))
        return came


def _usual(known: Known) -> list[str]:
    """The front pages that most of a feed's stories are under."""
    return [site for site, _ in known.sites.most_common(MOST_SITES)]


def _left_out(source: str, outlet: Outlet, feed: Feed, earlier: Sequence[Came]) -> str:
    """Why a source is not asked for a feed; "" where it is."""
    if source == "sitemap" and feed != site_feed(outlet, feed.language):
        return "a sitemap is of the whole site: the outlet's broadest feed takes it"
    if source == "wordpress" and any(c.source == "archive" and c.copies for c in earlier):
        return "listed by its archive"
    return ""
