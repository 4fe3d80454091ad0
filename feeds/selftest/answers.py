"""What a scripted origin says to a request: honest answers, slow ones and broken ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

RSS = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to one request: pieces of a body, with a pause in seconds before each.

    A `raw` answer goes over the wire as it stands, head and all, and the line is cut after it;
    one that is `held` is a 304 to whoever names its ETag.
    """

    pieces: tuple[bytes, ...] = (b"",)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    raw: bool = False
    held: bool = False

    def to(self, etag: bytes | None) -> Answer:
        """The answer to a request that names this ETag."""
        tag = self.headers.get("etag", "")
        same = self.held and etag == tag.encode()
        return Answer(status=304, headers={"etag": tag}) if same else self


def says(body: bytes | str = b"", status: int = 200, **headers: str) -> Answer:
    """An honest answer; `content_type="x"` becomes `content-type: x`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    pieces = (body.encode() if isinstance(body, str) else body,)
    return Answer(pieces, status, {"content-type": RSS} | named)


def holds(body: bytes | str, etag: str) -> Answer:
    """An answer that is a 304 to whoever names its ETag."""
    return replace(says(body, etag=etag), held=True)


def unchanged(**headers: str) -> Answer:
    """A 304."""
    return says(b"", 304, **headers)


def drips(body: bytes, pause: float, size: int = 1) -> Answer:
    """A body of `size` bytes at a time."""
    pieces = tuple(body[start : start + size] for start in range(0, len(body), size))
    return Answer(pieces, headers={"content-type": RSS}, pause=pause)


def raw(wire: bytes) -> Answer:
    """Bytes in place of an answer, after which the line is cut."""
    return Answer((wire,), raw=True)
