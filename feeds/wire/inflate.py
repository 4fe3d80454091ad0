"""Bodies expanded piece by piece: gzip, deflate and brotli, never past a limit (pure)."""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]

MEMBER = b"\x1f\x8b"  # how each member of a gzip body begins
MEMBERS = 1_000  # each costs time, however little it holds


class BadBody(Exception):
    """A body that cannot be taken: too large, cut short or not what its header says."""


class Inflater(Protocol):
    """Takes a body as it comes and gives it expanded."""

    def feed(self, piece: bytes) -> bytes:
        """What a piece expands to; BadBody once the limit is passed or the code is broken."""

    def finish(self) -> None:
        """BadBody if the body ended too soon."""


def inflater(encoding: str, limit: int) -> Inflater:
    """An inflater for a Content-Encoding header that gives at most `limit` bytes."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain(limit)
    if name in ("gzip", "x-gzip", "deflate"):
        return _Zlib(name, limit)
    if name == "br":
        return _Brotli(limit)
    raise BadBody(f"unknown content encoding {encoding}")


class _Plain:
    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0

    def feed(self, piece: bytes) -> bytes:
        self.size += len(piece)
        if self.size > self.limit:
            raise BadBody(f"body larger than {self.limit:,} bytes")
        return piece

    def finish(self) -> None:
        """A plain body ends where the connection says."""


class _Zlib(_Plain):
    """gzip with many members, and deflate with or without the zlib header."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(limit)
        self.name = name
        self.stream: zlib._Decompress | None = None
        self.members = 0
        self.held = b""  # half of what may be the next member's mark

    def feed(self, piece: bytes) -> bytes:
        out = b""
        while piece := self._wanted(piece):
            stream = self.stream or self._begin(piece)
            try:
                out += super().feed(stream.decompress(piece, self.limit - self.size + 1))
            except zlib.error as error:
                raise BadBody(f"body is not the {self.name} it claims to be") from error
            piece = stream.unused_data
        return out

    def _wanted(self, piece: bytes) -> bytes:
        """What of a piece is still to be read; after the last member comes padding."""
        if self.stream is None or not self.stream.eof:
            return piece
        if self.name == "deflate":
            return b""
        piece, self.held = self.held + piece, b""
        if piece == MEMBER[:1]:
            self.held = piece
        if not piece.startswith(MEMBER):
            return b""
        self.stream = None
        return piece

    def _begin(self, piece: bytes) -> zlib._Decompress:
        self.members += 1
        if self.members > MEMBERS:
            raise BadBody(f"{self.name} body of more than {MEMBERS:,} members")
        self.stream = zlib.decompressobj(self._window(piece))
        return self.stream

    def _window(self, piece: bytes) -> int:
        if self.name != "deflate":
            return 16 + zlib.MAX_WBITS
        return zlib.MAX_WBITS if piece[0] & 0x0F == 8 else -zlib.MAX_WBITS

    def finish(self) -> None:
        if self.stream is not None and not self.stream.eof:
            raise BadBody(f"{self.name} body cut short")


class _Brotli(_Plain):
    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.stream = brotli.Decompressor()
        self.begun = False

    def feed(self, piece: bytes) -> bytes:
        self.begun = True
        out = self._process(piece)
        while not self.stream.can_accept_more_data():
            out += self._process(b"")
        return out

    def _process(self, piece: bytes) -> bytes:
        try:
            left = self.limit - self.size + 1
            out: bytes = self.stream.process(piece, output_buffer_limit=left)
        except brotli.error as error:
            raise BadBody("body is not the brotli it claims to be") from error
        return super().feed(out)

    def finish(self) -> None:
        if self.begun and not self.stream.is_finished():
            raise BadBody("brotli body cut short")
