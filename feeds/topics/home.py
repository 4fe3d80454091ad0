"""Whether an outlet is at home in a subject: by its country, or by its country's domain."""

from __future__ import annotations

from urllib.parse import urlsplit


def home_of(country: str, url: str) -> str:
    """What `home` in topics.toml is compared with: the country, or ".sy" where it is unknown."""
    return country or top_level(urlsplit(url).hostname or "")


def top_level(host: str) -> str:
    """The last part of a host with its dot, such as ".sy"."""
    return "." + host.rpartition(".")[2]
