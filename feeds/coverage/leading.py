"""Who can have been first in each event, as far as dates and exposure let one know (pure).

An outlet's first story of an event lies in an interval: it is not before the earliest and not
after the latest instant that any of its stories allows. Where the outlet was not observed at
some time since the event began, it may have told of it then: its interval runs into that gap.
Nobody is put before another whose interval overlaps. Opinion, live blogs, round-ups and
reprints do not lead; they may follow. All instants are microseconds since 1970.

Events, outlets and rows are compared by number: a month holds half a million lines.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from feeds.coverage.gaps import Flags, Instants, Stretches, unseen_from
from feeds.coverage.numbered import Numbered, Whole
from feeds.coverage.ordering import order, runs

NOBODY = np.iinfo(np.int64).max


class Lines(NamedTuple):
    """What an outlet, or a row, told of an event, a place of every column each: the numbers of
    event, outlet and row, the place of its first story among the stories, when that can have been
    (from_us to to_us; since_us, where it may have been missed), first and last published_at, and
    how many stories."""

    event: Whole
    outlet: Whole
    row: Whole
    story: Whole
    from_us: Instants
    to_us: Instants
    since_us: Instants
    at_us: Instants
    last_us: Instants
    stories: Whole

    def of(self, which: Flags | Whole) -> Lines:
        """Some of the lines."""
        places = np.flatnonzero(which) if which.dtype == bool else which
        return Lines(*(column.take(places) for column in self))

    def and_those(self, others: Lines) -> Lines:
        """These and then others."""
        return Lines(*(np.concatenate(both) for both in zip(self, others, strict=True)))


def lines(told: Numbered, which: Flags) -> Lines:
    """One line an event and outlet of some of the stories; by event and outlet."""
    held = np.flatnonzero(which)
    pair = told.event[held] * (int(told.outlet.max(initial=0)) + 1) + told.outlet[held]
    by = order(pair)  # the first of each is the first by its time
    starts, story = runs(pair[by]), held[by]
    first = story[starts]
    low, high = (_reach(np.minimum, part[story], starts) for part in (told.earliest, told.latest))
    return Lines(
        told.event[first], told.outlet[first], told.outlet[first], first, low, high, low,
        told.at[first], _reach(np.maximum, told.last[story], starts),
        _reach(np.add, told.stories[story], starts),
    )  # fmt: skip


def _reach(of: np.ufunc, values: Whole, starts: Whole) -> Whole:
    """A value a run."""
    found: Whole = of.reduceat(values, starts) if len(starts) else values[:0]
    return found


def least(event: Whole, values: Instants) -> Instants:
    """The smallest value of each event, by its number; NOBODY where it has none."""
    found = np.full(int(event.max(initial=-1)) + 1, NOBODY)
    if (event[1:] >= event[:-1]).all():
        starts = runs(event)
        found[event[starts]] = _reach(np.minimum, values, starts)
    else:
        np.minimum.at(found, event, values)
    return found


def begun(own: Lines) -> Instants:
    """By event number the earliest instant at which it can have been told of first."""
    return least(own.event, own.from_us)


def reached_back(
    found: Lines, told: Numbered, since: Instants, stretches: Stretches | None
) -> Lines:
    """`lines` with since_us: from_us, run into the first gap of the outlet's exposure since the
    event began; a gap that ended before is excluded. Exposure is not asked where None."""
    if stretches is None:
        return found
    names, start = told.names("outlet_id"), since[found.event]
    return found._replace(
        since_us=unseen_from(names, found.outlet, start, found.from_us, stretches)
    )


def rows(found: Lines, told: Numbered) -> Lines:
    """The lines of outlets joined to lines of rows: a group is as early as its earliest outlet.
    What is said of a story is that outlet's. By event and row."""
    if told.key == "outlet_id":
        return found
    row = told.row[found.story]
    pair = found.event * (int(row.max(initial=0)) + 1) + row
    by = order(pair)
    held, starts = found.of(by), runs(pair[by])
    first = _first(starts, held.to_us, held.at_us, held.story)
    names = ("from_us", "to_us", "since_us")
    ends = {name: _reach(np.minimum, getattr(held, name), starts) for name in names}
    sums = _reach(np.add, held.stories, starts)
    return held.of(first)._replace(row=row[by][first], stories=sums, **ends)


def _first(starts: Whole, *keys: Whole) -> Whole:
    """The place of the line with the least keys in each run, the first key above all; no two
    lines have the same last one."""
    run = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(keys[0])))
    among = np.ones(len(run), dtype=bool)
    for key in keys:
        held = np.where(among, key, NOBODY)
        among &= held == _reach(np.minimum, held, starts)[run]
    return np.flatnonzero(among)


def foremost(found: Lines) -> tuple[Whole, Whole]:
    """The places of the lines that can have been first, and their highest rank in their event:
    how many can have been before or at the same time."""
    some = np.flatnonzero(leading(found))
    since, to = _in_one_row(found)
    high = np.searchsorted(np.sort(since), to[some], "right") - _before(found.event)[some]
    return some, high


def _before(event: Whole) -> Whole:
    """Of each line the number of lines of events before its own."""
    counts = np.bincount(event)
    found: Whole = (np.cumsum(counts) - counts)[event]
    return found


def _in_one_row(found: Lines) -> tuple[Instants, Instants]:
    """since_us and to_us as numbers that are in order within events, those of an event before
    the next's."""
    event, since, to = found.event, found.since_us, found.to_us
    first = min(since.min(initial=NOBODY), to.min(initial=NOBODY))
    width = max(since.max(initial=first), to.max(initial=first)) - first + 1
    if (int(event.max(initial=0)) + 1) * int(width) < NOBODY:
        return event * width + (since - first), event * width + (to - first)
    steps = np.sort(np.concatenate([since, to]))
    since, to = (event * len(steps) + np.searchsorted(steps, at) for at in (since, to))
    return since, to


def leading(found: Lines) -> Flags:
    """Which lines can have been first: none of their event was surely before."""
    which: Flags = found.since_us <= least(found.event, found.to_us)[found.event]
    return which


class Behind(NamedTuple):
    """How long after the first story of its event a line came, at least and at most, and at least
    by the dates alone (microseconds)."""

    low_us: Whole
    high_us: Whole
    dated_low_us: Whole


def behind(found: Lines, leads: Flags, own: Lines) -> Behind:
    """How far behind each line is, where one of `own` told first; those that may lead are not
    behind."""
    event = found.event
    teller, first_from, second_from = _two_first(own)
    first_to = least(own.event, own.to_us)[event]
    earliest = np.where(teller[event] == found.row, second_from[event], first_from[event])
    low, dated = found.since_us - first_to, found.from_us - first_to
    high = found.to_us - np.minimum(earliest, NOBODY // 2)
    return Behind(
        np.where(leads, 0, low),
        np.where(leads, np.maximum(high, 0), high),
        np.where(leads, np.maximum(dated, 0), dated),
    )


def _two_first(own: Lines) -> tuple[Whole, Instants, Instants]:
    """By event number: the row that can have been earliest, when, and when any other can."""
    event, since = own.event, own.from_us
    first = least(event, since)
    teller = least(event, np.where(since == first[event], own.row, NOBODY))
    second = least(event, np.where(own.row == teller[event], NOBODY, since))
    return teller, first, second
