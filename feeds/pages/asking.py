"""Asking for pages, as politely as for feeds: robots.txt first, then page by page of a host."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from feeds.fetch import Fetcher
from feeds.model import FeedState, Page, PageDate, Response, Story
from feeds.pages.robots import Rules, robots_url, rules_of
from feeds.pages.wanted import is_own
from feeds.polling.helpers import ChildDied, Helper

DOOR = "feeds.pages.reading:read"
READ_SECONDS = 20.0  # for one page
Answer = tuple[str, tuple[PageDate, ...]]
Clock = Callable[[], datetime]


class Reader:
    """Reads pages in a process of its own, since what stands in them is anyone's."""

    def __init__(self, door: str = DOOR, seconds: float = READ_SECONDS) -> None:
        self._door, self._seconds = door, seconds
        self._helper: Helper | None = None
        self._turn = asyncio.Lock()

    async def read(self, response: Response) -> Answer | None:
        """(headline, dates) of a page; None where it cannot be read in good time."""
        question = (response.body, response.headers.get("content-type", ""))
        async with self._turn:
            try:
                self._helper = self._helper or await Helper.start(self._door)
                async with asyncio.timeout(self._seconds):
                    answer: Answer = await self._helper.ask(question)
                    return answer
            except (ChildDied, TimeoutError):
                await self.close()
                return None
            except BaseException:  # Ctrl-C: an answer may still come, so it answers no more
                await self.close()
                raise

    async def close(self) -> None:
        """End the process."""
        helper, self._helper = self._helper, None
        if helper is not None:
            with suppress(ProcessLookupError):
                await helper.stop()


class Asker:
    """Asks for the pages of stories as the sites' robots.txt allow, in the name of `agent`."""

    def __init__(
        self, fetcher: Fetcher, reader: Reader, held: dict[str, Rules], now: Clock, agent: str
    ) -> None:
        self._fetcher, self._reader, self._held = fetcher, reader, held
        self._now, self._agent = now, agent

    async def page(self, story: Story, hosts: frozenset[str], proxy: str) -> Page:
        """What came of the visit to a story's page."""
        rules = await self._rules(story.link, proxy)
        if why := rules.refuses(self._agent, story.link):
            return Page(story.id, story.link, self._now(), problem=why)
        answer = await self._fetcher.fetch(
            story.feed_id, story.link, FeedState(story.feed_id), proxy
        )
        visit = Page(story.id, story.link, answer.started_at, answer.final_url, answer.status)
        if problem := problem_of(answer, hosts):
            return replace(visit, problem=problem)
        told = await self._reader.read(answer)
        if told is None:
            return replace(visit, problem="the page could not be read in good time")
        title, found = told
        problem = "" if found else "the page gives no date"
        return replace(visit, title=title, found=found, problem=problem)

    async def pause(self, url: str, proxy: str) -> float:
        """Seconds that a site asks to leave between two pages."""
        return (await self._rules(url, proxy)).pause(self._agent)

    async def _rules(self, url: str, proxy: str) -> Rules:
        address = robots_url(url)
        held = self._held.get(address)
        if held is None or held.until_at <= self._now():
            answer = await self._fetcher.fetch(address, address, FeedState(address), proxy)
            held = self._held[address] = rules_of(answer)
        return held


def problem_of(answer: Response, hosts: frozenset[str]) -> str:
    """Why an answer is not the story's page, "" where it may be (pure)."""
    if answer.outcome is not None or answer.status != 200:
        return answer.error or f"HTTP {answer.status}"
    if not is_own(answer.final_url, hosts):
        return "it leads away from the outlet's own site"
    if answer.redirects and urlsplit(answer.final_url).path in ("", "/"):
        return "it leads to the front page"
    kind = answer.headers.get("content-type", "text/html").lower()
    return "" if "html" in kind else f"it is no web page but {kind[:40]}"
