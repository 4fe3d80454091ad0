"""A pass over the pages of stories whose date is open: choose | ask | weigh | save."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from feeds.dates import Context
from feeds.fetch import Fetcher
from feeds.model import Derived, Feed, Outlet, Page, Redating, Story, Subject
from feeds.pages.asking import Asker, Reader
from feeds.pages.dating import redated
from feeds.pages.robots import Rules
from feeds.pages.wanted import (
    AFTER,
    ELSEWHERE,
    LOOKED_AT,
    WIDE,
    few_of_each,
    is_own,
    own_hosts,
)
from feeds.placing import Placer, Places, event_rows
from feeds.polling.sharing import Share, share_of
from feeds.settings import Settings
from feeds.store.protocol import Store
from feeds.store.saving import save_current
from feeds.urls import host_of

Tick = Callable[[int, int], None]
LARGEST = 3_000_000  # bytes of a page
BATCH = 20  # pages a transaction


@dataclass(slots=True)
class Looked:
    """What a pass over pages did; `problems` counts why pages gave nothing."""

    asked: int = 0
    redated: int = 0
    problems: Counter[str] = field(default_factory=Counter)


class PageReader:
    """Passes over one store; keeps what robots.txt said between them."""

    def __init__(self, store: Store, subject: Subject, settings: Settings) -> None:
        self._store = store
        self._settings = replace(settings, max_bytes=min(settings.max_bytes, LARGEST))
        self._places = Places(store)
        self._placer = Placer(store, subject, self._places)
        self._rules: dict[str, Rules] = {}

    def run(self, now: Callable[[], datetime], tick: Tick = lambda done, total: None) -> Looked:
        """Ask for the pages of recent stories that lack a date, each once."""
        looked = Looked()
        found = self._store.pageless(now() - AFTER, WIDE, LOOKED_AT)
        hosts = self._hosts({story.feed_id for story in found})
        own = [story for story in found if is_own(story.link, hosts[story.feed_id])]
        kept = {story.id for story in own}
        elsewhere = [
            Page(story.id, story.link, now(), problem=ELSEWHERE)
            for story in found
            if story.id not in kept
        ]
        if elsewhere:
            self._save([], elsewhere, looked)
        if wanted := few_of_each(own):
            share = share_of(self._store, self._settings.host_spacing)
            with share:
                asyncio.run(self._visit(wanted, hosts, now, tick, looked, share))
        return looked

    def _hosts(self, feed_ids: set[str]) -> dict[str, frozenset[str]]:
        """The own hosts of each feed's outlet."""
        found = {}
        for feed_id in feed_ids:
            outlet, _ = self._places.of(feed_id)
            states = self._store.states_of([feed.id for feed in outlet.feeds])
            found[feed_id] = own_hosts(outlet, states.values())
        return found

    async def _visit(
        self,
        wanted: Sequence[Story],
        hosts: dict[str, frozenset[str]],
        now: Callable[[], datetime],
        tick: Tick,
        looked: Looked,
        share: Share,
    ) -> None:
        by_host: defaultdict[str, list[Story]] = defaultdict(list)
        for story in wanted:
            by_host[host_of(story.link)].append(story)
        reader, visited = Reader(), _Visited(self, looked, tick, len(wanted))
        fetching = Fetcher(self._settings, now, gate=share.gate)
        async with share.working(), fetching as fetcher:
            agent = self._settings.user_agent
            asker = Asker(fetcher, reader, self._rules, now, agent)
            sites = (self._site(asker, stories, hosts, visited) for stories in by_host.values())
            tasks = [asyncio.create_task(site) for site in sites]
            try:
                await asyncio.gather(*tasks)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await reader.close()
                visited.save()

    async def _site(
        self,
        asker: Asker,
        stories: Sequence[Story],
        hosts: dict[str, frozenset[str]],
        visited: _Visited,
    ) -> None:
        """One site's pages; just one in a pass where it asks for a longer pause than ours."""
        for story in stories:
            proxy = self._places.of(story.feed_id)[1].proxy
            visited.take(story, await asker.page(story, hosts[story.feed_id], proxy))
            if await asker.pause(story.link, proxy) > self._settings.host_spacing:
                return

    def _save(self, stories: Sequence[Story], pages: Sequence[Page], looked: Looked) -> None:
        """Keep visits, and the dates that they better, in one transaction."""
        ids = [story.id for story in stories]
        derived = save_current(self._store, lambda: self._read(ids, pages))
        looked.redated += len(derived.redatings)
        looked.problems.update(page.problem for page in pages if page.problem)

    def _read(self, ids: Sequence[str], pages: Sequence[Page]) -> Derived:
        """What visits come to for stories as they are by now."""
        held = self._store.stories(ids)
        told = [(held[page.story_id], page) for page in pages if page.story_id in held]
        lines = [(story, line) for story, page in told if (line := self._line(story, page))]
        changed = [replace(story, date=line.date) for story, line in lines]
        events = {story.event_id for story in changed}
        return Derived(
            cursor=self._store.cursor(),
            stories=tuple(changed),
            redatings=tuple(line for _, line in lines),
            events=tuple(event_rows(self._store, events, changed)),
            topics=self._placer.topics(changed),
            pages=tuple(pages),
        )

    def _line(self, story: Story, page: Page) -> Redating | None:
        return redated(story, page, _context(*self._places.of(story.feed_id), story, page))


@dataclass(slots=True)
class _Visited:
    """Visits that wait to be saved together."""

    reader: PageReader
    looked: Looked
    tick: Tick
    total: int
    waiting: list[tuple[Story, Page]] = field(default_factory=list)

    def take(self, story: Story, page: Page) -> None:
        self.waiting.append((story, page))
        self.looked.asked += 1
        self.tick(self.looked.asked, self.total)
        if len(self.waiting) >= BATCH:
            self.save()

    def save(self) -> None:
        if self.waiting:
            stories, pages = zip(*self.waiting, strict=True)
            self.waiting = []
            self.reader._save(stories, pages, self.looked)


def _context(outlet: Outlet, feed: Feed, story: Story, page: Page) -> Context:
    return Context(feed.language or story.language, outlet.zone, outlet.country, page.fetched_at)
