"""A scripted web server on loopback: each path answers with the next of its lines."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

REASONS = {200: "OK", 301: "Moved", 302: "Found", 304: "Not Modified", 410: "Gone"}


@dataclass
class Answer:
    """What goes over the wire, in pieces, with a pause before each after the first."""

    pieces: list[bytes]
    pause: float = 0.0


def says(body: bytes = b"", status: int = 200, **headers: str) -> Answer:
    """An honest answer; `content_type="x"` becomes `Content-Type: x`."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    names.setdefault("content-length", str(len(body)))
    head = "".join(f"{name}: {value}\r\n" for name, value in names.items())
    return Answer([f"HTTP/1.1 {status} {REASONS.get(status, 'Odd')}\r\n{head}\r\n".encode() + body])


def drips(body: bytes, pause: float) -> Answer:
    """A byte at a time, for ever so long."""
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    return Answer([head, *(body[i : i + 1] for i in range(len(body)))], pause)


@dataclass
class Origin:
    """Answers by path; the last one stays. Remembers the requests it was asked."""

    answers: defaultdict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    heads: list[str] = field(default_factory=list)
    busy: int = 0
    most_busy: int = 0
    port: int = 0

    def on(self, path: str, *answers: Answer) -> str:
        """Script a path and give its URL."""
        self.answers[path] += answers
        return f"http://127.0.0.1:{self.port}{path}"

    def header(self, name: str, request: int = -1) -> str | None:
        """A header of a request as it came, or None."""
        for line in self.heads[request].split("\r\n"):
            found, _, value = line.partition(": ")
            if found.lower() == name.lower():
                return value
        return None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                self.heads.append(head)
                self.busy += 1
                self.most_busy = max(self.busy, self.most_busy)
                await self._answer(head.split(" ")[1], writer)
                self.busy -= 1
                if "content-length" not in head.lower():
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        script = self.answers[path]
        answer = script.pop(0) if len(script) > 1 else script[0]
        for number, piece in enumerate(answer.pieces):
            await asyncio.sleep(answer.pause if number else 0)
            writer.write(piece)
            await writer.drain()


@asynccontextmanager
async def origin() -> AsyncIterator[Origin]:
    """An origin that listens on a free port until the block ends."""
    found = Origin()
    server = await asyncio.start_server(found._serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
