"""Words are kept and searched in one form, whatever stands before them."""

from __future__ import annotations

import pytest

from feeds.query.words import forms, indexed_words
from feeds.text import folded_words, normalise


def finds(searched: str, text: str) -> bool:
    (word,) = folded_words(normalise(searched))
    return bool(set(forms(word)) & set(indexed_words(text)))


@pytest.mark.parametrize(
    ("searched", "text"),
    [
        ("أمن", "الامن"),
        ("الأمن", "أمن"),
        ("سورية", "سوريه"),
        ("مستشفى", "مستشفي"),
        ("مرفأ", "والمرفأ"),
        ("المرفأ", "بالمرفأ"),
        ("مرفأ", "للمرفأ"),
        ("مرفأ", "لمرفأ"),
        ("بيروت", "وببيروت"),
        ("بيروت", "بيروت"),
        ("لبنان", "للبنان"),
        ("وزير", "والوزير"),
        ("الوزير", "وزير"),
        ("وزير", "ووزير"),
        ("سلام", "سَـلامٌ"),
        ("٢٠٢٦", "2026"),
        ("Élysée", "elysee"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "ıstanbul"),
        ("straße", "STRASSE"),
        ("ירושלים", "בירושלים"),
        ("ёлка", "Елка"),
    ],
)
def test_a_word_is_found_as_it_may_be_written(searched: str, text: str) -> None:
    assert finds(searched, text)


@pytest.mark.parametrize(
    ("searched", "text"),
    [("لد", "بلد"), ("سهيل", "تسهيل"), ("harbour", "harbours"), ("قرار", "قرارات")],
)
def test_another_word_is_not_found(searched: str, text: str) -> None:
    assert not finds(searched, text)


def test_no_kept_word_holds_a_sign() -> None:
    kept = indexed_words("“Quay-7” isn't: a_b, 3.5% (وال–مرفأ) \ue000 😀")
    assert kept == ["quay", "7", "isn", "t", "a", "b", "3", "5", "وال", "مرفا"]


def test_a_text_without_end_is_cut() -> None:
    assert len(indexed_words("a " * 10_000)) == 2000
    assert len(indexed_words("a" * 10_000)[0]) == 48


@pytest.mark.parametrize("mark", [chr(code) for code in range(128) if not chr(code).isalnum()])
def test_a_text_of_ascii_is_parted_as_any_other(mark: str) -> None:
    plain = f"the{mark}quay 7{mark}{mark}b"
    assert indexed_words(f"{plain} é")[:-1] == indexed_words(plain)
