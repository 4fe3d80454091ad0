"""What chance alone gives: who would lead if everybody told of events at random moments (pure).

Chance knows how many stories each outlet has on an event and at which hours of the day it
publishes, and nothing else: its stories fall by chance into the life of the event, at the
outlet's own hourly pace. Then whoever has most stories, or is awake when it happens, is mostly
first; only what goes beyond that is a lead. A lead is counted only where it is certain, so that
chance is asked for certain ones, too: the next outlet must be further behind than the times of
both leave open. An outlet with exact dates is surely first oftener, and does not lead for that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import betainc

from feeds.store.counts.counted import Counted

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
HOURS = 24
HOUR = 3_600_000_000  # microseconds
FEW = 5  # events below which nothing is tested: five coins agree by chance once in 32


def day_shape(hourly: pd.DataFrame) -> pd.DataFrame:
    """outlet_id × 24: the part of an outlet's stories in each hour of the UTC day, from hour_at
    and reach; one story an hour is added, so that little known is an even day."""
    hour = hourly["hour_at"].dt.tz_convert("UTC").dt.hour
    sums = hourly.groupby(["outlet_id", hour])["reach"].sum().unstack(fill_value=0)
    return _parts(sums.reindex(columns=range(HOURS), fill_value=0))


def day_shape_of(held: Counted) -> pd.DataFrame:
    """The same from packed counts, of the outlets that have any story."""
    size = max(held.outlets, default=0) + 1
    sums = np.zeros(size * HOURS)
    for lines in held.lines():
        places = lines.outlet * HOURS + lines.quarter // 4 % HOURS
        sums += np.bincount(places, lines.reach, len(sums))
    table = pd.DataFrame(sums.reshape(size, HOURS)).loc[list(held.outlets)]
    table = table.set_axis(pd.Index(list(held.outlets.values()), name="outlet_id"))
    return _parts(table[table.sum(axis=1) > 0].sort_index())


def _parts(sums: pd.DataFrame) -> pd.DataFrame:
    shape = sums.astype(float) + 1.0
    return shape.div(shape.sum(axis=1), axis=0)


@dataclass(frozen=True, slots=True)
class Pace:
    """Stories an hour of each line, by hour of the day: the shares of the hours in row `day` of
    `days` (rows, 24), times `stories`."""

    days: Floats
    day: Whole
    stories: Floats

    def at(self, lines: Whole, hour: Whole) -> Floats:
        """The pace of some lines, each at an hour of the day."""
        found: Floats = self.days.ravel().take(self.day[lines] * HOURS + hour)
        found *= self.stories[lines]
        return found

    def summed(self, place: Whole, count: int) -> Pace:
        """The pace of `count` lines, each the sum of those whose `place` it is."""
        sums = np.zeros((count, HOURS))
        np.add.at(sums, place, self.days[self.day] * self.stories[:, None])
        return Pace(sums, np.arange(count), np.ones(count))

    def of(self, which: Whole) -> Pace:
        """The pace of some of the lines."""
        return Pace(self.days, self.day[which], self.stories[which])


def paces(
    outlets: pd.Index, place: Whole, stories: Whole, life: tuple[Whole, Whole], shape: pd.DataFrame
) -> Pace:
    """Stories an hour that an outlet, given by its place among `outlets`, has on an event in its
    life, from the first to the last of all (microseconds since 1970)."""
    days = shape.reindex(outlets).fillna(1 / HOURS).to_numpy(dtype=np.float64)
    start, end = (at // HOUR for at in life)
    held = _until(days, place, end + 1) - _until(days, place, start)
    return Pace(days, place, stories / held)


def _until(days: Floats, places: Whole, hour: Whole) -> Floats:
    """The days' sums from midnight of 1 January 1970 up to an hour."""
    sums = np.concatenate([np.zeros((len(days), 1)), np.cumsum(days, axis=1)], axis=1)
    day = hour // HOURS
    found: Floats = day + sums.ravel().take(places * (HOURS + 1) + (hour - day * HOURS))
    return found


def beyond(pace: Floats, width: Floats) -> Floats:
    """The chance that an outlet of some pace (stories an hour) publishes nothing for a time
    drawn evenly from 0 to `width` (microseconds)."""
    found = np.ones(len(pace))
    some = np.flatnonzero(width)  # most dates leave nothing open
    stories = pace[some] * width[some] / HOUR
    tiny = 1e-9
    found[some] = np.where(stories > tiny, -np.expm1(-stories) / np.maximum(stories, tiny), 1.0)
    return found


def at_least(certain: Floats, events: Floats, expected: Floats) -> Floats:
    """The probability of `certain` or more leads in `events` where chance expects `expected`.

    The binomial of the mean chance: no less than the true one, whose chances differ from event
    to event, wherever a lead goes beyond what is expected (Hoeffding 1956).
    """
    mean = np.clip(expected / np.maximum(events, 1), 1e-12, 1 - 1e-12)
    some = np.maximum(certain, 1)
    found: Floats = np.where(certain <= 0, 1.0, betainc(some, events - some + 1, mean))
    return found


def at_least_in_all(sums: Floats, events: Floats, expected: Floats) -> Floats:
    """A bound on the probability that parts of 0 to 1, one an event, add up to `sums` or more
    where chance expects `expected` of them (Hoeffding 1963, his first theorem)."""
    held = np.maximum(events, 1)
    found, mean = (np.clip(part / held, 1e-12, 1 - 1e-12) for part in (sums, expected))
    apart = found * np.log(found / mean) + (1 - found) * np.log((1 - found) / (1 - mean))
    bound: Floats = np.where(found > mean, np.exp(-held * apart), 1.0)
    return bound


def corrected(p: Floats, tested: npt.NDArray[np.bool_]) -> Floats:
    """p-values of those tested, corrected for their number (Holm 1979): calling all below 0.05
    leads is wrong about any of them in at most one case of twenty. NaN where not tested."""
    found = np.full(len(p), np.nan)
    asked = np.flatnonzero(tested)
    order = asked[np.argsort(p[asked], kind="stable")]
    steps = p[order] * (len(order) - np.arange(len(order)))
    found[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return found
