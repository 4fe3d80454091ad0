"""The number of an article is read out of its address; other numbers are let alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.identity.article import article_number

CASES = Path(__file__).parents[1] / "cases" / "identity" / "articles.tsv"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["why"])
def test_a_number_is_an_articles_or_none(row: dict[str, str]) -> None:
    assert article_number(row["url"]) == row["number"]


@settings(max_examples=100, deadline=None)
@given(st.text("https://a.b/0129-,x", max_size=60))
def test_garbage_never_raises(path: str) -> None:
    article_number(f"https://lantern.example/{path}")


@pytest.mark.parametrize("url", ["https://[1/4357197-a", "https://[::1]x/1", "https://a\u2100b/1"])
def test_what_only_looks_like_an_address_has_no_number(url: str) -> None:
    assert article_number(url) == ""
