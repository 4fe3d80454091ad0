"""Entries that are known by their links although their guids have changed."""

from __future__ import annotations

import pytest

from feeds.ledger.rekeying import with_known_keys
from feeds.model import Parsed, RawEntry

KNOWN = {"old-a": "https://quay.example/a?utm_source=rss", "old-b": "https://quay.example/b"}


def listed(**links: str) -> Parsed:
    entries = (RawEntry(key, key, link, key, "", 0, "", "") for key, link in links.items())
    return Parsed("rss", entries=tuple(entries))


@pytest.mark.parametrize(
    ("links", "keys"),
    [
        ({"new": "https://quay.example/b"}, ["old-b"]),
        ({"new": "https://quay.example/a"}, ["old-a"]),
        ({"n1": "https://quay.example/b", "n2": "https://quay.example/c"}, ["old-b", "n2"]),
        ({"n1": "https://quay.example/b", "n2": "https://quay.example/b"}, ["n1", "n2"]),
        ({"n1": "", "n2": ""}, ["n1", "n2"]),
        ({"old-b": "https://quay.example/x", "n": "https://quay.example/b"}, ["old-b", "n"]),
    ],
)
def test_a_link_that_stands_once_tells_an_entry(links: dict[str, str], keys: list[str]) -> None:
    assert [entry.key for entry in with_known_keys(listed(**links), KNOWN).entries] == keys


def test_a_link_that_many_entries_had_tells_none() -> None:
    front = dict.fromkeys(["x", "y"], "https://quay.example/")
    parsed = with_known_keys(listed(new="https://quay.example/"), front)
    assert [entry.key for entry in parsed.entries] == ["new"]
