"""Whether timing finds what was planted: python -m tests.bench.timing [--worlds N]

Invented outlets of very unlike volume tell of events at random moments of their own days; in one
world one of them leads (it tells earlier than it would by chance), in the other nobody does. What
is known of the times is then blurred as in life: dates to the minute, to the day, between two
polls, and gaps in polling that hide stories. Printed: of the planted firsts and lags how many
intervals hold the truth, how many events a first could be named for, how often rightly; and of
the leaders and pairs named, precision, recall and how often any was named where nobody leads.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.coverage.chance import day_shape
from feeds.coverage.contests import contests
from feeds.coverage.gaps import Stretches, stretches
from feeds.coverage.timing import candidates, delays
from feeds.coverage.who_led import matrix, reprints, tally

Numbers = npt.NDArray[Any]
MINUTE, HOUR, DAY = 60_000_000, 3_600_000_000, 86_400_000_000
START = 1_772_323_200_000_000  # 1 March 2026
OUTLETS, EVENTS, DAYS = 20, 400, 30
LEADER, LEAD = "o05", 0.25  # it tells four times sooner than chance
SURE = 0.05
KINDS = (0.6, 0.2, 0.15, 0.05)  # of dates: exact, to the minute, between two polls, to the day


@dataclass(frozen=True, slots=True)
class World:
    """The stories as they are known, the truth (with the exact instant at_us), what was observed
    and all that the outlets published by the hour."""

    stories: pd.DataFrame
    truth: pd.DataFrame
    watched: Stretches
    hourly: pd.DataFrame


def world(seed: int, leads: bool, uneven: bool = False) -> World:
    """A month of events; uneven where each outlet has a kind of dates of its own."""
    chance = np.random.default_rng(seed)
    volume = 1 / np.arange(1, OUTLETS + 1) ** 0.8
    wakes = chance.uniform(0, 24, OUTLETS)
    rows = [
        (f"e{event:03}", outlet, at)
        for event in range(EVENTS)
        for outlet, at in _told(chance, volume, wakes, leads)
    ]
    truth = pd.DataFrame(rows, columns=["event_id", "place", "at_us"])
    names = [f"o{place:02}" for place in truth["place"]]
    truth = truth.assign(outlet_id=names, id=[f"s{n:05}" for n in range(len(truth))])
    dark_from = START + chance.integers(0, DAYS * 24, OUTLETS * 3) * HOUR
    dark = pd.DataFrame({"outlet": np.arange(OUTLETS * 3) % OUTLETS, "from": dark_from})
    dark["to"] = dark["from"] + chance.integers(2, 12, len(dark)) * HOUR
    return World(
        _known(truth, dark, chance, uneven), truth, _watched(dark), _hourly(chance, volume, wakes)
    )


def _told(
    chance: np.random.Generator, volume: Numbers, wakes: Numbers, leads: bool
) -> list[tuple[int, int]]:
    """Who told of one event and when: each outlet's stories fall into its day by its own rhythm."""
    begun = START + int(chance.uniform(0, DAYS - 2) * DAY)
    several = chance.poisson(4 * volume)
    found = []
    for outlet in np.flatnonzero(several):
        after = chance.exponential(6 * HOUR, several[outlet] * 3).astype(np.int64)
        awake = _rate(begun + after, wakes[outlet])
        kept = after[chance.random(len(after)) < awake][: several[outlet]]
        quick = LEAD if leads and f"o{outlet:02}" == LEADER else 1.0
        found += [(int(outlet), begun + int(length * quick)) for length in kept]
    return found


