"""The figures of a text: what is counted, how many, and how surely."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from feeds.claims import MEASURES, Figure, figures
from feeds.claims.book import book

CASES = Path(__file__).parent.parent / "cases" / "claims" / "figures.tsv"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def told(figure: Figure) -> str:
    """`dead 4`, `dead 2+`, `dead 5-7`, `dead 3 part`."""
    high = "+" if figure.high is None else "" if figure.high == figure.low else f"-{figure.high}"
    return f"{figure.measure} {figure.low}{high}{' part' * figure.part}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:40])
def test_the_figures_of_a_text(row: dict[str, str]) -> None:
    found = figures(row["text"], row["lang"])
    assert ", ".join(map(told, found)) == row["figures"]


def test_a_figure_says_where_it_stands() -> None:
    text = "The port is shut. At least two men were killed on Friday."
    (one,) = figures(text, "en-GB")
    assert text[one.start : one.end] == "At least two men were killed"
    assert one.qualifier == "at-least"


def test_a_language_without_words_has_no_figures() -> None:
    assert figures("Dört kişi öldü, 4 killed", "tr") == []


def test_every_measure_has_words_in_each_language() -> None:
    for language in ("ar", "en"):
        known = book(language)
        assert known is not None
        for measure in MEASURES:
            text = {
                "ar": "مقتل 5 قتلى إصابة 5 مقتل وإصابة 5 اعتقال 5 الإفراج عن 5 نازح 5 جنود 5 كم",
                "en": "5 killed, 5 injured, 5 casualties, 5 arrested, 5 released, 5 displaced, "
                "5 troops, 5 km",
            }[language]
            found = {hit.phrase.about.measure for hit in known.phrases.find(text, language)}
            assert measure in found


def test_hostile_text_is_read_to_its_end() -> None:
    assert figures("9" * 400 + " killed, " + "1," * 400 + "000 dead", "en") == []
    assert len(figures("1 killed, " * 1000, "en")) <= 400
    assert figures("", "en") == []
