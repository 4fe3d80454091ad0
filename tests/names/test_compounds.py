"""Names of two words that others write in one are one name, in texts, too."""

from __future__ import annotations

import pytest

from feeds.model import KnownName
from feeds.names.full import ENOUGH, same_person
from feeds.names.index import NameIndex
from feeds.names.text import Read

SAME = [
    ("Abdulrahim Dorsan", "عبد الرحيم درسان"),
    ("Abdurrahman Dorsan", "Abd al-Rahman Dorsan"),
    ("Abdel-Latif Dorsan", "Abdullatif Dorsan"),
    ("Hassan Nasrallah", "حسن نصر الله"),
    ("Noureddine Dorsan", "Nour al-Din Dorsan"),
    ("Nidal al-Sha'ar", "Nidal Shaar"),
    ("Saleh Dorsan", "صالح درسان"),
    ("Mustafa Dorsan", "مصطفى درسان"),
    ("Masoud Barzani", "مسعود بارزاني"),
]
APART = [
    ("Abdulrahim Dorsan", "Abdulrahman Dorsan"),
    ("Mazloum Abdi", "Mazloum Abdullah"),
    ("عبد الرحمن درسان", "عبد الرحيم درسان"),
    ("Nour Dorsan", "Nour al-Din Dorsan"),
    ("Nasr Dorsan", "Nasrallah Dorsan"),
]
TEXTS = [
    ("ar", "وصل عبد الرحيم درسان إلى المدينة", "عبد الرحيم درسان"),
    ("en", "Police met Abdul Rahim Dorsan at noon", "Abdul Rahim Dorsan"),
    ("en", "Police met Abd al-Rahim Dorsan at noon", "Abd al-Rahim Dorsan"),
    ("en", "Police met Abdelrahim Dorsan at noon", "Abdelrahim Dorsan"),
    ("en", "Police met Rahim Dorsan at noon", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name(one: str, other: str) -> None:
    assert same_person(one, other) >= ENOUGH


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_names(one: str, other: str) -> None:
    assert same_person(one, other) < ENOUGH


@pytest.mark.parametrize(("language", "text", "surface"), TEXTS)
@pytest.mark.parametrize("listed", ["Abdulrahim Dorsan", "Abdul Rahim Dorsan"])
def test_a_text_may_write_it_otherwise(listed: str, language: str, text: str, surface: str) -> None:
    read = Read(text)
    found = NameIndex([KnownName(listed, "person", (listed,))]).find(read, language)
    assert [read.surface(hit.start, hit.end) for hit in found] == ([surface] if surface else [])
