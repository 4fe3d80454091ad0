"""The tables that figures, pages and briefings draw: one function a table.

Each takes a store and a `Selection` and gives a tidy pandas table.
"""

from feeds.coverage.basis import Basis, basis
from feeds.coverage.bins import bins
from feeds.coverage.events import events
from feeds.coverage.exposure import exposure, group_exposure, missing
from feeds.coverage.feed_states import feed_states
from feeds.coverage.hours import feed_hours
from feeds.coverage.losses import losses
from feeds.coverage.selection import Selection
from feeds.coverage.stories import event_stories, stories
from feeds.coverage.volume import volume

__all__ = [
    "Basis",
    "Selection",
    "basis",
    "bins",
    "event_stories",
    "events",
    "exposure",
    "feed_hours",
    "feed_states",
    "group_exposure",
    "losses",
    "missing",
    "stories",
    "volume",
]
