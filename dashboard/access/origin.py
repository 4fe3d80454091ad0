"""Whether a request that changes something comes from our own page (pure)."""

from __future__ import annotations

from hmac import compare_digest
from urllib.parse import urlsplit

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIE, HEADER = "_csrf_token", "X-CSRFToken"  # the names that Dash's pages know


def own_page(host: str, origin: str, site: str) -> bool:
    """What the browser says of the page: `Sec-Fetch-Site` where it sends it, else `Origin`.

    A request with neither comes from no browser, which nobody can be lured into.
    """
    if site:
        return site == "same-origin"
    return not origin or urlsplit(origin).netloc == host


def same_token(cookie: str, sent: str) -> bool:
    """Whether the page could read the cookie that it came with, as only our own pages can."""
    return bool(cookie) and compare_digest(cookie.encode(), sent.encode())
