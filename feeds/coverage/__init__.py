"""The tables that figures, pages and briefings draw: one function a table.

Each takes a store and a `Selection` and gives a tidy pandas table.
"""

from feeds.coverage.against import against
from feeds.coverage.baseline import baseline
from feeds.coverage.basis import Basis, basis
from feeds.coverage.bins import bins
from feeds.coverage.bursts import bursts
from feeds.coverage.citations import citation_graph, citations
from feeds.coverage.claims import claims
from feeds.coverage.edits import edits
from feeds.coverage.events import events
from feeds.coverage.exposure import exposure, group_exposure, missing
from feeds.coverage.feed_states import feed_states
from feeds.coverage.figures_given import claim_changes, claim_sides
from feeds.coverage.hours import feed_hours
from feeds.coverage.log_odds import log_odds
from feeds.coverage.losses import losses
from feeds.coverage.named import companions, named, spellings, written
from feeds.coverage.near_misses import near_misses
from feeds.coverage.overlap import overlap
from feeds.coverage.panel import panel, panel_outlets, seams
from feeds.coverage.rates import rates
from feeds.coverage.search import facets, search
from feeds.coverage.selection import Selection
from feeds.coverage.silence import silence
from feeds.coverage.stories import event_stories, stories
from feeds.coverage.timing import first, lags
from feeds.coverage.volume import volume
from feeds.coverage.watching import feeds
from feeds.coverage.who_led import leaders, who_led
from feeds.coverage.wording import quotes, wording

__all__ = [
    "Basis",
    "Selection",
    "against",
    "baseline",
    "basis",
    "bins",
    "bursts",
    "citation_graph",
    "citations",
    "claim_changes",
    "claim_sides",
    "claims",
    "companions",
    "edits",
    "event_stories",
    "events",
    "exposure",
    "facets",
    "feed_hours",
    "feed_states",
    "feeds",
    "first",
    "group_exposure",
    "lags",
    "leaders",
    "log_odds",
    "losses",
    "missing",
    "named",
    "near_misses",
    "overlap",
    "panel",
    "panel_outlets",
    "quotes",
    "rates",
    "seams",
    "search",
    "silence",
    "spellings",
    "stories",
    "volume",
    "who_led",
    "wording",
    "written",
]
