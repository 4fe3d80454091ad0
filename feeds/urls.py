"""Addresses: which are web links, what they resolve to, which lie in a private network."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

NAT64 = IPv6Network("64:ff9b::/96")
GLOBAL = IPv6Network("2000::/3")  # all that IANA has given out; ::127.0.0.1 and fec0::1 lie outside
METADATA = frozenset({"168.63.129.16"})  # public by its number, but a cloud's own to its machines
TRACKING = re.compile(r"(utm_|at_)\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|ocid", re.I)
_LETTER = r"[!\"$-:<->@-Z\\-~]"  # printable ASCII but for # ; ? [
PLAIN = re.compile(
    rf"https?://([A-Za-z0-9.-]*[A-Za-z0-9])(?::[0-5]?\d{{1,4}})?/{_LETTER}*(?:\?{_LETTER}+)?"
)


def is_web_link(url: str) -> bool:
    """Whether a URL is absolute, http or https, and names a host."""
    if PLAIN.fullmatch(url):
        return True
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:  # an unclosed [ in the host
        return False


def absolute(link: str, base: str) -> str:
    """A link of a document at `base` as an absolute http(s) URL, or ""."""
    if PLAIN.fullmatch(link):  # as most are: joined to anything, it stays as it is
        return link
    tidy = re.sub(r"[\x00-\x1f\x7f]", "", link).strip().replace(" ", "%20")
    if not tidy:
        return ""
    try:
        joined = urljoin(base, tidy)
    except ValueError:
        return ""
    return joined if is_web_link(joined) else ""


def host_of(url: str) -> str:
    """The host of a URL in lower case, without port; "" where there is none."""
    if plain := PLAIN.fullmatch(url):
        return plain[1].lower().rstrip(".")
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def without_tracking(url: str) -> str:
    """A link with a lower-case host and no campaign parameters: the same for every visit."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if not TRACKING.fullmatch(pair[0])]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, query, parts.fragment))


def without_credentials(url: str) -> str:
    """A URL without the user name and password that it may carry."""
    if PLAIN.fullmatch(url):
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def is_private(ip: str) -> bool:
    """Whether an address is of this machine, a private network or a cloud's metadata, or none."""
    try:
        address = ip_address(ip.partition("%")[0])
    except ValueError:
        return True
    inner = _embedded(address) if isinstance(address, IPv6Address) else None
    if inner is not None:
        return is_private(str(inner))
    outside = isinstance(address, IPv6Address) and address not in GLOBAL
    local = not address.is_global or address.is_multicast or str(address) in METADATA
    return outside or local


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: a way round the guard if left alone."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
