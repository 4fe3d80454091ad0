"""Dated stories to their events: what every pass and every rebuild does with them.

placer (the order of the steps) | late (what is no news, among its own days) |
reprinting (language and reprints) | events (rows, and what follows them) |
topics | kept (what a store holds, ready to be used) | places (outlet and feed by id)
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
