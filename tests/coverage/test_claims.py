"""The figures of an event: given, side by side, corrected or not; by hand-computed cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given as made_of
from hypothesis import settings
from hypothesis import strategies as st

from feeds import coverage
from feeds.coverage import Selection
from feeds.coverage.claims import CLAIMS, Text, given
from feeds.coverage.figures_given import CHANGES, SIDES, changes, meets, sides
from feeds.model import CitedSource, Derived, StoryVersion, TopicMatch
from feeds.store import open_store
from tests.coverage.test_citations import OUTLETS, lines
from tests.store import make

CASES = sorted({line["case"] for line in lines("claims.tsv")})


def claims_of(case: str) -> pd.DataFrame:
    rows = [
        dict.fromkeys(CLAIMS, "")
        | {
            "event_id": case,
            "story_id": line["story"],
            "outlet_id": line["outlet"],
            "at": pd.Timestamp(make.at(float(line["hours"]))),
            "version": int(line["version"]),
            "measure": line["measure"],
            "low": int(line["low"]),
            "high": int(line["high"]) if line["high"] else None,
            "part": bool(line["part"]),
            "start": number,
            "end": number + 1,
            "reprint": False,
            "sentence": f"{line['outlet']} {line['low']}",
        }
        for number, line in enumerate(lines("claims.tsv"))
        if line["case"] == case
    ]
    return pd.DataFrame(rows).astype(CLAIMS)


def figure(low: object, high: object) -> str:
    return f"{low}-{'' if pd.isna(high) else high}"  # type: ignore[call-overload]


@pytest.mark.parametrize("case", CASES)
def test_who_corrected_and_who_did_not(case: str) -> None:
    found = [
        {
            "case": case,
            "measure": row["measure"],
            "outlet": row["outlet_id"],
            "first": figure(row["first_low"], row["first_high"]),
            "last": figure(row["last_low"], row["last_high"]),
            "figures": str(row["figures"]),
            "corrected": str(row["corrected"]),
            "against": " ".join(row["against"]),
            "later": " ".join(row["later"]),
        }
        for row in changes(claims_of(case)).to_dict("records")
    ]
    assert found == [line for line in lines("claim-changes.tsv") if line["case"] == case]


@pytest.mark.parametrize("case", CASES)
def test_figures_side_by_side(case: str) -> None:
    found = [
        {
            "case": case,
            "measure": row["measure"],
            "figure": figure(row["low"], row["high"]),
            "outlets": " ".join(row["outlets"]),
            "stories": str(row["stories"]),
            "excluded_by": str(row["excluded_by"]),
        }
        for row in sides(claims_of(case)).to_dict("records")
    ]
    assert found == [line for line in lines("claim-sides.tsv") if line["case"] == case]


@made_of(st.randoms(use_true_random=False), st.sampled_from(CASES))
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_changes_nothing(random: object, case: str) -> None:
    held = claims_of(case)
    order = list(range(len(held)))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = held.iloc[order].reset_index(drop=True)
    for table in (changes, sides):
        pd.testing.assert_frame_equal(table(mixed), table(held))


def test_intervals_meet_where_they_share_a_number() -> None:
    assert meets((5, None), (9, 9))
    assert meets((1, 5), (5, 7))
    assert not meets((1, 4), (5, None))
    assert not meets((53, 53), (63, 63))


def test_nothing_has_typed_columns() -> None:
    empty = given(())
    for table, columns in ((empty, CLAIMS), (changes(empty), CHANGES), (sides(empty), SIDES)):
        assert dict(table.dtypes.astype(str)) == columns
        assert table.empty


def test_a_wording_gives_figures_denials_and_its_source() -> None:
    story = {
        "id": "s1", "event_id": "e1", "outlet_id": "lantern", "language": "en",
        "text_scope": "summary", "copy_of": "",
    }  # fmt: skip
    summary = "The quay is shut. At least 53 men were injured, police said."
    cited = CitedSource("s1", "summary", 48, 54, "police", "Police", "ministry", "said", 18, 60)
    at = pd.Timestamp(make.NOON)
    table = given([Text(story, 1, at, "Mayor denies that 7 were killed", summary, (cited,))])
    found = table[["measure", "low", "high", "source", "place"]].astype(object).fillna("")
    found = found.astype(str)
    assert found.to_numpy().tolist() == [
        ["denial", "", "", "", "title"],
        ["dead", "7", "7", "", "title"],
        ["injured", "53", "", "police", "summary"],
    ]
    assert table["sentence"].iloc[2] == "At least 53 men were injured, police said."


def test_an_edit_is_a_correction(tmp_path: Path) -> None:
    """One crash: an outlet corrects 53 to 63 in the same story, the other does not."""
    store = open_store(f"sqlite:///{tmp_path / 'crash.db'}")
    store.save_outlets(OUTLETS[:2])
    now = make.story("s1", 1, title="63 injured on the quay", version=2, event_id="e1")
    other = make.story(
        "s2", 2, title="إصابة 53 شخصا على الرصيف", language="ar", outlet_id="gull",
        feed_id="gull-feed", event_id="e1",
    )  # fmt: skip
    first = StoryVersion("s1", 1, make.at(1), "53 injured on the quay", "", "")
    later = StoryVersion("s1", 2, make.at(5), "63 injured on the quay", "", "")
    topics = (TopicMatch("s1", "harbour", 1.0, ""), TopicMatch("s2", "harbour", 1.0, ""))
    store.save_derived(
        Derived(1, (now, other), versions=(first, later), events=(make.event("e1"),), topics=topics)
    )
    day = Selection(make.NOON - timedelta(days=1), make.NOON + timedelta(days=1))
    table = coverage.claims(store, day)
    assert list(table["low"]) == [53, 53, 63]
    assert table["at"].iloc[2] == pd.Timestamp(make.at(5))
    found = coverage.claim_changes(store, replace(day, events=("e1",))).set_index("outlet_id")
    assert list(found["corrected"]) == [False, True]
    assert found.loc["gull", "later"] == ("lantern",)
    assert list(coverage.claim_sides(store, day)["low"]) == [53, 63]
    assert coverage.claims(store, replace(day, events=("e9",))).empty
    store.close()
