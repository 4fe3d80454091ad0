"""Links of feeds and addresses that must not be dialled."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.urls import (
    PLAIN,
    absolute,
    host_of,
    is_private,
    is_web_link,
    without_credentials,
    without_tracking,
)

BASE = "https://herald.example/feeds/news.xml"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://herald.example/a", "https://herald.example/a"),
        ("/a?b=1#c", "https://herald.example/a?b=1#c"),
        ("story.html", "https://herald.example/feeds/story.html"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("\n  /a\n b ", "https://herald.example/a%20b"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,hi", ""),
        ("ftp://herald.example/a", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_links_become_absolute_or_nothing(link: str, expected: str) -> None:
    assert absolute(link, BASE) == expected


@pytest.mark.parametrize("url", ["http://a.example", "HTTPS://a.example/x"])
def test_web_links_are_http_with_a_host(url: str) -> None:
    assert is_web_link(url)


@pytest.mark.parametrize("url", ["file:///etc/hosts", "http://", "/a", "", "gopher://a.example"])
def test_other_addresses_are_no_web_links(url: str) -> None:
    assert not is_web_link(url)


def test_host_is_in_lower_case_without_port() -> None:
    assert host_of("https://User@News.Example.:8443/a") == "news.example"
    assert host_of("http://[broken") == ""


def test_campaign_parameters_do_not_make_another_link() -> None:
    tracked = "https://Herald.example/a?id=7&utm_source=rss&fbclid=x"
    assert without_tracking(tracked) == "https://herald.example/a?id=7"
    assert without_tracking("https://herald.example/a?q=%2C&b") == (
        "https://herald.example/a?q=%2C&b"
    )


def test_credentials_are_taken_off() -> None:
    assert without_credentials("https://me:secret@a.example:81/x") == "https://a.example:81/x"


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.9",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:7f00:1::",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b:1::7f00:1",
        "fec0::1",
        "4000::1",
        "ff0e::1",
        "168.63.129.16",
        "no address",
    ],
)
def test_private_addresses_are_known_in_every_dress(ip: str) -> None:
    assert is_private(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_not_private(ip: str) -> None:
    assert not is_private(ip)


@given(
    st.from_regex(PLAIN, fullmatch=True), st.sampled_from(("https://a.example/feed", "http://b/"))
)
@settings(derandomize=True, deadline=None)
def test_a_plain_link_stays_as_it_is(link: str, base: str) -> None:
    assert absolute(link, base) == link == urljoin(base, link)
    assert host_of(link) == urlsplit(link).hostname
