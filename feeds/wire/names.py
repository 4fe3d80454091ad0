"""Names to addresses in threads that nothing waits for: a DNS that hangs delays no exit."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from threading import Thread
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from feeds.wire.trouble import PrivateAddress

PATIENCE = 3.0  # seconds for a look-up that only checks what a proxy will dial
OWN_NAMES = (".localhost", ".local", ".internal", ".lan", ".home", ".corp", ".home.arpa", ".intern")
PLAIN = re.compile(r"[a-z0-9._:-]+")
NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
Address = tuple[socket.AddressFamily, str]
LookUp = Callable[[str], Awaitable[list[Address]]]


async def addresses_of(host: str, family: int = socket.AF_UNSPEC) -> list[Address]:
    """What this machine's DNS says of a name; socket.gaierror where it says nothing."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[Address]] = loop.create_future()

    def look_up() -> None:
        try:
            answer: Any = _looked_up(host, family, socket.AI_ADDRCONFIG)
            tell: Callable[[Any], None] = found.set_result
        except (OSError, UnicodeError) as error:
            answer, tell = _gaierror(error), found.set_exception
        with suppress(RuntimeError):  # the loop has ended: nobody waits any more
            loop.call_soon_threadsafe(lambda: None if found.done() else tell(answer))

    Thread(target=look_up, name=f"dns {host}", daemon=True).start()
    return await found


async def refuse_private(
    host: str,
    forbidden: Callable[[str], bool],
    proxy_resolves: bool = False,
    look_up: LookUp = addresses_of,
) -> None:
    """PrivateAddress where a proxy would be sent to a forbidden address, so far as can be told.

    Literal addresses in any spelling and names of one's own network are known; any other
    name is looked up here first, unless only the proxy's look-ups are to be trusted.
    """
    host = host.partition("%25")[0].rstrip(".").lower()
    if not PLAIN.fullmatch(host):  # a proxy may decode what DNS would not
        raise PrivateAddress("a host in disguise")
    addresses = _literal(host)
    if not addresses and (host == "localhost" or "." not in host or host.endswith(OWN_NAMES)):
        raise PrivateAddress("a name of one's own network")
    if not addresses and not proxy_resolves:
        addresses = await _told(host, look_up)
    if any(forbidden(address) for _, address in addresses):
        raise PrivateAddress("private address")


class Resolver(AbstractResolver):
    """What aiohttp asks for addresses; as its own, but in threads that never hold up an exit."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name, ready to be dialled."""
        return [
            ResolveResult(
                hostname=host, host=address, port=port, family=kind, proto=0, flags=NUMERIC
            )
            for kind, address in await addresses_of(host, family)
        ]

    async def close(self) -> None:
        """Nothing is held."""


def _looked_up(host: str, family: int, flags: int) -> list[Address]:
    infos = socket.getaddrinfo(host, None, family, socket.SOCK_STREAM, flags=flags)
    return [(kind, _text(address)) for kind, _, _, _, address in infos]


def _text(address: tuple[Any, ...]) -> str:
    scope = address[3] if len(address) > 3 else 0
    return f"{address[0]}%{scope}" if scope else str(address[0])


def _literal(host: str) -> list[Address]:
    """The address that a host spells out, as 127.0.0.1, 0x7f000001 and 2130706433 all do."""
    try:
        return _looked_up(host, socket.AF_UNSPEC, socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return []


async def _told(host: str, look_up: LookUp) -> list[Address]:
    try:
        async with asyncio.timeout(PATIENCE):
            return await look_up(host)
    except (OSError, TimeoutError):  # only the proxy knows the name: it cannot be told
        return []


def _gaierror(error: Exception) -> OSError:
    if isinstance(error, OSError):
        return error
    return socket.gaierror(socket.EAI_NONAME, "no name that DNS could know")
