"""What a headline denies or answers."""

from __future__ import annotations

import pytest

from feeds.threads.stance import WORDS, may_deny, stance
from feeds.toml.tables import open_toml
from tests.rows import rows

DENIALS = [
    (language, written.rstrip("*"))
    for language, lists in sorted(open_toml(WORDS).data.items())
    for written in lists.get("denies", ())
]


@pytest.mark.parametrize(("language", "written"), DENIALS)
def test_whatever_denies_is_looked_at(language: str, written: str) -> None:
    title = f"Harbour: {written} – quay"
    said = stance(title, language)
    assert said is not None
    assert said[0] == "denies"
    assert may_deny(title, language)


@pytest.mark.parametrize(("language", "does", "title"), rows("threads/stances.tsv"))
def test_a_headline_denies_what_was_reported_and_nothing_else(
    language: str, does: str, title: str
) -> None:
    said = stance(title, language)
    assert (said[0] if said else "") == does


def test_a_headline_without_such_a_word_is_not_looked_at() -> None:
    assert not may_deny("Dockers welcome the new quay", "en")
    assert not may_deny("Dockers deny it", "xx")
