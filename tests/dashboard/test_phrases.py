"""Sentences of the tables in the reader's language: what is told, what is left as it was."""

from __future__ import annotations

import re
import time
import tomllib
from importlib.resources import files

import pytest

from dashboard.tongue.phrases import HOLE, said

BOOK = files("dashboard") / "tongue" / "said" / "ar.toml"
PHRASES = tomllib.loads(BOOK.read_text("utf-8"))["said"]
ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")


@pytest.mark.parametrize("english", PHRASES, ids=range(len(PHRASES)))
def test_each_phrase_keeps_its_holes(english: str) -> None:
    assert sorted(set(HOLE.findall(PHRASES[english]))) == sorted(HOLE.findall(english))


def test_english_stays_as_it_is() -> None:
    assert said("", "This is sure.") == said("en", "This is sure.") == "This is sure."


def test_an_instant_is_told_with_levantine_months() -> None:
    told = said("ar", "Published on 2 November 2026, 16:42 in Damascus (13:42 UTC).")
    assert told.startswith("نُشر في 2 تشرين الثاني 2026،")
    assert "بتوقيت دمشق" in told
    assert not re.search("[A-Za-z]", told)


def test_a_sentence_within_a_sentence_is_told_too() -> None:
    told = said(
        "ar",
        "The date of publication 'Fri, 02 Jan 2026 06:23:39 +0000': read as 2 January 2026,"
        " 06:23:39 UTC, to the second, zone +00:00, which it names; chosen.",
    )
    assert "«\u2068Fri, 02 Jan 2026 06:23:39 +0000\u2069»" in told
    assert not re.search("[A-Za-z]", ISOLATED.sub("", told))


def test_what_others_wrote_is_not_told_in_their_place() -> None:
    told = said("ar", "A reprint of “title”.")
    assert told == "إعادة نشر لـ«\u2068title\u2069»."


def test_an_unknown_sentence_stays_readable_and_keeps_its_direction() -> None:
    assert said("ar", "Nobody foresaw this.") == "\u2068Nobody foresaw this.\u2069"


def test_braces_of_a_feed_are_only_braces() -> None:
    assert "{0.__class__}" in said("ar", "It reads “{0.__class__}”.")


def test_a_hostile_line_is_given_up_soon() -> None:
    began = time.process_time()
    said("ar", "read as " * 200 + "; and, to the " * 60)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Not polled since 2026-04-07; run `coverline up`.",
        "Answers; 3 new at the last poll. About 2 entries lost in 7 days, 1 to 4.",
        "Failed 3 times in a row: timed out. Open the address in a browser; it is tried again by"
        " itself.",
        'term "ceasefire" in title; term "truce" in summary',
    ],
)
def test_states_of_feeds_and_reasons_are_told_whole(sentence: str) -> None:
    assert not re.search("[A-Za-z]", ISOLATED.sub("", said("ar", sentence)))
