"""Finding the feeds of a page: every candidate is asked once, politely, as a poll would ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from feeds.discover.page import Candidate, Page, Why, guesses, read_page
from feeds.fetch import Fetcher, utc_now
from feeds.formats.charsets import decoded
from feeds.formats.sniff import CHALLENGE
from feeds.model import FeedState, Parsed, Response
from feeds.parse import parse
from feeds.settings import Settings
from feeds.stamps import stamp_of
from feeds.text import detect_language
from feeds.toml.tables import LANGUAGE

Tick = Callable[[int, int], None]
TOLD = 30  # headlines that tell a feed's language
DEEPER = 6  # candidates of pages that a page links to as its feeds
PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Trial:
    """One candidate and what one poll of it brought."""

    why: Why
    response: Response
    parsed: Parsed
    page: Page | None  # where it was a web page instead of a feed

    @property
    def url(self) -> str:
        """Where it is to be polled: where permanent redirects lead, else as it was found."""
        moved = self.response.redirects and all(s in PERMANENT for s, _ in self.response.redirects)
        return self.response.final_url if moved else self.response.url

    @property
    def good(self) -> bool:
        """Whether it is a feed with entries."""
        return bool(self.parsed.kind and self.parsed.entries)

    @property
    def problem(self) -> str:
        """Why it cannot be watched, or ""."""
        if self.response.outcome is not None:
            return self.response.error
        empty = "a feed without any entry" if self.parsed.kind else "no feed"
        return "" if self.good else self.parsed.problem or empty

    @property
    def dates(self) -> list[datetime]:
        """The dates of its entries that say their offset, oldest first."""
        return sorted(filter(None, map(stamp_of, self.parsed.entries)))

    @property
    def span(self) -> timedelta | None:
        """How far back its window reaches, None where its dates do not tell."""
        dates = self.dates
        return dates[-1] - dates[0] if len(dates) > 1 else None

    @property
    def language(self) -> str:
        """The language of its headlines; what it claims of itself only helps."""
        claimed = self.parsed.language.split("-")[0].lower()
        text = " ".join(entry.title for entry in self.parsed.entries[:TOLD])
        hints = [claimed] if LANGUAGE.fullmatch(claimed) else []
        return detect_language(text, hints)


@dataclass(frozen=True, slots=True)
class Found:
    """What a site has: its own trial, and those of the feeds it may have, likeliest first."""

    itself: Trial
    trials: tuple[Trial, ...]

    @property
    def good(self) -> list[Trial]:
        """The feeds, each document once."""
        first: dict[bytes, Trial] = {}
        for trial in self.trials:
            if trial.good:
                first.setdefault(trial.response.body, trial)
        return list(first.values())

    @property
    def site(self) -> str:
        """What the site calls itself, "" where it does not."""
        return self.itself.page.title if self.itself.page else ""


async def find(url: str, settings: Settings, proxy: str, tick: Tick) -> Found:
    """Poll an address once; where it is a page, the feeds it declares, links to or usually has."""
    async with Fetcher(settings, utc_now) as fetcher:
        desk = _Desk(fetcher, settings, proxy, tick)
        itself = (await desk.poll([Candidate(url, "itself")]))[0]
        if itself.page is None or CHALLENGE.search(itself.parsed.problem):
            return Found(itself, (itself,))
        trials = await desk.poll(itself.page.candidates)
        deeper = [link for trial in trials if trial.page for link in trial.page.candidates]
        trials += await desk.poll([link for link in deeper if link.why == "declared"][:DEEPER])
        if not any(trial.good for trial in trials):
            trials += await desk.poll(guesses(itself.response.final_url))
    return Found(itself, tuple(trials))


class _Desk:
    """Asks for candidates, each address once."""

    def __init__(self, fetcher: Fetcher, settings: Settings, proxy: str, tick: Tick) -> None:
        self.fetcher, self.settings, self.proxy, self.tick = fetcher, settings, proxy, tick
        self.asked: set[str] = set()
        self.done = 0

    async def poll(self, candidates: Sequence[Candidate]) -> list[Trial]:
        """The trials of candidates that were not asked for yet, in their order."""
        new = [link for link in candidates if link.url not in self.asked]
        self.asked |= {link.url for link in new}
        self.tick(self.done, len(self.asked))
        return list(await asyncio.gather(*map(self._one, new)))

    async def _one(self, link: Candidate) -> Trial:
        memory = FeedState(feed_id=link.url)
        response = await self.fetcher.fetch(link.url, link.url, memory, self.proxy)
        trial = await asyncio.to_thread(self._read, link, response)
        self.done += 1
        self.tick(self.done, len(self.asked))
        return trial

    def _read(self, link: Candidate, response: Response) -> Trial:
        if response.outcome is not None:
            return Trial(link.why, response, Parsed(kind=""), None)
        headers, final = response.headers, response.final_url
        parsed = parse(response.body, headers, final, self.settings.max_entries)
        if parsed.kind:
            return Trial(link.why, response, parsed, None)
        text = decoded(response.body, headers.get("content-type", ""))
        return Trial(link.why, response, parsed, read_page(text, final))
