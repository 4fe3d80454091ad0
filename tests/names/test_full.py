"""Full names: parts in any order, titles off, relatives kept apart."""

from __future__ import annotations

import pytest

from feeds.names.full import same_person

SAME = [
    ("Suhail al-Hassan", "سهيل الحسن"),
    ("Souheil El Hassan", "Сухейль аль-Хасан"),
    ("al-Assad, Bashar", "Bashar Assad"),
    ("Brigadier General Ghiath Dalla", "العميد غياث دلا"),
    ("Asaad Hassan al-Shaibani", "أسعد الشيباني"),
    ("Bashar Hafez al-Assad", "Bashar al-Assad"),
    ("Ahmad al-Szara", "أحمد الشرع"),
    ("Abu Mohammed al-Golani", "أبو محمد الجولاني"),
    ("Muhammad bin Salman", "محمد بن سلمان"),
]
APART = [
    ("Maher al-Assad", "Bashar al-Assad"),
    ("Maher al-Assad", "بشار الأسد"),
    ("Rami Makhlouf", "Ihab Makhlouf"),
    ("Rami Makhlouf", "إيهاب مخلوف"),
    ("Bashar al-Assad", "Hafez Bashar al-Assad"),
    ("Suhail Hassan", "Kamal Hassan"),
    ("Kamal Hassan", "Kamal Hussein"),
    ("al-Assad", "Bashar al-Assad"),
    ("Mohammed al-Golani", "Abu Mohammed al-Golani"),
    ("", "Bashar al-Assad"),
    ("General", "President"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_person(one: str, other: str) -> None:
    assert same_person(one, other) >= 0.5
    assert same_person(other, one) == same_person(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_persons(one: str, other: str) -> None:
    assert same_person(one, other) < 0.5
    assert same_person(other, one) < 0.5
