"""Silence with its evidence: what is counted, what is said, and what is never said."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feeds.coverage.quiet import known_recall, lowest, together, told_of, upper
from feeds.coverage.silence_words import Found, sentence, verdict
from feeds.coverage.usual import Cube
from feeds.model import MeasuredRecall
from tests.bench.silence import RECALL, score

CASES = pd.read_csv(
    Path(__file__).parents[1] / "cases" / "coverage" / "silence.tsv",
    sep="\t",
    keep_default_na=False,
    dtype=str,
).to_dict("records")


def found(case: Mapping[Hashable, str]) -> Found:
    return Found(
        stories=int(case["stories"]),
        all_stories=int(case["all"]),
        observed=float(case["observed"]),
        captured=float(case["captured"]),
        then=float(case["then"]),
        expected=float(case["expected"]),
        upper=float(case["upper"] or math.nan),
        read=int(case["read"]),
        caught=int(case["caught"]),
        chosen_with=bool(case["chosen"]),
        comparable=bool(case["comparable"]),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_what_is_said(case: Mapping[Hashable, str]) -> None:
    assert verdict(found(case)) == case["verdict"]
    assert sentence(found(case)) == case["sentence"]


def test_nobody_is_said_to_have_ignored_anything() -> None:
    said = " ".join(sentence(found(case)) for case in CASES).lower()
    assert not any(word in said for word in ("ignor", "silent", "silence", "hid", "suppress"))


# Three outlets, four bins; the others tell of the coast in the last two bins only.
COAST = np.array([[[0, 0, 0, 0], [0, 0, 4, 4], [0, 0, 6, 2]]])
ALL = np.array([[10, 10, 0, 5], [20, 20, 20, 20], [20, 20, 20, 20]])
SEEN = np.array([[1.0, 1.0, 0.0, 0.5], [1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0]])
HELD = Cube(("coast",), COAST, ALL, SEEN)


def test_what_an_outlet_told_beside_the_others() -> None:
    table = told_of(HELD, SEEN, ["herald", "post", "star"]).set_index("outlet_id")
    herald = table.loc["herald"]
    assert (herald["stories"], herald["all_stories"]) == (0, 25)
    assert herald["observed"] == 2.5 / 4
    assert herald["then"] == pytest.approx((10 * 0 + 6 * 0.5) / 16)
    assert herald["expected"] == pytest.approx(5 * 6 / 40)
    assert herald["pace"] == 10
    assert table.loc["post", "expected"] == pytest.approx(20 * 6 / 20 + 20 * 2 / 25, abs=1e-6)


def test_a_group_is_as_well_observed_as_what_its_outlets_usually_bring() -> None:
    table = told_of(HELD, SEEN, ["herald", "post", "star"]).assign(captured=0.0)
    groups = {"herald": "north", "post": "north", "star": "south"}
    north = together(table, groups).set_index("outlet_id").loc["north"]
    assert (north["stories"], north["all_stories"]) == (8, 105)
    assert north["observed"] == pytest.approx((10 * 2.5 / 4 + 20 * 1) / 30, abs=1e-6)


def test_a_bound_holds_only_where_recall_was_measured() -> None:
    measured = [MeasuredRecall("coast", "ar", 59, 52), MeasuredRecall("coast", "en", 20, 20, True)]
    known = known_recall(measured, "coast", {"ar": 50, "en": 50})
    assert known is not None
    assert known.least == pytest.approx((lowest(59, 52) + lowest(20, 20)) / 2)
    assert (known.read, known.caught, known.chosen_with) == (79, 72, True)
    assert known_recall(measured, "coast", {"ar": 80, "tr": 20}) is None
    assert known_recall(measured, "south", {"ar": 80}) is None
    assert known_recall(measured, "coast", {}) is None


def test_the_bound_counts_what_was_not_seen_and_not_found() -> None:
    assert lowest(20, 20) == pytest.approx(0.025 ** (1 / 20))
    assert lowest(20, 0) == 0.0
    assert upper(0, 1.0, 1.0) == pytest.approx(-math.log(0.025))
    assert upper(0, 0.8, 0.5) == pytest.approx(-math.log(0.025) / 0.4)
    assert upper(0, 0.0, 0.5) == math.inf
    assert upper(3, 1.0, 1.0) > upper(0, 1.0, 1.0)


def test_planted_silences_are_told_from_outages() -> None:
    reached = score(range(6), RECALL)
    assert reached.precision > 0.9
    assert reached.recall > 0.9
    assert reached.within > 0.95
    assert reached.naive < reached.precision - 0.1
