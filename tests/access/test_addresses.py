"""Whose request it is: forwarded addresses are believed as far as trusted proxies wrote them."""

from __future__ import annotations

import pytest

from dashboard.access.addresses import client_of, counted_as, networks, within
from dashboard.access.origin import own_page, same_token

TRUSTED = networks("10.0.0.0/8, ::1", "trusted_proxies")


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),  # anyone can write that
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "203.0.113.9, 198.51.100.1", "198.51.100.1"),  # the first is made up
        ("10.0.0.2", "198.51.100.1, 10.0.0.3", "198.51.100.1"),
        ("::1", "198.51.100.1", "198.51.100.1"),
        ("::ffff:10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "nonsense", "nonsense"),
    ],
)
def test_the_client_behind_proxies(remote: str, forwarded: str, client: str) -> None:
    assert client_of(remote, forwarded, TRUSTED) == client


def test_tries_of_one_network_of_ipv6_count_together() -> None:
    assert counted_as("2001:db8:1:2::3") == counted_as("2001:db8:1:2::4")
    assert counted_as("2001:db8:1:2::3") != counted_as("2001:db8:1:3::3")
    assert counted_as("192.0.2.7") == "192.0.2.7"
    assert counted_as("nonsense") == "unknown"
    assert not within("nonsense", TRUSTED)


@pytest.mark.parametrize(
    ("origin", "site", "own"),
    [
        ("", "", True),  # no browser
        ("https://desk.example", "", True),
        ("https://evil.example", "", False),
        ("null", "", False),
        ("https://desk.example", "cross-site", False),
        ("https://desk.example", "same-site", False),
        ("null", "same-origin", True),
        ("", "none", False),
    ],
)
def test_a_change_comes_from_our_own_page(origin: str, site: str, own: bool) -> None:
    assert own_page("desk.example", origin, site) is own


def test_a_token_must_be_there_and_the_same() -> None:
    assert same_token("abc", "abc")
    assert not same_token("abc", "abd")
    assert not same_token("", "")
