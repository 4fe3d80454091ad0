"""Which story, event or feed a word of the command line means; what is near where it is none."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Literal

from dashboard.explain.told import plain, quoted
from feeds.errors import SelectionError
from feeds.identity.story import story_id
from feeds.model import Outlet, RawEntry, Story
from feeds.opml.outlets import feed_key
from feeds.store.protocol import Store
from feeds.toml.tables import is_http
from feeds.urls import host_of

Kind = Literal["story", "event", "feed"]
KINDS: tuple[Kind, ...] = ("story", "event", "feed")
NEAR = 3  # that are offered
SHORTEST = 3  # letters; fewer are in everything


def meant(store: Store, word: str) -> tuple[Kind, str]:
    """(kind, id) of what a word names: an id with its prefix or without, or an address."""
    word = word.strip()
    prefix, _, rest = word.partition(":")
    outlets = store.outlets()
    if is_http(word):
        found = _at_address(store, word, outlets)
    else:
        kinds = [kind for kind in KINDS if kind == prefix.lower()] or list(KINDS)
        name = rest.strip() if len(kinds) == 1 else word
        ids = [(kind, _today(store, kind, i)) for kind in kinds for i in (name, word)]
        found = next(((kind, i) for kind, i in ids if _has(store, kind, i, outlets)), None)
        word = name
    if found is None:
        raise SelectionError(
            f"Nothing here is called “{plain(word)}”.", _hint(store, word, outlets)
        )
    return found


def _today(store: Store, kind: Kind, name: str) -> str:
    """The id of a merged event leads to the event that it is part of now."""
    return store.current_event(name) if kind == "event" else name


def _has(store: Store, kind: Kind, name: str, outlets: list[Outlet]) -> bool:
    if kind == "feed":
        return any(feed.id == name for outlet in outlets for feed in outlet.feeds)
    return name in (store.stories([name]) if kind == "story" else store.events([name]))


def _at_address(store: Store, url: str, outlets: list[Outlet]) -> tuple[Kind, str] | None:
    """The story or the feed of an address. A story's id comes from its outlet and address."""
    raw = RawEntry(url, "", url, "", "", 0, "", "")
    stories = store.stories([story_id(outlet.id, raw) for outlet in outlets])
    if stories:
        return "story", min(stories.values(), key=lambda story: story.first_seen_at).id
    key = feed_key(url)
    feeds = (feed for outlet in outlets for feed in outlet.feeds if feed_key(feed.url) == key)
    return next((("feed", feed.id) for feed in feeds), None)


def _hint(store: Store, word: str, outlets: list[Outlet]) -> str:
    """What is near: stories by the start of an id, an address or words of a headline; feeds."""
    names = [feed.id for outlet in outlets for feed in outlet.feeds]
    holding = [n for n in names if len(word) >= SHORTEST and word.lower() in n.lower()]
    feeds = dict.fromkeys([*get_close_matches(word, names, NEAR), *holding])
    telling = _telling(word)
    stories = store.stories_like(telling, NEAR) if len(telling) >= SHORTEST else []
    if not stories and (host := host_of(word)):
        stories = store.stories_like(host, NEAR)
    near = [f"feed:{name}" for name in list(feeds)[:NEAR]] + [_named(story) for story in stories]
    if near:
        return f"Near it: {'; '.join(near)}."
    return "Give story:ID, event:ID, feed:ID or a story's address; the dashboard shows them."


def _telling(word: str) -> str:
    """The part of a word to look for: of an address its longest part, of an id its start."""
    if is_http(word):
        parts = word.partition("://")[2].partition("?")[0].split("/")[1:]
        return max(parts, key=len, default=word) or word
    is_id = len(word) > 8 and word[0] in "se" and word.isalnum()
    return word[:8] if is_id else word


def _named(story: Story) -> str:
    return f"story:{story.id} {quoted(story.title)}"
