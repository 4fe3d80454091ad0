"""The benchmark of forms: its figures are those of its pairs, and its cases can be read."""

from __future__ import annotations

from typing import get_args

from feeds.model import Form
from tests.bench.form import hash_of, read_forms, scores


def test_scores_are_by_form_with_their_n() -> None:
    pairs = [("news", "news"), ("live", "news"), ("live", "live"), ("news", "opinion")]
    found = scores(pairs)
    assert found["live"] == (2 / 3, 1)
    assert found["news"] == (0.5, 2)
    assert found["opinion"] == (0.0, 1)
    assert found["round-up"] == (0.0, 0)


def test_each_form_has_cases_that_tell_nothing_of_the_stories() -> None:
    read = read_forms()
    assert len(read) == 200
    assert set(read.values()) == set(get_args(Form))
    assert all(len(key) == len(hash_of("x")) for key in read)
