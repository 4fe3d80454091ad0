"""Addresses that lead to one article are one; addresses of two articles stay two."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.identity import canonical

CASES = Path(__file__).parents[1] / "cases" / "identity" / "urls.tsv"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["why"])
def test_an_address_has_one_form(row: dict[str, str]) -> None:
    assert canonical(row["url"]) == row["canonical"]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60), st.text("ahtps:/.m?=&#%w;[]", max_size=40).map("http://".__add__)
    )
)
def test_garbage_never_raises_and_twice_is_once(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)
