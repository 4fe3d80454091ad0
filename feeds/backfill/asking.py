"""Asking for history with patience: pauses that servers ask for, another try where one may help."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from feeds.backfill.cdx import A_MINUTE
from feeds.backfill.walk import Stuck
from feeds.fetch import Fetcher
from feeds.model import Feed, FeedState, Response
from feeds.pacing.asks import retry_after

TRIES = 4
SOON, LATER = timedelta(seconds=5), timedelta(seconds=60)  # first pauses; each next is tripled
LONGEST = timedelta(minutes=15)  # what is worth waiting for; else: run again later
SPACING = timedelta(minutes=1) / A_MINUTE


@dataclass(frozen=True, slots=True)
class Time:
    """The clock and a way to wait, so that a test needs not."""

    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class Asker:
    """Requests for history, those to the shared archive never more than A_MINUTE a minute."""

    fetcher: Fetcher
    time: Time
    tell: Callable[[str], None]
    _next_at: datetime | None = None

    async def ask(self, feed: Feed, url: str, shared: bool) -> Response:
        """An answer to judge; Stuck where none is to be had for now.

        `shared` is a request to the archive that everyone uses, not to the feed's own server.
        """
        for number in range(TRIES):
            if shared:
                await self._turn()
            proxy = "" if shared else feed.proxy
            answer = await self.fetcher.fetch(feed.id, url, FeedState(feed_id=feed.id), proxy)
            for _ in answer.redirects if shared else ():  # each was a request, too
                await self._turn()
            wait = pause(answer, number)
            if wait is None:
                return answer
            if wait > LONGEST or number == TRIES - 1:
                break
            await self.rest(wait, answer.error or answer.outcome or "")
        if wait is not None and answer.outcome == "throttled":
            raise Stuck(f"{answer.error}: it asks for a pause of {_words(wait)}")
        if answer.status is None:
            raise Stuck(answer.error or "no answer")
        return answer

    async def rest(self, wait: timedelta, why: str) -> None:
        """Wait, and say why where that takes long."""
        if wait > SOON:
            self.tell(f"waiting {_words(wait)}: {why}")
        await self.time.sleep(wait.total_seconds())

    async def _turn(self) -> None:
        """Wait for the next moment at which the archive may be asked."""
        now = self.time.now()
        due = min(self._next_at or now, now + SPACING)  # clocks can be set back
        self._next_at = max(due, now) + SPACING
        if due > now:
            await self.time.sleep((due - now).total_seconds())


def pause(answer: Response, tries: int) -> timedelta | None:
    """How long to wait before asking again; None where the answer stands as it is (pure)."""
    if answer.outcome == "throttled":
        usual: timedelta = LATER * 3**tries
        return max(retry_after(answer) or usual, timedelta(seconds=1))
    wait: timedelta = SOON * 3**tries
    broken = answer.outcome == "failed" and answer.status == 200  # cut short
    lost = answer.outcome in ("failed", "timed-out") and answer.status is None
    if broken or lost or (answer.status or 0) >= 500:
        return wait
    return None


def _words(wait: timedelta) -> str:
    seconds = wait.total_seconds()
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
