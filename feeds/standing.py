"""The stories that stand for a subject's topics, as a store knows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from feeds.cluster.vectors import unpack
from feeds.store.protocol import Store
from feeds.topics.likeness import KEPT, NEAR, Likeness

DAY = timedelta(days=1)


def recalled(store: Store, topic_ids: Sequence[str], now: datetime) -> Likeness:
    """Likeness to the newest stories of each topic in the weeks up to now."""
    found = Likeness(topic_ids)
    since = now - timedelta(seconds=NEAR)
    ids: set[str] = set()
    for topic in topic_ids:
        table = store.story_table(since, now + DAY, "published", topics=[topic], limit=2 * KEPT)
        ids.update(str(story_id) for story_id in table["id"])
    stories = sorted(store.stories(ids).values(), key=lambda s: (s.first_seen_at, s.id))
    vectors = {story_id: unpack(kept) for story_id, kept in store.vectors(ids).items()}
    found.recall(stories, vectors, store.topics_of(ids))
    return found
