"""Spellings of one name's token share a key; particles have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.names.keys import name_key, name_keys

CASES = Path(__file__).parent.parent / "cases" / "names" / "one_key.tsv"
ROWS = [line.split("\t") for line in CASES.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("spellings", ROWS, ids=[row[0] for row in ROWS])
def test_spellings_share_a_key(spellings: list[str]) -> None:
    shared = set.intersection(*(set(name_keys(token)) for token in spellings))
    assert shared, {token: name_keys(token) for token in spellings}


@pytest.mark.parametrize("token", ["al", "el-", "ash", "von", "ال", "аль", "A", "", "42", "東京"])
def test_what_names_nobody_has_no_key(token: str) -> None:
    assert name_key(token) == ""


@pytest.mark.parametrize("token", ["Bb", "hh", "-", "'", "ll-ll", "ًً", "ааа", "ı", "ـــ", "ß"])
def test_odd_tokens_do_no_harm(token: str) -> None:
    assert all(name_keys(token))


def test_the_first_key_is_the_key() -> None:
    assert name_key("Makhlouf") == name_keys("Makhlouf")[0] == name_key("مخلوف") == "MHLF"


@pytest.mark.parametrize(
    ("one", "other"), [("Maher", "Bashar"), ("Rami", "Ihab"), ("Hama", "Hamas"), ("ماهر", "Bashar")]
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert not set(name_keys(one)) & set(name_keys(other))
