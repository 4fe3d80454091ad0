"""A story's form by its own marks: one line a case."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.identity import form_of, text_scope_of
from feeds.model import RawEntry

CASES = Path(__file__).parents[1] / "cases" / "identity" / "forms.tsv"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["title"])
def test_a_form_is_what_the_marks_say(row: dict[str, str]) -> None:
    assert form_of(row["title"], row["url"], "") == row["form"]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=80))
def test_garbage_never_raises(title: str, url: str) -> None:
    form_of(title, url, "")


@pytest.mark.parametrize(
    ("summary", "content_chars", "scope"),
    [
        ("", 0, "title"),
        ("A short one.", 0, "title"),
        ("words " * 20, 0, "summary"),
        ("", 5000, "full"),
    ],
)
def test_the_scope_of_a_text(summary: str, content_chars: int, scope: str) -> None:
    raw = RawEntry("k", "", "", "A title", summary, content_chars, "", "en")
    assert text_scope_of(raw) == scope
