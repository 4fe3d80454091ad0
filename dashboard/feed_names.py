"""Which feed a word of the command line means; near matches where it means none."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from feeds.errors import SelectionError
from feeds.opml.outlets import feed_key
from feeds.toml.tables import is_http

Row = dict[str, Any]  # of coverage.feed_states: feed_id, outlet_id, url and so on


def meant(words: Sequence[str], feeds: Sequence[Row]) -> list[Row]:
    """The feeds that ids, addresses or outlets' ids name, each once; SelectionError for none."""
    found: dict[str, Row] = {}
    for word in words:
        found |= {feed["feed_id"]: feed for feed in _of(word, feeds)}
    return list(found.values())


def one(word: str, feeds: Sequence[Row]) -> Row:
    """The one feed that a word names."""
    found = _of(word, feeds)
    if len(found) == 1:
        return found[0]
    ids = ", ".join(sorted(feed["feed_id"] for feed in found))
    raise SelectionError(f"{word} has {len(found)} feeds.", f"Name one of {ids}.")


def _of(word: str, feeds: Sequence[Row]) -> list[Row]:
    key = feed_key(word) if is_http(word) else ""
    for fits in (
        lambda feed: feed["feed_id"] == word,
        lambda feed: bool(key) and feed_key(feed["url"]) == key,
        lambda feed: feed["outlet_id"] == word,
    ):
        if found := [feed for feed in feeds if fits(feed)]:
            return found
    raise SelectionError(f"No feed {word} in this store.", _hint(word, feeds))


def _hint(word: str, feeds: Sequence[Row]) -> str:
    names = [str(feed[name]) for feed in feeds for name in ("feed_id", "outlet_id", "url")]
    if near := get_close_matches(word, list(dict.fromkeys(names)), 3):
        return f"Near it: {', '.join(near)}."
    if is_http(word):
        return f"`coverline feeds add {word}` watches it."
    return "`coverline status` lists them all."
