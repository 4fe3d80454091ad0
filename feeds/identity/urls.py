"""One address per article: what differs only by the way there is the same.

A canonical URL is for comparing. To open a story, use the link that the feed gave.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from feeds.identity.wrappers import unwrapped

_TRACKING = re.compile(
    r"(?:utm|at|pk|mtm|hsa|vero|oly|ns|_hs|stm|xtor|traffic|cmp|wt)_\w+|[fgdyt]bclid|[gdyt]clid"
    r"|msclkid|wbraid|gbraid|igshid?|mc_[ce]id|_g[al]|ocid|smid|maca|xtor|cmpid|icid"
    r"|cmp|srnd|guce\w*|guccounter|__twitter_impression|phpsessid|jsessionid|sessionid|spref"
    r"|ftag|wprov|rss_?id|amp|outputtype",
    re.I,
)
# These carry a channel on some sites and an article's number on others: the value decides.
_REFERRERS = re.compile(
    r"ref|source|src|from|via|rss|feed|referrer|output|mod|partner|emc|feature|shared?", re.I
)
_CHANNELS = re.compile(
    r"rss\w*|feed\w*|atom|twitter|facebook|telegram|whatsapp|newsletter|email|amp|true|1|", re.I
)
_MOBILE_HOST = re.compile(r"(?:www\d?|m|mobile|amp|mob|touch)\.(?=[^.]+\.[^.])")
_AMP_PATH = re.compile(r"(?<=.)/amp(?:\.html)?(?=/?$)|^/amp(?=/.)|\.amp(?=(?:\.html?)?$)", re.I)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
_BEYOND_HOST = re.compile("https://[^/?#]*+/*+(?:[^/?#]|[?#].)")
_SLASHES = re.compile("/{2,}")
_PLAIN = re.compile(  # nothing to unescape, no port, no fragment: as most are
    r"https?://([A-Za-z0-9.-]*[A-Za-z0-9])(/[A-Za-z0-9/._~-]*)?(?:\?([A-Za-z0-9_.~=&-]*))?"
)
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_SIMPLE = re.compile("[A-Za-z0-9/._~-]*")
_SIMPLE_QUERY = re.compile("[A-Za-z0-9_.~=&-]*")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@lru_cache(maxsize=4096)  # a story's id and its address ask for the same
def canonical(url: str) -> str:
    """The address without scheme differences, tracking, mobile and AMP marks, or fragment.

    Idempotent. What is no web address comes back as it stands, without outer blanks.
    """
    url = unwrapped(url.strip()).strip()
    if plain := _PLAIN.fullmatch(url):
        host, path, query = plain.groups("")
        return _joined(_host(host), _short(path), _query(query))
    if url[:4].lower() != "http":
        return url
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https") or not host:
        return url
    where = _host(host) + (f":{port}" if port not in (None, 80, 443) else "")
    # A hash-bang is the page itself on sites that are one script.
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    path = _short(_escaped(_SESSION.sub("", parts.path)))
    return _joined(where, path, _query(parts.query), fragment)


def _joined(where: str, path: str, query: str, fragment: str = "") -> str:
    if where == "news.google.com" and "/articles/" in path:
        query = ""  # the reader's language and country
    asked, part = f"?{query}" if query else "", f"#{fragment}" if fragment else ""
    return f"https://{where}{path}{asked}{part}"


def is_article(url: str) -> bool:
    """Whether a canonical address can be one article's: a front page is every article's."""
    return _BEYOND_HOST.match(url) is not None


def _host(host: str) -> str:
    name = host.lower()
    while (shorter := _MOBILE_HOST.sub("", name, count=1) if _prefixed(name) else name) != name:
        name = shorter
    if name.isascii():
        return f"[{name}]" if ":" in name else name
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name


def _prefixed(host: str) -> bool:
    return _MOBILE_HOST.match(host) is not None


def _short(path: str) -> str:
    """Without repeated slashes, a last one, and marks of AMP."""
    path = _SLASHES.sub("/", path).rstrip("/")
    if "amp" not in path.lower():
        return path
    while (shorter := _AMP_PATH.sub("", path, count=1).rstrip("/")) != path:
        path = shorter
    return path


def _escaped(text: str) -> str:
    if _SIMPLE.fullmatch(text):
        return text
    text = _ESCAPE.sub(_escape, text)
    return quote(text, safe="%/:@!$&'()*+,;=-._~", errors="replace")


def _escape(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return letter if letter in _UNRESERVED else match[0].upper()


def _query(query: str) -> str:
    if not query:
        return ""
    parts = [part.split("=") for part in query.split("&") if part]
    if _SIMPLE_QUERY.fullmatch(query) and all(len(part) < 3 for part in parts):  # as most are
        pairs = [(name, "".join(value)) for name, *value in parts]
        return "&".join(f"{k}={v}" for k, v in sorted(pairs) if not _is_tracking(k, v))
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=None)
    return urlencode(sorted(pair for pair in pairs if not _is_tracking(*pair)), errors="replace")


def _is_tracking(name: str, value: str) -> bool:
    always, by_value = _marks(name)
    return always or (by_value and _CHANNELS.fullmatch(value) is not None)


@lru_cache(maxsize=1024)  # few sites invent names of their own
def _marks(name: str) -> tuple[bool, bool]:
    """Whether a parameter is tracking, and whether its value decides."""
    return _TRACKING.fullmatch(name) is not None, _REFERRERS.fullmatch(name) is not None
