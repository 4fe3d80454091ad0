"""How a bad host behaves: what goes over the wire once it was asked."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable

import brotli

from tests.faults.hosts import Behaviour

FOREVER = 3600.0
MB = b"\0" * 1_000_000
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"


def says(body: bytes, *headers: str, length: int | None = None) -> Behaviour:
    """A whole answer, honest unless another length is told."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        told = [*headers, f"Content-Length: {len(body) if length is None else length}"]
        writer.write((HEAD + "\r\n".join(told) + "\r\n\r\n").encode() + body)
        await writer.drain()

    return behave


def leads_to(address: str, status: int = 302) -> Behaviour:
    """A redirect."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status} Moved\r\nLocation: {address}\r\nContent-Length: 0\r\n\r\n"
        writer.write(head.encode())
        await writer.drain()

    return behave


def writes(*pieces: bytes, every: float = 0) -> Behaviour:
    """Pieces as they are, with a pause after each."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(every)

    return behave


async def is_silent(writer: asyncio.StreamWriter) -> None:
    """It takes the request and never answers."""
    await asyncio.sleep(FOREVER)


async def never_ends_its_headers(writer: asyncio.StreamWriter) -> None:
    """One header after the other."""
    writer.write(HEAD.encode())
    for number in range(10_000_000):
        writer.write(f"X-{number}: {'x' * 1000}\r\n".encode())
        await writer.drain()


async def never_comes_to_the_point(writer: asyncio.StreamWriter) -> None:
    """`103 Early Hints` for ever."""
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 10)
        await writer.drain()
        await asyncio.sleep(0.01)


def expands(coding: str, megabytes: int) -> Behaviour:
    """Zeros, packed as they are asked for: ten gigabytes are ten megabytes on the wire."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        head = f"{HEAD}Content-Encoding: {coding}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        packer = _packer(coding)
        for _ in range(megabytes):
            writer.write(packer(MB))
            await writer.drain()
            await asyncio.sleep(0)

    return behave


def _packer(coding: str) -> Callable[[bytes], bytes]:
    if coding == "identity":
        return bytes
    if coding == "br":
        stream = brotli.Compressor(quality=1)
        return lambda piece: stream.process(piece) + stream.flush()
    gzip = zlib.compressobj(1, zlib.DEFLATED, 31)
    return gzip.compress
