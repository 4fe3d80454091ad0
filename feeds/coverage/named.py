"""People, places and groups in the stories of a selection: how many, how written, with whom."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from feeds.coverage.asked import wanted
from feeds.coverage.selection import Selection
from feeds.coverage.volume import volume
from feeds.store.protocol import Store
from feeds.store.words.tables import Sought

COLUMNS = ["name_id", "name", "kind", "stories"]


def named(store: Store, selection: Selection, limit: int = 100) -> pd.DataFrame:
    """name_id, name, kind (person, place, group or unknown), stories of the selection that
    carry the name in any spelling; those of most stories first."""
    called = {tally.id: tally for tally in store.names()}
    if not called:
        return pd.DataFrame(columns=COLUMNS)
    names = selection.names or tuple(sorted(called))
    weekly = replace(selection, rows="name", names=names, measure="count", bin="week")
    sums = volume(store, weekly).groupby("row", observed=True)["count"].sum()
    found = [
        (str(name), called[str(name)].name, called[str(name)].kind, int(count))
        for name, count in sums.items()
        if str(name) in called and count
    ]
    found.sort(key=lambda line: (-line[3], line[1], line[0]))
    return pd.DataFrame(found[:limit], columns=COLUMNS)


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
