"""Whose request it is: the address behind the proxies that are trusted (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from feeds.errors import ConfigError

Network = IPv4Network | IPv6Network


def networks(text: str, setting: str) -> tuple[Network, ...]:
    """Networks of a setting, parted by commas; ConfigError names what is none."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            found.append(ip_network(part, strict=False))
        except ValueError as error:
            raise ConfigError(
                f"{setting}: {part} is no address.", "Write 10.0.0.5 or 10.0.0.0/8."
            ) from error
    return tuple(found)


def within(address: str, held: Sequence[Network]) -> bool:
    """Whether an address lies in one of the networks; text that is no address lies in none."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        return any(found.ipv4_mapped in network for network in held)
    return any(found in network for network in held)


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def client_of(remote: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The address that a request came from: what `X-Forwarded-For` says is believed as far back
    as trusted proxies wrote it."""
    found = remote
    for step in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        if not within(found, trusted):
            break
        found = step
    return found


def counted_as(address: str) -> str:
    """Under which name tries to log in are counted: a whole /64 in IPv6, where one person has
    as many addresses as they like."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address) and not found.ipv4_mapped:
        return str(ip_network(f"{found}/64", strict=False))
    return str(found)
