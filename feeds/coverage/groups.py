"""Which group an outlet belongs to, by bin or by story: alignments change hands (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.coverage.gaps import micros
from feeds.model import Grouping, Outlet
from feeds.store.counts.hour_rows import Whole

DAY = timedelta(days=1)
QUARTER = 900_000_000  # of an hour, in microseconds


@dataclass(frozen=True, slots=True)
class Grouped:
    """The group of every outlet in every bin of a span: places (outlets, bins) in `groups`."""

    outlets: pd.Index
    starts: pd.DatetimeIndex
    groups: pd.Index
    codes: Whole

    def at(self, bins: pd.Series) -> Whole:
        """The place of each start of a bin."""
        starts = self.starts.as_unit("us").asi8
        at = pd.DatetimeIndex(bins).as_unit("us").asi8
        found: Whole = np.searchsorted(starts, at).astype(np.int64)
        return found


def places(names: pd.Series, known: pd.Index) -> Whole:
    """The place of each name in an index; -1 where it is not there."""
    held = pd.Categorical(names)  # as it is where it is one
    found = known.get_indexer(pd.Index(held.categories, dtype=known.dtype)).astype(np.int64)
    placed: Whole = np.append(found, -1)[held.codes]
    return placed


def grouped(
    outlets: Sequence[Outlet], grouping: Grouping, starts: Sequence[pd.Timestamp]
) -> Grouped:
    """The groups of outlets in the bins that begin then; groups are in order of their ids."""
    names = [_groups(outlet, grouping, starts) for outlet in outlets]
    groups = sorted({name for held in names for name in held})
    place = {name: code for code, name in enumerate(groups)}
    codes = np.zeros((len(outlets), len(starts)), dtype=np.int64)
    for number, held in enumerate(names):
        codes[number] = place[held[0]] if len(held) == 1 else [place[name] for name in held]
    ids = pd.Index([outlet.id for outlet in outlets], dtype=object)
    return Grouped(ids, pd.DatetimeIndex(list(starts)), pd.Index(groups, dtype="str"), codes)


def groups_by_bin(
    outlets: Sequence[Outlet], grouping: Grouping, starts: Sequence[pd.Timestamp]
) -> pd.DataFrame:
    """outlet_id, bin_at, group: an outlet's group in every bin of a span."""
    found = grouped(outlets, grouping, starts)
    every = np.tile(np.arange(len(starts)), len(outlets))
    return pd.DataFrame(
        {
            "outlet_id": np.repeat(found.outlets.to_numpy(), len(starts)),
            "bin_at": found.starts.take(every),
            "group": found.groups.take(found.codes.ravel()),
        }
    )


def _groups(outlet: Outlet, grouping: Grouping, starts: Sequence[pd.Timestamp]) -> list[str]:
    """The group in every bin, or the one that it is in all along."""
    if not any(starts[0].date() < day <= starts[-1].date() for day in _changes(outlet)):
        return [grouping.group_of(outlet, starts[-1].date())]
    return [grouping.group_of(outlet, start.date()) for start in starts]


def _changes(outlet: Outlet) -> list[date]:
    claims = outlet.owner + outlet.alignment
    return [claim.valid_from for claim in claims if claim.valid_from]


def change_hands(outlets: list[Outlet], stories: pd.DataFrame) -> bool:
    """Whether an outlet may change its group between two of the stories."""
    last = stories["last_at" if "last_at" in stories else "published_at"].max().date()
    first = stories["published_at"].min().date()
    claims = (claim for one in outlets for claim in (*one.alignment, *one.owner))
    days = (claim.valid_from for claim in claims if claim.valid_from)
    return any(first - DAY <= day <= last + DAY for day in days)


def on_its_day(
    stories: pd.DataFrame, outlets: list[Outlet], grouping: Grouping, zone: str
) -> pd.Series:
    """The group of each story's outlet on the day of the story: alignments change hands (pure)."""
    names = pd.Index(sorted({group.id for group in grouping.groups} | {"rest"}), dtype="str")
    if stories.empty:
        return pd.Series(dtype="str")
    if not grouping.groups:
        return _placed(np.zeros(len(stories), np.int8), names, stories)
    place, ids = pd.factorize(stories["outlet_id"])
    day, days = _days_of(stories, outlets, zone)
    known_outlets = {outlet.id: outlet for outlet in outlets}
    pairs, which = _different(place * len(days) + day, len(ids) * len(days))
    tellers = [known_outlets.get(str(name)) for name in ids]
    groups = [
        grouping.group_of(outlet, days[day]) if (outlet := tellers[teller]) else "rest"
        for teller, day in (divmod(pair, len(days)) for pair in pairs.tolist())
    ]
    return _placed(names.get_indexer(pd.Index(groups, dtype="str"))[which], names, stories)


def _placed(number: npt.NDArray[Any], names: pd.Index, stories: pd.DataFrame) -> pd.Series:
    return pd.Series(pd.Categorical.from_codes(number, names), index=stories.index)


def _different(pairs: Whole, most: int) -> tuple[Whole, Whole]:
    """The different numbers below `most`, and the place of each line's among them."""
    found = np.flatnonzero(np.bincount(pairs, minlength=most))
    place = np.zeros(most, dtype=np.int64)
    place[found] = np.arange(len(found))
    return found, place[pairs]


def _days_of(stories: pd.DataFrame, outlets: list[Outlet], zone: str) -> tuple[Whole, list[date]]:
    """The number of each story's day, and the days; one for all where no group changes."""
    if change_hands(outlets, stories):
        return _days(stories["published_at"], zone)
    return np.zeros(len(stories), np.int64), [stories["published_at"].max().date()]


def _days(instants: pd.Series, zone: str) -> tuple[npt.NDArray[np.int64], list[date]]:
    """The number of each instant's day of a zone, and the days. Clocks change at quarters of an
    hour, so that only these are looked up."""
    quarters, place = np.unique(micros(instants) // QUARTER, return_inverse=True)
    at = pd.DatetimeIndex(quarters * QUARTER * 1000, tz="UTC").tz_convert(zone)
    number, days = pd.factorize(at.date)
    return number[place].astype(np.int64), list(days)
