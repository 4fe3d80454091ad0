"""Who a few words may mean, in whatever script they are typed."""

from __future__ import annotations

import pytest

from feeds.names.sounding import Sounding

NAMES = {
    "1": "Suhail al-Hassan",
    "2": "Hassan Nasri",
    "3": "Samira Qadri",
    "4": "Abu Hassan Tarvani",
    "5": "Halabi",
    "6": "مروان القادري",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("الحسن", {"1", "2"}),
        ("سهيل", {"1"}),
        ("Souheil", {"1"}),
        ("Hasan", {"1", "2"}),
        ("حسن سهيل", {"1"}),
        ("Qadiri", {"3", "6"}),
        ("القادري", {"3", "6"}),
        ("أبو حسن", {"4"}),
        ("حلبي", {"5"}),
        ("Suhail Tarvani", set()),
        ("al-", set()),
        ("", set()),
    ],
)
def test_every_word_has_to_spell_a_part_of_the_name(text: str, found: set[str]) -> None:
    assert Sounding(NAMES).of(text) == found
