"""Stored stories compared as placing compared them: by their first words, among what was new."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.cluster.pairs import Pairs
from feeds.model import Story
from feeds.placing import WINDOW, as_told
from feeds.store.protocol import Store

BESIDE = 3000  # other stories of those days that tell what is rare


def pairs_of(store: Store, stories: Sequence[Story]) -> Pairs:
    """The stories ready to be compared, among the newest of the 72 hours before the last one."""
    if not stories:
        return Pairs([], {})
    last = max(story.first_seen_at for story in stories)
    named = {story.id for story in stories}
    beside = [s for s in store.stories_seen(last - WINDOW, last) if s.id not in named]
    every = [*as_told(store, stories), *as_told(store, beside[-BESIDE:])]
    return Pairs(every, store.vectors([story.id for story in every]))
