"""How the window of entries that a feed shows joins the one it showed before (pure).

Entries in common prove that nothing was lost only where they are what an ordinary feed would
still show: the newest of the old window, pushed down by what is new. A pin, an evergreen or a
most-read piece stays whatever comes and goes around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise, takewhile
from typing import Literal

from feeds.model import RawEntry
from feeds.stamps import stamp_of

BACK_REACH = timedelta(days=30)
NOISE = 0.1  # steps of a document against the order of its dates, for it still to be in order
FEW = 3  # a feed may pin so many; more in common than that, and most of them, are no pins
Ages = Mapping[str, float]  # readable dates of entries by key, in seconds
Continuity = Literal[
    "first",  # no window before
    "joined",  # it still shows what an ordinary feed would: nothing was lost in between
    "overran",  # new entries, and no such entry: some may have come and gone unseen
    "stale",  # nothing new, and nothing in common: an old copy
]


def continuity(
    keys: Sequence[str],
    window: Sequence[str],
    new: bool,
    dates: Mapping[str, datetime] | None = None,
) -> Continuity:
    """How a window joins the one before; both in document order.

    `new` says whether any entry was never seen before. `dates` of the entries listed, by key,
    tell one that stands out of order and a feed that lists its oldest first.
    """
    if not window:
        return "first"
    if not keys:
        return "joined"
    common = set(keys) & set(window)
    if not new:
        return "joined" if common else "stale"
    ages = {key: at.timestamp() for key, at in (dates or {}).items()}
    return "joined" if _proves(common, keys, window, ages) else "overran"


def dated(listed: Sequence[RawEntry]) -> dict[str, datetime]:
    """The dates of a document's entries that can be read cheaply, by key."""
    return {entry.key: at for entry in listed if (at := stamp_of(entry))}


def _proves(common: set[str], keys: Sequence[str], window: Sequence[str], ages: Ages) -> bool:
    if not common or len(common) == len(set(window)):
        return bool(common)  # no entry left the window at all
    if len(common) > max(FEW, min(len(keys), len(window)) / 2):
        return True  # an order of its own, or an entry that was replaced
    if _pushed(keys, window, ages):
        return True
    rising = _rises([ages[key] for key in keys if key in ages])
    if rising is False or (rising is None and len(common) == 1):
        return False  # alone on top, where the oldest may come first or a pin may stand
    return _pushed(keys[::-1], window[::-1], {key: -age for key, age in ages.items()})


def _rises(ages: Sequence[float]) -> bool | None:
    """Whether a document lists its oldest entries first; None where its dates do not say."""
    up = sum(a < b for a, b in pairwise(ages))
    down = sum(a > b for a, b in pairwise(ages))
    return None if min(up, down) > NOISE * (up + down) or up == down else up > down


def _pushed(keys: Sequence[str], window: Sequence[str], ages: Ages) -> bool:
    """Whether any entry in common was pushed down by what is new, as in an ordinary feed:
    most of what is new stands above it, nothing newer below it, and most of what stood above
    it before is still there. One that kept its rank meanwhile is a pin."""
    places = {key: place for place, key in enumerate(keys)}
    kept_rank = {key for place, key in enumerate(window) if places.get(key) == place}
    was, above, still = set(window), 0, 0
    fresh_above, newest_below = _fresh(keys, was, ages)
    for key in window:
        if key in kept_rank:
            continue
        place = places.get(key)
        if place is not None:
            ordered = newest_below[place] <= ages.get(key, float("inf"))
            if ordered and 2 * still >= above and 2 * fresh_above[place] >= fresh_above[-1]:
                return True
        above, still = above + 1, still + (place is not None)
    return False


def _fresh(keys: Sequence[str], was: set[str], ages: Ages) -> tuple[list[int], list[float]]:
    """For every place: how many entries above it were not there before (last: how many in
    all), and the newest date of such an entry below it, where these are in order by date."""
    if _rises([ages[key] for key in keys if key in ages and key not in was]) is not False:
        ages = {}
    counts = [0]
    for key in keys:
        counts.append(counts[-1] + (key not in was))
    newest = [float("-inf")]
    for key in keys[::-1]:
        here = ages.get(key, float("-inf")) if key not in was else float("-inf")
        newest.append(max(newest[-1], here))
    return counts, newest[::-1]


def changes(
    listed: Sequence[RawEntry], known: Mapping[str, tuple[int, str]]
) -> list[tuple[RawEntry, int]]:
    """Entries that are new or edited, each with its new version, in document order."""
    found = []
    for entry in listed:
        version, content = known.get(entry.key, (0, ""))
        if content != entry.content_hash:
            found.append((entry, version + 1))
    return found


def back_reach(listed: Sequence[RawEntry], at: datetime) -> datetime | None:
    """How far back a first window vouches: the oldest date of its longest dated run from the
    top that never rises, at most 30 days; None where there is no such run of two."""
    dates = [date for date in takewhile(bool, map(stamp_of, listed)) if date]
    run = dates[:1] + [
        date for _, date in takewhile(lambda pair: pair[1] <= pair[0], pairwise(dates))
    ]
    if len(run) < 2 or run[-1] >= at:
        return None
    return max(run[-1], at - BACK_REACH)
