"""From a word to what is told of the story, event or feed that it means."""

from __future__ import annotations

from dashboard.explain import event, feed, finding, pair, story
from dashboard.explain.told import Told, plain
from feeds.errors import SelectionError
from feeds.store.protocol import Store


def explained(store: Store, word: str, zone: str) -> Told:
    """What is known of the story, event or feed that a word names; SelectionError for none.

    Times are told in `zone`, an IANA name, and in UTC.
    """
    kind, name = finding.meant(store, word)
    if kind == "story":
        return story.told(story.read(store, name), zone)
    if kind == "event":
        return event.told(event.read(store, name), zone)
    return feed.told(feed.read(store, name), zone)


def compared(store: Store, one: str, other: str, zone: str) -> Told:
    """Why two stories are in one event or in two; SelectionError where a word means no story."""
    found = [finding.meant(store, word) for word in (one, other)]
    for (kind, _), word in zip(found, (one, other), strict=True):
        if kind != "story":
            raise SelectionError(
                f"“{plain(word)}” is {'an event' if kind == 'event' else 'a feed'}.",
                "Two stories are compared: give story:ID or its address twice.",
            )
    return pair.told(pair.read(store, found[0][1], found[1][1]), zone)
