"""Proxies as a user writes them: checked, and shown without their password (pure)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from feeds.urls import without_credentials

DIRECT = "direct"  # in place of a proxy: ask without any
SHAPE = 'Write proxy = "http://host:port", or "direct" for none.'


def proxy_problem(proxy: str) -> str:
    """Why a text is no proxy to ask through, in words without its password; "" if it is one."""
    try:
        parts = urlsplit(proxy)
        host, port = parts.hostname, parts.port
    except ValueError:  # a port or an IPv6 host that is none
        return "it has no host and port that can be read"
    if proxy == DIRECT:
        return ""
    if parts.scheme.startswith("socks"):
        return "SOCKS is not spoken here; take the HTTP port of that program, or one in front of it"
    if parts.scheme not in ("http", "https"):
        return "it does not begin with http:// or https://"
    if not host or port == 0 or not re.fullmatch("[!-~]+", proxy):
        return "it has no host and port that can be read"
    return "it ends in a path" if parts.path.strip("/") or parts.query or parts.fragment else ""


def shown_proxy(proxy: str) -> str:
    """A proxy as it may be printed or handed on: without user name and password."""
    try:
        return without_credentials(proxy).rstrip("/")
    except ValueError:
        return "…"
