"""Hosts on loopback that behave badly, each under a name of its own, and names that lead there.

`PUBLIC` plays the open internet; anything else of loopback stays private, and a listener there
counts who comes.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from feeds.urls import is_private

PUBLIC, PRIVATE = "127.0.0.9", "127.0.0.1"
Behaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]
Infos = list[tuple[int, int, int, str, tuple[Any, ...]]]


def forbidden(ip: str) -> bool:
    """What must not be dialled: all that is private, but for the address of the bad hosts."""
    return ip != PUBLIC and is_private(ip)


class Hosts:
    """`hosts.on("drip", behaviour)` makes http://drip.example:PORT/drip behave like that."""

    def __init__(self) -> None:
        self.trespassers = 0  # connections to the private listener
        self.port = 0
        self._behaviours: dict[str, Behaviour] = {}

    def on(self, name: str, behaviour: Behaviour) -> str:
        """Script a host and give its address."""
        self._behaviours[name] = behaviour
        return f"http://{name}.example:{self.port}/{name}"

    @contextmanager
    def open(self) -> Iterator[Hosts]:
        """Listen in a thread while the context is open."""
        loop, ready = asyncio.new_event_loop(), threading.Event()
        thread = threading.Thread(target=self._run, args=(loop, ready), daemon=True)
        thread.start()
        ready.wait(10)
        try:
            yield self
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)

    def _run(self, loop: asyncio.AbstractEventLoop, ready: threading.Event) -> None:
        asyncio.set_event_loop(loop)
        public = loop.run_until_complete(asyncio.start_server(self._serve, PUBLIC, 0))
        self.port = public.sockets[0].getsockname()[1]
        private = asyncio.start_server(self._trespassed, PRIVATE, self.port)
        loop.run_until_complete(private)
        ready.set()
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.01))
        public.close()
        loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            await self._behaviours[head.split(" ")[1].strip("/")](writer)
        writer.close()

    async def _trespassed(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.trespassers += 1
        writer.close()


class Names:
    """Stands in for `socket.getaddrinfo`: each name has a list of answers, the last one stays.

    `localhost` is a name like others here: some machines know it only without its last dot.
    An answer is a list of addresses, an error to raise, or an event to wait for.
    """

    def __init__(self) -> None:
        self.answers: defaultdict[str, list[Any]] = defaultdict(lambda: [[PUBLIC]])
        self.asked: Counter[str] = Counter()
        self._real = socket.getaddrinfo

    def __call__(self, host: str, port: object = None, *rest: Any, **more: Any) -> Infos:
        """The next answer for a name; numbers are left to the real one."""
        host = host.rstrip(".")
        if not host.endswith((".example", "localhost")):
            return self._real(host, port, *rest, **more)  # type: ignore[arg-type,return-value]
        self.asked[host] += 1
        script = self.answers[host]
        answer = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, threading.Event):
            answer.wait(60)
            return []
        return [_info(address) for address in answer]


def _info(address: str) -> tuple[int, int, int, str, tuple[Any, ...]]:
    six = ":" in address
    family = socket.AF_INET6 if six else socket.AF_INET
    return (family, socket.SOCK_STREAM, 0, "", (address, 0, 0, 0) if six else (address, 0))
