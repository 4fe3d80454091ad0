"""Who was first and how far behind the others were, worked by hand case by case."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from feeds.coverage.timing import candidates, delays
from tests.coverage.told import hours, told, watched

CASES = pd.read_csv(
    Path(__file__).parents[1] / "cases" / "coverage" / "timing.tsv", sep="\t", keep_default_na=False
).to_dict("records")
NAMES = [case["case"] for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_who_may_have_been_first(case: dict[str, str]) -> None:
    stories = told(case["told"])
    found = candidates(stories, "outlet_id", watched(stories, case["dark"]))
    places = [f"{row} {place}" for row, place in zip(found["row"], found["place"], strict=True)]
    assert sorted(places) == sorted(filter(None, case["first"].split(", ")))


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_how_far_behind_each_was(case: dict[str, str]) -> None:
    stories = told(case["told"])
    found = delays(stories, "outlet_id", watched(stories, case["dark"]))
    lags = {row: (low, high) for row, low, high in zip(
        found["row"], found["low_hours"], found["high_hours"], strict=True
    )}  # fmt: skip
    expected = {line.split()[0]: line.split()[1:] for line in case["lags"].split(", ") if line}
    assert lags == {
        row: (pytest.approx(hours(low)), pytest.approx(hours(high)))
        for row, (low, high) in expected.items()
    }


def test_dates_alone_are_kept_beside_what_gaps_leave_open() -> None:
    stories = told("A 08:00, B 11:00")
    found = delays(stories, "outlet_id", watched(stories, "B 09:00-10:00")).iloc[1]
    assert (found["low_hours"], found["dated_low_hours"], found["high_hours"]) == (1, 3, 3)
    assert found["evidence"] == (
        "2026-03-01 11:00, dated by its feed; not observed at 2026-03-01 09:00: it may have told"
        " of it from then on"
    )


def test_evidence_says_what_a_time_rests_on_in_the_zone_asked_for() -> None:
    stories = told("A 08:00, B 10:00~11:00, C 12:00 =A")
    found = delays(stories, "outlet_id", watched(stories), "Asia/Damascus")
    assert list(found["evidence"]) == [
        "2026-03-01 11:00, dated by its feed",
        "2026-03-01 13:00 to 2026-03-01 14:00, undated: listed between two polls",
        "2026-03-01 15:00, dated by its feed; a reprint",
    ]
    assert list(found["reprint"]) == [False, False, True]


def test_a_group_is_as_early_as_its_earliest_outlet() -> None:
    stories = told("A 08:00, B 09:00, C 10:00, D 12:00")
    stories = stories.assign(group=["north", "south", "north", "south"])
    found = delays(stories, "group", watched(stories))
    assert list(zip(found["row"], found["outlet_id"], found["low_hours"], strict=True)) == [
        ("north", "A", 0.0),
        ("south", "B", 1.0),
    ]


def test_events_are_ranked_apart() -> None:
    stories = pd.concat([told("A 08:00, B 09:00", "e1"), told("B 07:00, A 09:30", "e2")])
    found = candidates(stories, "outlet_id", watched(stories))
    assert list(zip(found["event_id"], found["row"], strict=True)) == [("e1", "A"), ("e2", "B")]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_rows_changes_nothing(seed: int) -> None:
    stories = told("A 08:00~08:20, B 08:10~09:00, B 08:30, C 08:05 =A, C 10:00, D 08:01 live")
    dark = watched(stories, "C 08:30-09:00")
    mixed = stories.sample(frac=1, random_state=seed)
    for table in (candidates, delays):
        pd.testing.assert_frame_equal(
            table(mixed, "outlet_id", dark), table(stories, "outlet_id", dark)
        )


def test_no_story_gives_typed_tables() -> None:
    stories = told("A 08:00, B 09:00")
    for table in (candidates, delays):
        empty = table(stories.head(0), "outlet_id", None)
        full = table(stories, "outlet_id", watched(stories))
        assert empty.empty
        assert empty.dtypes.astype("str").to_dict() == full.dtypes.astype("str").to_dict()
