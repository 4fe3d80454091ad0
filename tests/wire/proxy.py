"""A small HTTP proxy on loopback: remembers what it was asked and answers in its own way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Proxy:
    """Answers every request itself, with `body` or `refusal`."""

    body: bytes = b"<rss/>"
    refusal: str = ""  # such as "407 Proxy Authentication Required"
    heads: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        status, body = (self.refusal, b"") if self.refusal else ("200 OK", self.body)
        head = f"HTTP/1.1 {status}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def proxy(body: bytes = b"<rss/>", refusal: str = "") -> AsyncIterator[Proxy]:
    """A proxy that listens on a free port until the block ends."""
    found = Proxy(body, refusal)
    server = await asyncio.start_server(found._serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
