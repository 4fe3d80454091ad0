"""People, places and groups in the stories of a selection: how many, how written, with whom."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from feeds.coverage.asked import wanted
from feeds.coverage.selection import Selection
from feeds.coverage.volume import volume
from feeds.model import NameTally
from feeds.store.protocol import Store
from feeds.store.words.tables import Sought

FIRST = 128  # names counted at once; then twice as many, while others could have as many


class Line(NamedTuple):
    """One name."""

    name_id: str
    name: str
    kind: str
    stories: int


COLUMNS = list(Line._fields)


def named(store: Store, selection: Selection, limit: int = 100) -> pd.DataFrame:
    """name_id, name, kind (person, place, group or unknown), stories of the selection that
    carry the name in any spelling; those of most stories first."""
    asked, found = set(selection.names), list[Line]()
    waiting = [tally for tally in store.names() if not asked or tally.id in asked]
    size = FIRST
    while waiting and not _surely_more(found, limit, waiting[0]):
        some, waiting, size = waiting[:size], waiting[size:], size * 2
        found += _counted(store, selection, some)
        found.sort(key=lambda line: (-line.stories, line.name, line.name_id))
    return pd.DataFrame(found[:limit], columns=COLUMNS)


def _surely_more(found: list[Line], limit: int, other: NameTally) -> bool:
    """Whether all that are asked for have more stories than any other name has in the store."""
    return len(found) >= limit and found[limit - 1].stories > other.stories


def _counted(store: Store, selection: Selection, some: list[NameTally]) -> list[Line]:
    """The names that stories of the selection carry, in no order."""
    names = tuple(sorted(tally.id for tally in some))
    weekly = replace(selection, rows="name", names=names, measure="count", bin="week")
    sums = volume(store, weekly).groupby("row", observed=True)["count"].sum()
    counts = {str(name): int(count) for name, count in sums.items()}
    return [Line(t.id, t.name, t.kind, counts[t.id]) for t in some if counts.get(t.id)]


def spellings(store: Store, selection: Selection) -> pd.DataFrame:
    """name_id, surface, outlet_id, language, stories: how each outlet writes the selection's
    names in its stories, most first."""
    return store.spellings(_sought(selection), selection.names)


def companions(store: Store, selection: Selection, limit: int = 40) -> pd.DataFrame:
    """name_id, name, kind, stories: the names that share stories with the selection's first
    name, those of most shared stories first."""
    (name_id, *_) = selection.names
    return store.companions(_sought(selection), name_id, limit)


def _sought(selection: Selection) -> Sought:
    ends = selection.from_at, selection.to_at
    return Sought(*ends, selection.clock, wanted=wanted(selection))