def _rate(at: Numbers, wakes: float) -> Numbers:
    """How awake an outlet is, 0.1 to 1, by the hour of its day."""
    hour = (at // HOUR % 24 - wakes) % 24
    return np.where(hour < 16, 1.0, 0.1)


def _known(
    truth: pd.DataFrame, dark: pd.DataFrame, chance: np.random.Generator, uneven: bool
) -> pd.DataFrame:
    """The stories that were not lost in a gap, with dates of every kind."""
    at, place = truth["at_us"].to_numpy(), truth["place"].to_numpy()
    lost = np.zeros(len(truth), dtype=bool)
    for outlet, since, until in dark.itertuples(index=False):
        lost |= (place == outlet) & (at >= since) & (at < until)
    kind = chance.choice(4, len(truth), p=KINDS)
    if uneven:
        kind = chance.choice(4, OUTLETS, p=KINDS)[place]
    wide = np.select([kind == 0, kind == 1, kind == 2], [1, MINUTE, HOUR], DAY)
    earliest = at // wide * wide
    latest = earliest + np.where(wide > 1, wide - 1, 0)
    instants = {
        "earliest_at": earliest,
        "latest_at": latest,
        "published_at": (earliest + latest) // 2,
    }
    known = {name: pd.to_datetime(us, unit="us", utc=True) for name, us in instants.items()}
    facts = {"form": "news", "origin": "", "date_basis": "published", "group": "all"}
    return truth.drop(columns=["place", "at_us"]).assign(**facts, **known)[~lost]


def _watched(dark: pd.DataFrame) -> Stretches:
    """Each outlet's time without its gaps."""
    names, start, end = [], [], []
    for outlet in range(OUTLETS):
        since = START - 2 * DAY
        for gap in dark[dark["outlet"] == outlet].sort_values("from").itertuples():
            names, start, end = [*names, outlet], [*start, since], [*end, max(since, gap[2])]
            since = max(since, gap[3])
        names, start, end = [*names, outlet], [*start, since], [*end, START + (DAYS + 9) * DAY]
    ids = np.array([f"o{outlet:02}" for outlet in names], dtype=object)
    return stretches(ids, np.array(start, dtype=np.int64), np.array(end, dtype=np.int64))


def _hourly(chance: np.random.Generator, volume: Numbers, wakes: Numbers) -> pd.DataFrame:
    """All that the outlets published in each hour."""
    hours = START + np.arange(DAYS * 24) * HOUR
    tables = [
        pd.DataFrame(
            {
                "outlet_id": f"o{outlet:02}",
                "hour_at": pd.to_datetime(hours, unit="us", utc=True),
                "reach": chance.poisson(20 * volume[outlet] * _rate(hours, wakes[outlet])),
            }
        )
        for outlet in range(OUTLETS)
    ]
    return pd.concat(tables, ignore_index=True)


def firsts(made: World) -> dict[str, float]:
    """How far the truth is held by what is said of each event of which something is known."""
    said = candidates(made.stories, "outlet_id", made.watched)
    known = made.truth[made.truth["event_id"].isin(said["event_id"])]
    # What was lost without a trace cannot be held: outlets of which no story is left.
    traced = pd.MultiIndex.from_frame(made.stories[["event_id", "outlet_id"]].drop_duplicates())
    known = known[pd.MultiIndex.from_frame(known[["event_id", "outlet_id"]]).isin(traced)]
    opened = known.groupby(["event_id", "outlet_id"])["at_us"].min().reset_index()
    begun = opened.groupby("event_id")["at_us"].min()
    first = opened[opened["at_us"] == opened["event_id"].map(begun)]
    pairs = pd.MultiIndex.from_frame(first[["event_id", "outlet_id"]])
    held = pairs.isin(pd.MultiIndex.from_frame(said[["event_id", "row"]]))
    named = said[said["rank_high"] == 1]
    right = pd.MultiIndex.from_frame(named[["event_id", "row"]]).isin(pairs)
    late = delays(made.stories, "outlet_id", made.watched).merge(
        opened.assign(lag=(opened["at_us"] - opened["event_id"].map(begun)) / HOUR),
        left_on=["event_id", "row"], right_on=["event_id", "outlet_id"],
    )  # fmt: skip
    inside = (late["lag"] >= late["low_hours"]) & (late["lag"] <= late["high_hours"])
    return {
        "first among the candidates": float(held.mean()),
        "events with one named first": len(named) / said["event_id"].nunique(),
        "named first rightly": float(right.mean()),
        "lags within their interval": float(inside.mean()),
    }


def leads(made: World) -> tuple[set[str], set[tuple[str, str]]]:
    """The outlets, and the pairs, that are named as leading beyond chance."""
    shape, start = day_shape(made.hourly), pd.Timestamp(START, unit="us", tz="UTC")
    held = contests(made.stories, "outlet_id", made.watched, shape, start)
    rows, pairs = tally(held), matrix(held, reprints(made.stories, "outlet_id"))
    sure = pairs[pairs["p_corrected"] < SURE]
    named = set(rows.loc[rows["p_corrected"] < SURE, "row"])
    return named, set(zip(sure["leader"], sure["follower"], strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what was found of what was planted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=20)
    worlds = parser.parse_args(arguments).worlds
    told = pd.DataFrame([firsts(world(seed, leads=False)) for seed in range(worlds)])
    for name, value in told.mean().items():
        print(f"{name}: {value:.3f}")
    for planted, uneven in ((True, False), (False, False), (True, True), (False, True)):
        found = [leads(world(seed, planted, uneven)) for seed in range(worlds)]
        dates = "each outlet dates in its own way" if uneven else "dates are mixed"
        print(f"{'one leads' if planted else 'nobody leads'}, {dates}, {worlds} worlds:")
        outlets = [outlet for named, _ in found for outlet in named]
        _score("outlets", sum(o == LEADER for o in outlets), len(outlets), planted * worlds)
        pairs = [pair for _, named in found for pair in named]
        right, whole = sum(pair[0] == LEADER for pair in pairs), worlds * (OUTLETS - 1)
        _score("pairs", right, len(pairs), planted * whole)


def _score(what: str, right: int, named: int, whole: int) -> None:
    """Named leaders of the planted ones; where none is planted each one named is wrong."""
    if whole:
        recall = f"recall {right / whole:.2f}"
        print(f"  {what}: {right} of {named} named rightly, {recall}")
    else:
        print(f"  {what}: {named} named, each one wrongly")


if __name__ == "__main__":
    main()
