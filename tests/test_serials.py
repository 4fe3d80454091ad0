"""A form that is filled in anew is told from a headline that goes on from another."""

from __future__ import annotations

import pytest

from feeds.serials import form, instalments
from tests.rows import rows


@pytest.mark.parametrize(("expected", "language", "one", "other"), rows("serials/forms.tsv"))
def test_a_form_is_told_from_news(expected: str, language: str, one: str, other: str) -> None:
    ours, theirs = form(one, language), form(other, language)
    assert instalments(ours, theirs) == (expected == "form")
    assert instalments(theirs, ours) == (expected == "form")
