"""What stays of headlines that come again with another day in them."""

from __future__ import annotations

import pytest

from feeds.cluster.standing import standing


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Harbour prices for Monday, 3 March", "Harbour prices for Tuesday, 4 March", "en"),
        ("أسعار السمك يوم الأحد 22 03 2026", "أسعار السمك يوم الثلاثاء 24 03 2026", "ar"),
        ("Balık fiyatları, 3 Mart Pazartesi", "Balık fiyatları, 4 Nisan Salı", "tr"),
        ("Matin du port, lundi 3 mars", "Matin du port, mardi 4 mars", "fr"),
    ],
)
def test_the_day_in_a_headline_does_not_make_it_another(
    one: str, other: str, language: str
) -> None:
    assert standing(one, language) == standing(other, language) != ""


def test_other_words_make_another_headline() -> None:
    assert standing("Harbour opens on Monday", "en") != standing("Harbour closes on Monday", "en")


def test_a_language_without_a_calendar_keeps_its_words() -> None:
    assert standing("Port 3 opens", "xx") == "port opens"
