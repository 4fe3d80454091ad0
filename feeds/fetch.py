"""Conditional GET: the thin shell around the network; what an answer means is judged later."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType

import aiohttp
from yarl import URL

from feeds.errors import ConfigError
from feeds.model import FeedState, Response
from feeds.proxies import DIRECT, proxy_problem, shown_proxy
from feeds.settings import Settings
from feeds.urls import host_of, is_private, is_web_link, without_credentials
from feeds.wire.agent import agent
from feeds.wire.dial import Environment, Gate, Turns, guarded, session
from feeds.wire.inflate import BadBody, inflater
from feeds.wire.names import refuse_private
from feeds.wire.trouble import Trouble, trouble_of
from feeds.wire.visit import READABLE, Visit, headers_of, outcome_of, redirected

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
EXCUSE, EXCUSE_TIME = 8_000, 5.0  # bytes and seconds of an error page that are read
ASK = {
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate, br",
}
log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The wall clock, aware."""
    return datetime.now(UTC)


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
        gate: Gate | None = None,
    ) -> None:
        self.settings, self._now, self._gate = settings, now, gate
        allowed = settings.allow_private and forbidden is None
        self._forbidden = None if allowed else forbidden or is_private

    async def __aenter__(self) -> Fetcher:
        name = agent(self.settings.user_agent, self.settings.contact)
        dial = guarded(self._forbidden) if self._forbidden else None
        self._turns = Turns(self.settings.host_spacing, self.settings.concurrency, self._gate)
        self._direct, self._proxied = session(name, dial), session(name, None)
        self._environment = Environment()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._direct.close()
        await self._proxied.close()

    async def fetch(self, feed_id: str, url: str, state: FeedState, proxy: str = "") -> Response:
        """Ask for a feed, conditionally if validators are known; network trouble is a Response.

        `proxy` is the feed's own: "" takes the settings', else the environment's.
        """
        visit = Visit(url, ASK | _conditions(state), self._now(), proxy)
        try:
            body = await self._follow(visit)
            outcome, why = outcome_of(visit)
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

    async def _follow(self, visit: Visit) -> bytes:
        target, seen = visit.url, set[str]()
        while True:
            if not is_web_link(target):
                raise Trouble("refused", "its address is neither http nor https")
            if target in seen:
                raise Trouble("failed", f"redirects go round in a loop at {target}")
            if len(visit.redirects) > MAX_REDIRECTS:
                raise Trouble(
                    "failed", f"more than {MAX_REDIRECTS} redirects from {host_of(visit.url)}"
                )
            seen.add(target)
            body = await self._hop(visit, target)
            if visit.status not in REDIRECTS:
                return body
            target = redirected(visit)

    async def _hop(self, visit: Visit, target: str) -> bytes:
        host = host_of(target)
        async with self._turns.turn(host):
            visit.started_at = visit.started_at if visit.redirects else self._now()
            visit.target, begun = target, time.monotonic()
            try:
                async with asyncio.timeout(self.settings.timeout - visit.spent):
                    return await self._request(visit, target)
            except Trouble:
                raise
            except Exception as error:  # one bad feed never loses a poll
                raise trouble_of(error, host, self.settings.timeout, visit.via) from error
            finally:
                visit.spent += time.monotonic() - begun

    async def _request(self, visit: Visit, target: str) -> bytes:
        url = URL(target, encoded=re.fullmatch("[!-~]+", target) is not None)
        proxy = await self._proxy(visit, target, url.raw_host or "")
        client = self._proxied if proxy else self._direct
        async with client.get(url, headers=visit.ask, allow_redirects=False, proxy=proxy) as answer:
            visit.status, visit.headers = answer.status, headers_of(answer)
            if answer.status == 403:
                await self._listen(visit, answer)
            if answer.status not in READABLE:
                return b""
            return await self._body(visit, answer)

    async def _proxy(self, visit: Visit, target: str, host: str) -> str | None:
        """The proxy on the way: the feed's, the settings' or the environment's; or none.

        `host` is as the proxy will read it: １２７.0.0.1 is 127.0.0.1 to it.
        """
        own = visit.proxy or self.settings.proxy
        proxy = None if own == DIRECT else own or self._environment.proxy_for(target)
        visit.via = shown_proxy(proxy or "")
        if proxy is None:
            return None
        if problem := proxy_problem(proxy):
            raise Trouble("failed", f"the proxy {visit.via} cannot be used: {problem}")
        if self._forbidden:
            await refuse_private(host, self._forbidden, self.settings.proxy_resolves)
        return proxy

    async def _listen(self, visit: Visit, answer: aiohttp.ClientResponse) -> None:
        """Keep how a refusal's page begins; a broken or slow one tells what came of it."""
        with suppress(BadBody, aiohttp.ClientError, TimeoutError):
            expand = inflater(visit.headers.get("content-encoding", ""), EXCUSE * 8)
            async with asyncio.timeout(EXCUSE_TIME):
                async for piece in answer.content.iter_chunked(EXCUSE):
                    visit.received += len(piece)
                    visit.excuse += expand.feed(piece)
                    if visit.received >= EXCUSE:
                        return

    async def _body(self, visit: Visit, answer: aiohttp.ClientResponse) -> bytes:
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
