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
from feeds.coverage.timing import first, lags
from feeds.coverage.volume import volume
from feeds.coverage.who_led import leaders, who_led

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
    "first",
    "group_exposure",
    "lags",
    "leaders",
    "losses",
    "missing",
    "stories",
    "volume",
    "who_led",
]
