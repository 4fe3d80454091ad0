"""What a selection asks of the store (pure)."""

from __future__ import annotations

from feeds.coverage.selection import Selection
from feeds.store.wanted import Wanted


def wanted(selection: Selection) -> Wanted:
    """The stories that the selection is about: on its topics, any where it names none, or of
    its events; reprints left out where only reporting counts."""
    return Wanted(
        topics=selection.topics,
        outlets=selection.outlets,
        events=selection.events,
        names=selection.names,
        languages=selection.languages,
        forms=selection.forms,
        scope=selection.compared,
        on_topic=not selection.events,
        original=selection.counting == "reporting",
    )


def everything(selection: Selection) -> Wanted:
    """All stories that these are a part of, whatever their topic, event or names."""
    return Wanted(
        outlets=selection.outlets,
        languages=selection.languages,
        forms=selection.forms,
        scope=selection.compared,
        original=selection.counting == "reporting",
    )
