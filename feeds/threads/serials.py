"""Whether two events are instalments of one serial, which makes them no thread."""

from __future__ import annotations

from feeds import serials
from feeds.cluster.standing import standing
from feeds.threads.shelf import Shelved
from feeds.threads.told import Told

DAYS = 3 * 86400.0  # seconds between instalments of which only the figures differ


def instalments(later: Shelved, earlier: Shelved) -> bool:
    """Whether each headline of a later event is one of an earlier event's, filled in anew.

    Headlines in a language that the earlier event has none in are not asked.
    """
    spoken = {told.language for told in earlier.stories}
    asked = [told for told in later.stories if told.language in spoken]
    return bool(asked) and all(
        any(_instalment(told, other) for other in earlier.stories) for told in asked
    )


def _instalment(one: Told, other: Told) -> bool:
    if one.language != other.language:
        return False
    if standing(one.title, one.language) == standing(other.title, other.language):
        # Within days two outlets may bring one toll up to date.
        return one.outlet_id == other.outlet_id or abs(one.at - other.at) >= DAYS
    ours, theirs = (serials.form(told.title, told.language) for told in (one, other))
    return serials.instalments(ours, theirs)
