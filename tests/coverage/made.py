"""A store with a few stories of three outlets, asked through the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from feeds.coverage import Selection
from feeds.model import Derived, Feed, NameUse, Outlet, Story, TopicMatch
from feeds.store import Store, open_store
from tests.store import make

OUTLETS = ("lantern", "anchor", "beacon")
COUNTRIES = {"lantern": "Nowhere", "anchor": "Elsewhere", "beacon": "Elsewhere"}


@dataclass(frozen=True, slots=True)
class Said:
    """A story with its topics, the names it carries and the feeds that showed it."""

    story: Story
    topics: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    feeds: frozenset[str] = frozenset()


def outlets() -> list[Outlet]:
    """Each with a feed of everything and one of a section."""
    return [_outlet(name) for name in OUTLETS]


def _outlet(name: str) -> Outlet:
    whole = Feed(f"{name}-feed", name, f"https://{name}.example/rss", "en")
    section = replace(whole, id=f"{name}-part", url=f"https://{name}.example/part", scope="section")
    return replace(make.outlet(name), country=COUNTRIES[name], feeds=(whole, section))


def opened(path: Path) -> Store:
    """A new store that knows the outlets."""
    store = open_store(f"sqlite:///{path}")
    store.save_outlets(outlets())
    return store


def save(store: Store, said: Sequence[Said]) -> None:
    """Save stories with all that hangs on them, anew or again."""
    stories = tuple(one.story for one in said)
    store.save_derived(
        Derived(
            store.cursor() + 1,
            stories,
            story_entries=tuple((s.story.id, feed, s.story.id) for s in said for feed in s.feeds),
            memberships=tuple(make.placed(s.id, s.event_id) for s in stories if s.event_id),
            events=tuple(make.event(name) for name in sorted({s.event_id for s in stories} - {""})),
            topics=tuple(
                TopicMatch(s.story.id, t, 1.0, "") for s in said for t in sorted(s.topics)
            ),
            named=tuple(story.id for story in stories),
            names=tuple(
                _use(s.story.id, name, n) for s in said for n, name in enumerate(sorted(s.names))
            ),
        )
    )


def _use(story_id: str, name: str, place: int) -> NameUse:
    return NameUse(story_id, name, name.title(), "person", name, "title", place, place + 1)


def polled(store: Store, feed: str, hours: Sequence[int]) -> None:
    """Fresh polls of a feed, each vouching for the hour before it."""
    store.record_polls([make.record(hours=hour, feed=feed) for hour in hours])


def asked(**facts: object) -> Selection:
    """Three days from noon, as they are special."""
    held = Selection(make.NOON, make.NOON + timedelta(days=3))
    return replace(held, **facts)  # type: ignore[arg-type]
