"""What a headline denies or answers."""

from __future__ import annotations

import pytest

from feeds.threads.stance import WORDS, may_deny, stance
from feeds.toml.tables import open_toml

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


def test_a_headline_without_such_a_word_is_not_looked_at() -> None:
    assert not may_deny("Dockers welcome the new quay", "en")
    assert not may_deny("Dockers deny it", "xx")
