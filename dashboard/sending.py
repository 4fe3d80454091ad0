"""How answers travel: packed where the browser can unpack them, scripts packed only once."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator

from flask import Flask, Response, request

from dashboard.kept import Kept

PACKED = ("application/json", "application/javascript", "text/", "image/svg+xml")
SMALL = 1024  # bytes below which packing saves nothing
ANSWER, SCRIPT = 5, 6  # how hard: an answer is packed once for each reader, a script once
SCRIPTS = 64
GZIP = 31  # zlib's name of gzip's own head and tail
FOREVER, LASTS = "public, max-age=31536000, immutable", frozenset({"m", "v"})
LASTING = ("/_dash-component-suites/", "/assets/")


def register(server: Flask) -> None:
    """Pack what is text, for browsers that say they take it."""
    scripts = Kept(SCRIPTS)

    @server.after_request
    def send(response: Response) -> Response:
        if request.path.startswith("/assets/") and LASTS & set(request.args):
            response.headers["Cache-Control"] = FOREVER  # another state has another address
        if not _packable(response):
            return response
        if response.is_streamed:
            response.response = _flowing(response.iter_encoded())
            return _marked(response)
        response.direct_passthrough = False
        plain = response.get_data()
        if len(plain) < SMALL:
            return response
        if request.path.startswith(LASTING):
            asked = request.full_path, len(plain)
            packed = scripts.get(lambda: gzip.compress(plain, SCRIPT, mtime=0), asked)
        else:
            packed = gzip.compress(plain, ANSWER, mtime=0)
        response.set_data(packed)
        return _marked(response)


def _flowing(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Each part packed and sent as it comes."""
    packer = zlib.compressobj(ANSWER, wbits=GZIP)
    for part in parts:
        yield packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()


def _marked(response: Response) -> Response:
    response.headers["Content-Encoding"] = "gzip"
    response.headers.add("Vary", "Accept-Encoding")
    return response


def _packable(response: Response) -> bool:
    """A whole answer of text, to a browser that unpacks."""
    return (
        response.status_code == 200
        and "Content-Encoding" not in response.headers
        and not response.headers.get("Content-Disposition", "").startswith("attachment")
        and str(response.content_type or "").startswith(PACKED)
        and request.accept_encodings["gzip"] > 0
        and request.method in ("GET", "POST")
    )
