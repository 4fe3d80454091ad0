"""What stands under a text is no part of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.footers import without_footer
from tests.rows import rows

CASES = rows("footers/footers.tsv")


@pytest.mark.parametrize(("text", "left", "_why"), CASES, ids=[why for _, _, why in CASES])
def test_footers_and_labels_are_taken_off_and_nothing_else(text: str, left: str, _why: str) -> None:
    assert without_footer(text) == left


def test_a_text_of_a_footer_alone_is_empty() -> None:
    assert without_footer("The post Ferries stop appeared first on The Harbour Herald.") == ""


@given(st.text(max_size=300))
def test_what_is_left_is_how_the_text_began(text: str) -> None:
    assert text.startswith(without_footer(text))
