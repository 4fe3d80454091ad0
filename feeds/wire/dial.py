"""Connections: whose turn it is, which addresses may be dialled, which proxy is on the way."""

from __future__ import annotations

import asyncio
import socket
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohappyeyeballs import AddrInfoType

from feeds.urls import host_of, is_private
from feeds.wire.names import Resolver
from feeds.wire.trouble import PrivateAddress

SHARED = 4  # requests at a time to one host where spacing is off

KEPT = 1.5  # seconds that an idle connection is kept: thousands of hosts are as many open files


class Gate(Protocol):
    """What lets one process at a time ask a host, where several poll."""

    async def enter(self, host: str) -> None:
        """Wait until this process may ask the host."""

    def leave(self, host: str) -> None:
        """The request is over."""


class Turns:
    """At most `concurrency` requests, one at a time per host, `spacing` seconds apart.

    A spacing of 0 is for feeds that share one host on purpose: four at a time then, since a
    small server drops what its queue cannot hold.
    """

    def __init__(self, spacing: float, concurrency: int, gate: Gate | None = None) -> None:
        self.spacing, self._gate = spacing, gate
        self._all = asyncio.Semaphore(concurrency)
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._left: dict[str, float] = {}
        self._shared: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(SHARED)
        )

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn and hold it."""
        if not self.spacing:
            async with self._shared[host], self._entered(host), self._all:
                yield
            return
        async with self._hosts[host]:
            await self._rest(host)
            async with self._entered(host), self._all:
                try:
                    yield
                finally:
                    self._left[host] = time.monotonic()

    @asynccontextmanager
    async def _entered(self, host: str) -> AsyncIterator[None]:
        if self._gate is None:
            yield
            return
        await self._gate.enter(host)
        try:
            yield
        finally:
            self._gate.leave(host)

    async def _rest(self, host: str) -> None:
        left = self._left.get(host)
        if left is not None:
            await asyncio.sleep(max(0.0, left + self.spacing - time.monotonic()))


def guarded(forbidden: Callable[[str], bool]) -> Callable[[AddrInfoType], socket.socket]:
    """A socket factory that refuses forbidden addresses.

    It sees the address that is really dialled, after DNS, so neither a name that resolves
    to a private address nor one that changes between check and use gets past it.
    """

    def dial(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        if forbidden(str(address[0])):
            raise PrivateAddress("private address")
        return socket.socket(family, kind, protocol)

    return dial


def session(
    agent: str, dial: Callable[[AddrInfoType], socket.socket] | None
) -> aiohttp.ClientSession:
    """A session without cookies, credentials from files, or its own idea of redirects."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            limit=0, keepalive_timeout=KEPT, socket_factory=dial, resolver=Resolver()
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": agent},
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        auto_decompress=False,
        trust_env=False,  # it would send passwords from .netrc; proxies come from Environment
    )


class Environment:
    """The proxies that the environment sets, read once: a look takes as long as a request."""

    def __init__(self) -> None:
        self._proxies = getproxies()

    def proxy_for(self, url: str) -> str | None:
        """The one for a URL; local addresses never go through one."""
        if not self._proxies:
            return None
        host = host_of(url)
        if _is_local(host) or proxy_bypass(host):
            return None
        return self._proxies.get(urlsplit(url).scheme) or self._proxies.get("all")


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    literal = ":" in host or host.replace(".", "").isdigit()
    return literal and is_private(host)
