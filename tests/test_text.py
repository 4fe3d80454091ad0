"""Text is cleaned, folded, cut and stemmed alike wherever it comes from."""

from __future__ import annotations

import time

import pytest

from feeds.text import clean, detect_language, normalise, stem, strip_clitics, terms, words
from tests.rows import rows


@pytest.mark.parametrize(("said", "kept"), rows("text/clean.tsv"))
def test_markup_and_unsafe_characters_go(said: str, kept: str) -> None:
    def unescape(text: str) -> str:
        for escape in ("\\n", "\\t", "\\x00", "\\ud800", "\\u202e", "\\u2066", "\\u200c"):
            text = text.replace(escape, escape.encode().decode("unicode_escape"))
        return text

    assert clean(unescape(said)) == unescape(kept)


@pytest.mark.parametrize(
    "hostile", ["<div>" * 50_000, "<p " * 50_000, "<script>" * 50_000, "<!--" * 50_000]
)
def test_a_hostile_text_is_cleaned_in_time(hostile: str) -> None:
    begun = time.perf_counter()
    clean(hostile + "x")
    assert time.perf_counter() - begun < 2


def test_cleaning_twice_changes_nothing() -> None:
    for said, _ in rows("text/clean.tsv"):
        assert clean(clean(said)) == clean(said)


@pytest.mark.parametrize(("language", "one", "other"), rows("text/same.tsv"))
def test_two_spellings_fold_to_one(language: str, one: str, other: str) -> None:
    assert normalise(one, language) == normalise(other, language)


def test_hamza_keeps_its_seat() -> None:
    assert normalise("أمل") == "امل"
    assert "ء" not in normalise("أإآؤئ")


def test_words_know_where_they_stand() -> None:
    text = "Port-side: السُّوق's 3rd"
    assert [word.text for word in words(text)] == ["Port", "side", "السُّوق", "s", "3rd"]
    assert all(text[word.start : word.end] == word.text for word in words(text))


@pytest.mark.parametrize(("word", "verdict", "held"), rows("text/clitics.tsv"))
def test_clitics_come_off_but_letters_of_the_word_do_not(
    word: str, verdict: str, held: str
) -> None:
    assert (normalise(held) in strip_clitics(normalise(word))) is (verdict == "yes")


def test_stems_join_the_forms_of_a_word() -> None:
    assert stem("والمدارس", "ar") == stem("مدارس", "ar")
    assert stem(normalise("المعلمون"), "ar") == stem(normalise("معلمين"), "ar")
    assert stem("bridges", "en") == "bridg"
    assert stem("bus", "en") == "bus"


def test_terms_leave_out_what_every_story_has() -> None:
    assert terms("The mayor of the town said it was the new bridge", "en") == [
        "mayor",
        "town",
        "bridge",
    ]
    assert terms("قال رئيس البلدية إن الجسر الجديد", "ar")[0] == stem("رييس", "ar")
    assert terms("", "en") == []


@pytest.mark.parametrize(("hints", "language", "text"), rows("text/language.tsv"))
def test_language_is_told_from_text_and_hints(hints: str, language: str, text: str) -> None:
    assert detect_language(text, hints.split(",")) == language


def test_a_short_text_takes_the_hint_of_its_script() -> None:
    assert detect_language("بندر", ["fa", "ar"]) == "fa"
    assert detect_language("2026", ["en"]) == ""
    assert detect_language("", []) == ""
