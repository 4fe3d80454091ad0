"""Conditional GET: the thin shell around the network; what an answer means is judged later."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType

import aiohttp
from yarl import URL

from feeds.errors import ConfigError
from feeds.model import FeedState, Outcome, Response
from feeds.settings import Settings
from feeds.urls import absolute, host_of, is_private, is_web_link, without_credentials
from feeds.wire.dial import Turns, guarded, proxy_for, session
from feeds.wire.inflate import BadBody, inflater
from feeds.wire.trouble import Trouble, trouble_of

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
READABLE = frozenset({200, 203, 204})
JOINED = frozenset({"cache-control", "content-encoding"})  # headers whose repeats add up
ASK = {
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate, br",
}
log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The wall clock, aware."""
    return datetime.now(UTC)


@dataclass(slots=True)
class _Visit:
    """One fetch under way: where it has been and what it has cost."""

    url: str
    ask: Mapping[str, str]
    started_at: datetime
    spent: float = 0.0
    received: int = 0
    target: str = ""
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    redirects: list[tuple[int, str]] = field(default_factory=list)

    def response(
        self, body: bytes = b"", outcome: Outcome | None = None, why: str = ""
    ) -> Response:
        """The visit as the record that later stages read."""
        return Response(
            url=self.url,
            final_url=self.target or self.url,
            started_at=self.started_at,
            duration_ms=round(self.spent * 1000),
            status=self.status,
            headers=self.headers,
            body=body,
            bytes_received=self.received,
            redirects=tuple(self.redirects),
            outcome=outcome,
            error=why,
        )


class Fetcher:
    """Requests within the limits of the settings; an async context manager.

    `now` gives the instant that a poll is dated by; `forbidden` tells which addresses must
    not be dialled (private ones, unless the settings allow them).
    """

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime] = utc_now,
        forbidden: Callable[[str], bool] | None = None,
    ) -> None:
        self.settings, self._now = settings, now
        allowed = settings.allow_private and forbidden is None
        self._dial = None if allowed else guarded(forbidden or is_private)

    async def __aenter__(self) -> Fetcher:
        agent = self.settings.user_agent
        self._turns = Turns(self.settings.host_spacing, self.settings.concurrency)
        self._direct, self._proxied = session(agent, self._dial), session(agent, None)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._direct.close()
        await self._proxied.close()

    async def fetch(self, feed_id: str, url: str, state: FeedState) -> Response:
        """Ask for a feed, conditionally if validators are known; network trouble is a Response."""
        visit = _Visit(url, ASK | _conditions(state), self._now())
        try:
            body = await self._follow(visit)
            outcome, why = _outcome(visit)
            response = visit.response(body, outcome, why)
        except Trouble as trouble:
            response = visit.response(outcome=trouble.outcome, why=trouble.words)
        log.debug("%s: %s %s", feed_id, response.status, response.error)
        return response

    async def read_bytes(self, url: str) -> bytes:
        """The body behind an address, such as an OPML file; ConfigError if there is none."""
        response = await self.fetch(url, url, FeedState(feed_id=url))
        if response.outcome is None and response.body:
            return response.body
        hint = "Check the address."
        if response.outcome == "refused":
            hint = "If you mean a machine of your own, say --allow-private."
        why = response.error or "the answer is empty"
        raise ConfigError(f"{without_credentials(url)} could not be read: {why}.", hint)

    async def _follow(self, visit: _Visit) -> bytes:
        target, seen = visit.url, set[str]()
        while True:
            if not is_web_link(target):
                raise Trouble("refused", f"{target} is not an http or https address")
            if target in seen:
                raise Trouble("failed", f"redirects go round in a loop at {target}")
            if len(visit.redirects) > MAX_REDIRECTS:
                raise Trouble("failed", f"more than {MAX_REDIRECTS} redirects from {visit.url}")
            seen.add(target)
            body = await self._hop(visit, target)
            if visit.status not in REDIRECTS:
                return body
            target = _redirected(visit)

    async def _hop(self, visit: _Visit, target: str) -> bytes:
        host = host_of(target)
        async with self._turns.turn(host):
            visit.started_at = visit.started_at if visit.redirects else self._now()
            visit.target, begun = target, time.monotonic()
            try:
                async with asyncio.timeout(self.settings.timeout - visit.spent):
                    return await self._request(visit, target)
            except Exception as error:  # one bad feed never loses a poll
                raise trouble_of(error, host, self.settings.timeout) from error
            finally:
                visit.spent += time.monotonic() - begun

    async def _request(self, visit: _Visit, target: str) -> bytes:
        proxy = proxy_for(target)
        client = self._proxied if proxy else self._direct
        url = URL(target, encoded=re.fullmatch("[!-~]+", target) is not None)
        async with client.get(url, headers=visit.ask, allow_redirects=False, proxy=proxy) as answer:
            visit.status, visit.headers = answer.status, _headers(answer)
            if answer.status not in READABLE:
                return b""
            return await self._body(visit, answer)

    async def _body(self, visit: _Visit, answer: aiohttp.ClientResponse) -> bytes:
        limit = self.settings.max_bytes
        expand, pieces = inflater(visit.headers.get("content-encoding", ""), limit), []
        async for piece in answer.content.iter_any():
            visit.received += len(piece)
            if visit.received > limit:
                raise BadBody(f"answer larger than {limit:,} bytes")
            pieces.append(expand.feed(piece))
        expand.finish()
        return b"".join(pieces)


def _conditions(state: FeedState) -> dict[str, str]:
    """Validators as the server gave them, byte for byte; none is ever invented."""
    validators = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in validators.items() if value}


def _redirected(visit: _Visit) -> str:
    location = visit.headers.get("location", "")
    target = absolute(location, visit.target)
    if not target:
        raise Trouble("refused", f"redirect to {location or 'nowhere'}, which is no web address")
    visit.redirects.append((visit.status or 0, without_credentials(target)))
    return visit.redirects[-1][1]


def _outcome(visit: _Visit) -> tuple[Outcome | None, str]:
    """What the status alone decides, with words."""
    status, conditional = visit.status or 0, "If-None-Match" in visit.ask
    if status in READABLE:
        return None, ""
    if status == 304:
        asked = conditional or "If-Modified-Since" in visit.ask
        return (None, "") if asked else ("failed", "HTTP 304, although nothing was known before")
    words = f"HTTP {status} {_phrase(status)}".strip()
    if status == 410:
        return "retired", words
    throttled = status == 429 or (status == 503 and "retry-after" in visit.headers)
    return ("throttled" if throttled else "failed"), words


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""


def _headers(answer: aiohttp.ClientResponse) -> dict[str, str]:
    """Names in lower case; of a repeated header the first value, unless repeats add up."""
    found: dict[str, str] = {}
    for name, value in answer.headers.items():
        key, text = (
            name.lower(),
            value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        )
        if key not in found:
            found[key] = text
        elif key in JOINED:
            found[key] += f", {text}"
    return found
