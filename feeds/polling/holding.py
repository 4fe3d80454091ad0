"""Hosts that say "not now" while a pass goes on: their other feeds wait as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from feeds.model import Feed, FeedState
from feeds.pacing.holds import held, host_asked

DAY = timedelta(days=1)


class Holding:
    """Remembers the feeds of hosts that have refused, from the first refusal on.

    What was answered before a refusal has no bearing on it, so other hosts need no memory.
    """

    def __init__(self, feeds: Iterable[Feed], states: Mapping[str, FeedState]) -> None:
        feeds = list(feeds)
        self._feeds = {feed.id: feed for feed in feeds}
        self._refused: dict[str, dict[str, tuple[Feed, FeedState]]] = defaultdict(dict)
        polled = [(feed, states[feed.id]) for feed in feeds if feed.id in states]
        refusing = {host_asked(*pair) for pair in polled if pair[1].throttled}
        for feed, state in polled:
            if host_asked(feed, state) in refusing:
                self._refused[host_asked(feed, state)][feed.id] = (feed, state)

    def note(self, feed: Feed, state: FeedState) -> None:
        """Take in the state that a poll left its feed in."""
        if state.throttled or self._refused:
            host = host_asked(feed, state)
            if state.throttled or host in self._refused:
                self._refused[host][feed.id] = (feed, state)

    def heed(self, states: Mapping[str, FeedState]) -> None:
        """Take in the states that the polls of other processes left feeds in."""
        for feed_id, state in states.items():
            if feed_id in self._feeds:
                self.note(self._feeds[feed_id], state)

    def waits(self, feed: Feed, state: FeedState, now: datetime) -> bool:
        """Whether the host of a feed is not to be asked yet."""
        if not self._refused or (host := host_asked(feed, state)) not in self._refused:
            return False
        refused = self._refused[host].values()
        until = held((feed for feed, _ in refused), {feed.id: state for feed, state in refused})
        return host in until and now < until[host] <= now + DAY  # beyond: a clock ran ahead
