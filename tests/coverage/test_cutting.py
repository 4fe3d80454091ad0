"""The words of headlines, cut all at once, are those of each headline cut alone."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.coverage.cutting import Cut, cut
from feeds.text import folded_words, normalise, term

TOKENS = (
    "Dockers", "dockers’", "DOCKERS", "docker", "the", "40", "a", "half-open", "“Quay”", "_", "–",
    "İskele", "ISKELE", "ışık", "الرصيف", "والرصيف", "رصيفًا", "عمّال", "٤٠", "ﷺ", "´tide", "ǅ",
    "naïve", "straße", "x\u200fy",
)  # fmt: skip
TITLE = st.lists(st.sampled_from(TOKENS), max_size=6).map(" ".join) | st.text(max_size=12)
LANGUAGE = st.sampled_from(("en", "ar", "tr", ""))


def alone(title: str, language: str) -> list[tuple[str, str]]:
    """(stem, word) of one headline, each stem as it is written first."""
    held: dict[str, str] = {}
    for word in folded_words(normalise(title, language)):
        stem = term(word, language)
        if stem and not stem.isdecimal():
            held.setdefault(stem, word)
    return sorted(held.items())


def of(found: Cut, place: int) -> list[tuple[str, str]]:
    lines = [n for n, at in enumerate(found.at.tolist()) if at == place]
    return sorted((found.stems[found.stem[n]], found.words[found.word[n]]) for n in lines)


@given(st.lists(st.tuples(TITLE, LANGUAGE), max_size=8))
@settings(deadline=None)
def test_many_headlines_are_cut_as_each_alone(told: Sequence[tuple[str, str]]) -> None:
    found = cut([title for title, _ in told], [language for _, language in told])
    assert list(found.at) == sorted(found.at)
    for place, (title, language) in enumerate(told):
        assert of(found, place) == alone(title, language)
        stems = found.stem[found.at == place]
        assert {found.languages[found.language[stem]] for stem in stems} <= {language}


def test_equal_words_of_two_languages_are_two() -> None:
    found = cut(["Radar", "Radar", "radar RADAR"], ["en", "tr", "en"])
    assert found.stem.tolist() == [0, 1, 0]
    assert [found.languages[n] for n in found.language] == ["en", "tr"]
