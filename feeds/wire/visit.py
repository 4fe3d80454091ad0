"""One fetch under way, and what its status alone decides (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

import aiohttp

from feeds.model import Outcome, Response
from feeds.urls import absolute, without_credentials
from feeds.wire.regions import region_block
from feeds.wire.trouble import Trouble

READABLE = frozenset({200, 203, 204})
JOINED = frozenset({"cache-control", "content-encoding"})  # headers whose repeats add up


@dataclass(slots=True)
class Visit:
    """One fetch under way: where it has been and what it has cost."""

    url: str
    ask: Mapping[str, str]
    started_at: datetime
    proxy: str = ""  # the feed's own
    via: str = ""  # the proxy that was asked, without its password
    excuse: bytes = b""  # how the page of a refusal begins
    spent: float = 0.0
    received: int = 0
    target: str = ""
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    redirects: list[tuple[int, str]] = field(default_factory=list)

    def response(
        self, body: bytes = b"", outcome: Outcome | None = None, why: str = ""
    ) -> Response:
        """The visit as the record that later stages read."""
        return Response(
            url=self.url,
            # The base of relative links: a password in it would stand in every story's.
            final_url=without_credentials(self.target) if self.target else self.url,
            started_at=self.started_at,
            duration_ms=round(self.spent * 1000),
            status=self.status,
            headers=self.headers,
            body=body,
            bytes_received=self.received,
            redirects=tuple(self.redirects),
            outcome=outcome,
            error=why,
        )


def redirected(visit: Visit) -> str:
    """Where a redirect leads, noted on the way; Trouble where that is no web address."""
    location = visit.headers.get("location", "")
    target = absolute(location, visit.target)
    if not target:
        raise Trouble("refused", f"redirect to {location or 'nowhere'}, which is no web address")
    visit.redirects.append((visit.status or 0, without_credentials(target)))
    return visit.redirects[-1][1]


def outcome_of(visit: Visit) -> tuple[Outcome | None, str]:
    """What the status alone decides, with words."""
    status, conditional = visit.status or 0, "If-None-Match" in visit.ask
    if status in READABLE:
        return None, ""
    if status == 304:
        asked = conditional or "If-Modified-Since" in visit.ask
        return (None, "") if asked else ("failed", "HTTP 304, although nothing was known before")
    words = f"HTTP {status} {_phrase(status)}".strip()
    if region := region_block(status, visit.headers, visit.excuse):
        return "geo-blocked", f"{words}: closed to this country or region ({region})"
    if status == 410:
        return "retired", words
    throttled = status == 429 or (status == 503 and "retry-after" in visit.headers)
    return ("throttled" if throttled else "failed"), words


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""


def headers_of(answer: aiohttp.ClientResponse) -> dict[str, str]:
    """Names in lower case; of a repeated header the first value, unless repeats add up."""
    found: dict[str, str] = {}
    for name, value in answer.headers.items():
        key, text = (
            name.lower(),
            value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        )
        if key not in found:
            found[key] = text
        elif key in JOINED:
            found[key] += f", {text}"
    return found
