"""Addresses that carry another address: redirects of search engines, networks and AMP caches.

Google News hides where its links lead: such a link stays the mention of Google News itself.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

_LIKELY = ("google", "ampproject", "facebook", "safelinks", "vk.com")
_GOOGLE = re.compile(r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}")
_REDIRECTS: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...] = (
    (_GOOGLE, "/url", ("url", "q")),
    (re.compile(r"lm?\.facebook\.com"), "/l.php", ("u",)),
    (re.compile(r".+\.safelinks\.protection\.outlook\.com"), "/", ("url",)),
    (re.compile(r"(?:m\.)?vk\.com"), "/away.php", ("to",)),
)
_AMP_CACHES = (
    (_GOOGLE, re.compile(r"/amp/(s/)?(.+)", re.S)),
    (re.compile(r".+\.cdn\.ampproject\.org"), re.compile(r"/[a-z]/(s/)?(.+)", re.S)),
)
_DEEPEST = 3


def unwrapped(url: str) -> str:
    """The address that a redirect or an AMP cache carries in its own, else the url as it is."""
    for _ in range(_DEEPEST):
        small = url.lower()
        inner = _inner(url) if any(name in small for name in _LIKELY) else ""
        if not inner:
            break
        url = inner
    return url


def _inner(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        asked = parse_qs(parts.query)
    except ValueError:
        return ""
    for pattern, path, names in _REDIRECTS:
        if parts.path == path and pattern.fullmatch(host):
            found = (asked[name][0] for name in names if name in asked)
            return next((link for link in found if link[:4].lower() == "http"), "")
    for pattern, shape in _AMP_CACHES:
        if pattern.fullmatch(host) and (held := shape.fullmatch(parts.path)):
            query = f"?{parts.query}" if parts.query else ""
            return f"http{'s' if held[1] else ''}://{held[2]}{query}" if "." in held[2] else ""
    return ""
