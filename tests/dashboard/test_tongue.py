"""The interface's words: the same keys in every language, every plural form, no word left over."""

from __future__ import annotations

import re
import string
from datetime import datetime
from pathlib import Path

import pytest

from dashboard import tongue
from dashboard.pages import PAGES
from dashboard.tongue import LANGS, tell
from dashboard.tongue.catalogue import Entry, catalogue
from dashboard.tongue.places import locale

SOURCE = Path(tongue.__file__).parent.parent
SAID = re.compile(
    r"(?:tell|listed)\(\s*(?:[\w.]+(?:\[[^\]]*\])?|\"\w*\"),\s*(f?)\"([a-z_]+\.[^\"]+)\""
)
BY_NAMES = re.compile(r"names\.tell\(\s*(f?)\"([a-z_]+\.[^\"]+)\"")


def written(entry: Entry) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def asked_for() -> list[tuple[str, str, str]]:
    """(file, key, "f" where it has holes) of every key that the source asks for."""
    return [
        (path.name, key, kind)
        for path in sorted(SOURCE.rglob("*.py"))
        for pattern in (SAID, BY_NAMES)
        for kind, key in pattern.findall(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_language_says_the_same_things(lang: str) -> None:
    assert catalogue(lang).keys() == catalogue("en").keys()


@pytest.mark.parametrize("lang", LANGS)
def test_every_translation_takes_the_same_facts(lang: str) -> None:
    odd = {
        key: text
        for key, entry in catalogue(lang).items()
        for text in written(entry)
        if not facts(text) <= set().union(*map(facts, written(catalogue("en")[key])))
    }
    assert odd == {}


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_counted_has_every_form_of_the_language(lang: str) -> None:
    forms = {locale(lang).plural_form(n) for n in range(200)}
    lacking = [
        key
        for key, entry in catalogue(lang).items()
        if not isinstance(entry, str) and set(entry) != forms
    ]
    assert lacking == []


def test_every_key_that_is_asked_for_is_written() -> None:
    known = set(catalogue("en"))
    tables = {key.rsplit(".", 1)[0] for key in known}
    missing = []
    for file, key, holes in asked_for():
        if holes:
            fits = re.compile(re.sub(r"\{[^}]*\}", ".+", key.replace(".", r"\.")) + "$")
            found = any(fits.match(one) for one in known)
        else:
            found = key in known or key in tables
        missing += [] if found else [(file, key)]
    assert missing == []
    assert len(asked_for()) > 30, "the pattern no longer finds what the source asks for"


def test_every_page_has_a_name_in_the_menu() -> None:
    assert [page for page in PAGES if f"bar.pages.{page}" not in catalogue("en")] == []


@pytest.mark.parametrize(
    ("lang", "amount", "says"),
    [
        ("en", 0, "0 stories"),
        ("en", 1, "1 story"),
        ("en", 12_400, "12,400 stories"),
        ("ar", 1, "خبر واحد"),
        ("ar", 2, "خبران"),
        ("ar", 7, "7 أخبار"),
        ("ar", 11, "11 خبرًا"),
        ("ar", 100, "100 خبر"),
        ("ar", 103, "103 أخبار"),
    ],
)
def test_a_count_is_written_as_its_language_counts(lang: str, amount: int, says: str) -> None:
    assert tell(lang, "common.stories", n=amount) == says


def test_no_language_is_english() -> None:
    assert tell("", "bar.pages.help") == "Help"


def test_a_key_that_nobody_wrote_is_an_error() -> None:
    with pytest.raises(KeyError):
        tell("en", "bar.pages.unicorns")


def test_days_have_the_names_of_the_levantine_press() -> None:
    at = datetime(2026, 1, 3, 4, 5)  # noqa: DTZ001 - wall clock in the reader's zone
    assert tongue.moment("ar", at) == "3 كانون الثاني 2026، 04:05"
    assert tongue.moment("en", at) == "3 Jan 2026, 04:05"


@pytest.mark.parametrize(
    ("share", "english", "arabic"),
    [
        (1.0, "100 %", "100%"),
        (0.998, "over 99 %", "أكثر من 99%"),
        (0.5, "50 %", "50%"),
        (0.001, "under 1 %", "أقل من 1%"),
        (0.0, "0 %", "0%"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_nothing(
    share: float, english: str, arabic: str
) -> None:
    assert tongue.percent("en", share) == english
    assert tongue.percent("ar", share) == arabic


def test_a_sign_keeps_its_side() -> None:
    assert tongue.signed("en", -3) == "−3"
    assert tongue.signed("en", 12) == "+12"
    assert tongue.signed("ar", 12) == "\u2066+12\u2069"
