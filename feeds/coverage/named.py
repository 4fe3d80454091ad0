"""People, places and groups in the stories of a selection: how many, how written, with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from feeds.coverage import asking
from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.kept import kept_within
from feeds.coverage.picking import chosen
from feeds.coverage.roster import names_of
from feeds.coverage.selection import Selection
from feeds.coverage.tallying import stories_of
from feeds.coverage.volume import volume
from feeds.model import NameTally
from feeds.store.counts.hour_rows import Flags, Whole
from feeds.store.protocol import Store
from feeds.store.words.tables import Sought

FIRST = 128  # names counted at once; then twice as many, while others could have as many
READ = 100  # stories of a name whose spellings are read for a list
FLAGGED = 1 << 26  # bytes of flags that are kept
Counts: TypeAlias = Callable[[Iterable[str]], dict[str, int]]


class Line(NamedTuple):
    """One name."""

    name_id: str
    name: str
    kind: str
    stories: int


class Written(NamedTuple):
    """A name's spellings, most first, in `read` of the `carried` stories that carry it."""

    surfaces: tuple[str, ...]
    read: int
    carried: int


COLUMNS = list(Line._fields)


def named(store: Store, selection: Selection, limit: int = 100) -> pd.DataFrame:
    """name_id, name, kind (person, place, group or unknown), stories of the selection's bins that
    carry the name in any spelling; those of most stories first."""
    asked, found = set(selection.names), list[Line]()
    waiting = [tally for tally in names_of(store) if not asked or tally.id in asked]
    count, size = _counting(store, selection), FIRST
    while waiting and not _surely_more(found, limit, waiting[0]):
        some, waiting, size = waiting[:size], waiting[size:], size * 2
        counts = count(tally.id for tally in some)
        found += [Line(t.id, t.name, t.kind, counts[t.id]) for t in some if counts.get(t.id)]
        found.sort(key=lambda line: (-line.stories, line.name, line.name_id))
    return pd.DataFrame(found[:limit], columns=COLUMNS)


def _surely_more(found: list[Line], limit: int, other: NameTally) -> bool:
    """Whether all that are asked for have more stories than any other name has in the store."""
    return len(found) >= limit and found[limit - 1].stories > other.stories


def _counting(store: Store, selection: Selection) -> Counts:
    """How many stories of the selection carry each of some names, by id."""
    if selection.as_of is not None:
        return lambda ids: _then(store, selection, tuple(sorted(ids)))
    flagged = flagged_stories(store, replace(selection, names=()))
    among = np.flatnonzero(flagged)

    def count(ids: Iterable[str]) -> dict[str, int]:
        carried = store.carrying(list(ids), among)
        return {name: int(chosen(flagged, held).sum()) for name, held in carried.items()}

    return count


def _then(store: Store, selection: Selection, ids: tuple[str, ...]) -> dict[str, int]:
    """The same as it was known at `as_of`."""
    asked = replace(selection, rows="name", names=ids, measure="count")
    sums = volume(store, asked).groupby("row", observed=True)["count"].sum()
    return {str(name): int(count) for name, count in sums.items()}


def _size(flagged: Flags) -> int:
    return flagged.nbytes


@kept_within(FLAGGED, _size)
def flagged_stories(store: Store, selection: Selection) -> Flags:
    """The stories of the selection's bins, as flags by number."""
    held = store.counted(*whole_span(selection), selection.clock, True)
    return stories_of(held, asking.asked(store, selection, held))


def written(store: Store, selection: Selection) -> dict[str, Written]:
    """How each of the selection's names is written in its stories of the selection's bins, or,
    where more than READ carry it, in so many of them, spread evenly."""
    flagged = flagged_stories(store, replace(selection, names=()))
    carried = store.carrying(selection.names, np.flatnonzero(flagged))
    its = {name: numbers[chosen(flagged, numbers)] for name, numbers in carried.items()}
    read = {name: _spread(numbers).tolist() for name, numbers in its.items()}
    ids = store.numbered({number for numbers in read.values() for number in numbers})
    stories = {number: name.partition(":")[2] for number, name in ids.items()}
    pairs = {(stories[number], name) for name, numbers in read.items() for number in numbers}
    told: dict[str, Counter[str]] = {name: Counter() for name in read}
    # A story that writes a name twice in one way counts once.
    for story_id, name, surface in set(store.surfaces(list(stories.values()), list(read))):
        if (story_id, name) in pairs:
            told[name][surface] += 1
    return {
        name: Written(_most_first(told[name]), len(numbers), len(its[name]))
        for name, numbers in read.items()
    }


def _most_first(told: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(told, key=lambda surface: (-told[surface], surface)))


def _spread(numbers: Whole) -> Whole:
    """READ of the numbers, or all where there are no more."""
    if len(numbers) <= READ:
        return numbers
    return numbers[np.arange(READ) * len(numbers) // READ]


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
