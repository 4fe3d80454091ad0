"""From a word to what is told of the story, event or feed that it means."""

from __future__ import annotations

from dashboard.explain import event, feed, finding, story
from dashboard.explain.told import Told
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
