"""Dated stories to their events: what every pass and every rebuild does with them.

placer (the order of the steps) | news and late (which come in what order, among which) |
reprinting (language, reprints) | moving (what follows where) | events (rows) |
topics (topics) | kept (what a store holds ready to be used)
"""

from feeds.placing.events import event_rows
from feeds.placing.kept import as_told, held_by, model_for
from feeds.placing.late import WINDOW, is_late
from feeds.placing.placer import Placer
from feeds.placing.places import Places
from feeds.placing.topics import TopicFinder

__all__ = [
    "WINDOW",
    "Placer",
    "Places",
    "TopicFinder",
    "as_told",
    "event_rows",
    "held_by",
    "is_late",
    "model_for",
]
