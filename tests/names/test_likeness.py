"""Spellings of one name are alike, near spellings of others are not: the vowels count."""

from __future__ import annotations

import pytest

from feeds.names.likeness import token_likeness
from feeds.names.spelling import spell
from feeds.names.vowels import clash

SAME = [
    ("Makhlouf", "مخلوف"),
    ("Mahluf", "Makhlouf"),
    ("Souheil", "سهيل"),
    ("Souheil", "Suhayl"),
    ("al-Charaa", "الشرع"),
    ("Махлуф", "Makhlouf"),
    ("Махлуф", "مخلوف"),
    ("Şeybani", "الشيباني"),
    ("מח'לוף", "مخلوف"),
    ("סוהייל", "Suhail"),
    ("أحمد", "احمد"),
    ("فتيحة", "فتیحه"),
]
APART = [
    ("ماهر", "Mahmoud"),
    ("بشار", "بشير"),
    ("Sharaa", "Shukri"),
    ("", "Rami"),
    ("x" * 400, "x" * 400),
]
CLASH = [
    ("Hassan", "Hussein"),
    ("Rami", "Rima"),
    ("Bashar", "Bashir"),
    ("Bashar", "Bushra"),
    ("Bashar", "بشير"),
    ("Bashar", "بشرى"),
    ("Hassan", "حسين"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert token_likeness(one, other) >= 0.5


@pytest.mark.parametrize(("one", "other"), APART, ids=[f"{a[:9]}-{b[:9]}" for a, b in APART])
def test_other_names_are_not(one: str, other: str) -> None:
    assert token_likeness(one, other) < 0.5


@pytest.mark.parametrize(("one", "other"), SAME + APART[:3])
def test_likeness_knows_no_order(one: str, other: str) -> None:
    assert token_likeness(one, other) == token_likeness(other, one)


def test_an_article_is_taken_off() -> None:
    assert spell("al-Assad") == spell("el-Assad") == spell("ash-Assad")
    assert spell("الأسد") == ("اسد", "arabic", True)


@pytest.mark.parametrize(("one", "other"), CLASH)
def test_vowels_tell_names_of_one_key_apart(one: str, other: str) -> None:
    assert clash(one, other)
    assert clash(other, one)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_vowels_that_habits_exchange_do_not_clash(one: str, other: str) -> None:
    assert not clash(one, other)
