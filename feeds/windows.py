"""How the window of entries that a feed shows joins the one it showed before (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise, takewhile
from typing import Literal

from feeds.model import RawEntry
from feeds.stamps import stamp_of

BACK_REACH = timedelta(days=30)
Continuity = Literal[
    "first",  # no window before
    "joined",  # it shares entries with the one before: nothing was lost in between
    "overran",  # new entries, and none in common: some may have come and gone unseen
    "stale",  # nothing new, and nothing in common: an old copy
]


def continuity(keys: Sequence[str], window: Sequence[str], new: bool) -> Continuity:
    """How a window joins the one before. An entry pinned on top of both proves nothing."""
    if not window:
        return "first"
    if not keys:
        return "joined"
    pinned = [
        key for key, old in takewhile(lambda p: p[0] == p[1], zip(keys, window, strict=False))
    ]
    common = set(keys) & set(window)
    if common and (common != set(pinned) or len(pinned) in (len(window), len(keys))):
        return "joined"
    return "overran" if new else "joined" if common else "stale"


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
