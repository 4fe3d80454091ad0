"""Bursts in hand-made counts, and what outages, mixes of outlets and order may not change."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feeds.coverage import bursts
from feeds.coverage.automaton import Run
from feeds.coverage.bursting import chosen
from feeds.coverage.bursts import RATES, found, highest
from feeds.coverage.usual import Cube, cube, detect
from tests.coverage import made
from tests.store import make

CASES = pd.read_csv(
    Path(__file__).parents[1] / "cases" / "coverage" / "bursts.tsv", sep="\t", keep_default_na=False
).to_dict("records")
DAYS = pd.date_range("2026-03-01", periods=60, tz="UTC", unit="us")


def numbers(text: str) -> list[float]:
    return [float(part) for part in text.split()]


def counted(**outlets: tuple[list[float], list[float], list[float]]) -> Cube:
    """(relevant, whole, known) by day of each outlet, on one topic."""
    lines = [
        (name, "coast", DAYS[day], *values)
        for name, columns in outlets.items()
        for day, values in enumerate(zip(*columns, strict=True))
    ]
    table = pd.DataFrame(lines, columns=["outlet_id", "row", "bin_at", "n", "whole", "known"])
    length = len(next(iter(outlets.values()))[0])
    every = table.assign(n=table["whole"], row="")
    return cube(table, every, table, DAYS[:length])


def spans(held: Cube) -> list[str]:
    return [f"{run.level}:{run.first}-{run.last}" for run in detect(held, RATES)[0]]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_bursts_of_one_outlet(case: dict[str, str]) -> None:
    relevant, whole = numbers(case["relevant"]), numbers(case["whole"])
    known = numbers(case["known"]) or [1.0] * len(whole)
    assert spans(counted(herald=(relevant, whole, known))) == case["found"].split()


def test_an_outage_of_those_who_never_tell_of_it_is_no_burst() -> None:
    always, often, rarely = [1.0] * 20, [10.0] * 20, [0.0] * 20
    down = [0.0 if 8 <= day < 12 else 1.0 for day in range(20)]
    silent = [20.0 * seen for seen in down]
    assert spans(counted(coast=(often, [20.0] * 20, always), inland=(rarely, silent, down))) == []
    blind = counted(both=(often, [20 + n for n in silent], always))
    assert spans(blind) == ["1:8-11"]


def test_only_those_who_tell_of_it_a_lot_are_left_and_it_is_no_burst() -> None:
    always, few, many = [1.0] * 30, [1.0] * 30, [16.0] * 30
    down = [0.0 if 8 <= day < 15 else 1.0 for day in range(30)]
    inland = ([n * seen for n, seen in zip(few, down, strict=True)], [200 * s for s in down], down)
    held = counted(coast=(many, [20.0] * 30, always), inland=inland)
    assert spans(held) == []
    mixed = [16 + n for n in inland[0]], [20 + n for n in inland[1]], always
    assert spans(counted(both=mixed)) == [f"{level}:8-14" for level in (1, 2, 3, 4)]


def test_how_far_a_burst_may_reach_unseen() -> None:
    known = [1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1]
    relevant = [2, 1, 2, 1, 2, 0, 9, 9, 9, 0, 0, 1, 2, 1, 2, 1]
    held = counted(
        herald=(list(map(float, relevant)), [20.0 * k for k in known], list(map(float, known)))
    )
    burst = found(held, DAYS[:17]).iloc[0]
    assert (burst["start_at"], burst["end_at"]) == (DAYS[6], DAYS[9])
    assert (burst["earliest_at"], burst["latest_at"]) == (DAYS[5], DAYS[11])
    assert (burst["stories"], burst["ongoing"], burst["observed"]) == (27, False, 1.0)
    assert burst["usual"] == pytest.approx(60 * 15 / 200, rel=0.15)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_lines_changes_nothing(seed: int) -> None:
    draw = np.random.default_rng(seed)
    lines = pd.DataFrame(
        {
            "outlet_id": draw.choice(["a", "b", "c"], 300),
            "row": draw.choice(["coast", "south"], 300),
            "bin_at": DAYS.take(draw.integers(0, 30, 300)),
            "n": draw.integers(1, 5, 300),
        }
    )
    whole = lines.assign(row="", n=lines["n"] * 4)
    seen = lines.drop_duplicates(["outlet_id", "bin_at"]).assign(known=1.0)
    mixed = [table.sample(frac=1, random_state=seed) for table in (lines, whole, seen)]
    one = cube(lines, whole, seen, DAYS[:30])
    other = cube(mixed[0], mixed[1], mixed[2], DAYS[:30])
    pd.testing.assert_frame_equal(found(one, DAYS[:31]), found(other, DAYS[:31]))


def test_no_story_gives_a_typed_table() -> None:
    empty = found(counted(herald=([0.0] * 5, [0.0] * 5, [0.0] * 5)), DAYS[:6])
    full = found(
        counted(herald=([2.0] * 8 + [12.0] * 3 + [2.0] * 4, [20.0] * 15, [1.0] * 15)), DAYS[:16]
    )
    assert empty.empty
    assert len(full) > 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_the_event_with_most_stories_beyond_its_usual_explains_a_burst() -> None:
    inside = pd.Series({"talks": 30, "raid": 25, "verdict": 1})
    ever = pd.Series({"talks": 330, "raid": 27, "verdict": 1})
    assert chosen(inside, ever, 0.1) == ("raid", 25, 0.2)
    assert chosen(inside[["verdict"]], ever, 0.1) == ("", 0, 0.0)
    assert chosen(inside.head(0), ever, 0.1) == ("", 0, 0.0)


def test_an_event_that_is_a_small_part_of_a_burst_does_not_explain_it() -> None:
    inside = pd.Series({f"flood-{n}": 2 for n in range(17)})
    assert chosen(inside, inside, 0.1, least=1.9)[1] == 2
    assert chosen(inside, inside, 0.1, least=3.4) == ("", 0, 0.0)


def test_a_burst_is_told_once_at_its_highest_level_and_a_shorter_one_within_it_beside_it() -> None:
    runs = [Run(0, 1, 8, 14, 5.0), Run(0, 2, 8, 14, 3.0), Run(0, 3, 10, 12, 2.0)]
    other = Run(1, 1, 8, 14, 4.0)
    assert highest([*runs, other]) == [Run(0, 2, 8, 14, 8.0), runs[2], other]


def test_a_burst_is_explained_by_the_event_that_has_most_beyond_its_usual(tmp_path: Path) -> None:
    with closing(made.opened(tmp_path / "s.db")) as store:
        days = range(-60, 4)
        store.record_polls(
            [
                make.record(
                    hours=24 * day,
                    feed=f"{outlet}-feed",
                    observed_from_at=make.at(24 * day - 24),
                )
                for outlet in made.OUTLETS
                for day in days
            ]
        )
        told = [
            _told(f"{outlet}-{day}-{n}", 24 * day - 12, outlet, event, topic)
            for day in days
            for outlet in made.OUTLETS
            for n, (event, topic) in enumerate(_of_day(day))
        ]
        made.save(store, told)
        found = bursts(store, made.asked(to_at=make.at(60), topics=("harbour",)))
        (line,) = found.to_dict("records")
        assert (line["row"], line["start_at"]) == ("harbour", make.at(12))
        assert (line["event_id"], line["event_stories"]) == ("spill", 18)
        assert line["event_usual"] == 0
        then = bursts(store, made.asked(to_at=make.at(60), topics=("harbour",), as_of=make.at(99)))
        assert then.drop(columns="weight").equals(found.drop(columns="weight"))


def _of_day(day: int) -> list[tuple[str, str]]:
    """(event, topic) of each outlet's stories: one a day goes on about an old wreck, and on two
    days a spill is told of."""
    return [("wreck", "harbour"), *[("", "")] * 9, *[("spill", "harbour")] * (3 * (day in (1, 2)))]


def _told(name: str, hours: float, outlet: str, event: str, topic: str) -> made.Said:
    story = make.story(name, hours, outlet_id=outlet, feed_id=f"{outlet}-feed", event_id=event)
    return made.Said(story, frozenset({topic} - {""}), feeds=frozenset({f"{outlet}-feed"}))
