"""frames.toml is read with care, and the bundled ones can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.errors import ConfigError
from feeds.frames import load_frames
from feeds.subjects import BUNDLED, bundled_subjects, load_subject
from feeds.text import words
from tests.rows import CASES, rows

QUAY = CASES / "frames" / "quay.toml"


def test_concepts_come_with_their_frames_by_language() -> None:
    dockers, wall = load_frames(QUAY)
    assert [frame.id for frame in dockers.frames] == ["strikers", "wreckers"]
    assert dockers.frames[0].terms["tr"] == ("grevci*",)
    assert (wall.label, wall.beside) == ("The wall against the tide", {})


def test_a_frame_speaks_the_languages_that_it_has_words_in() -> None:
    strikers, wreckers = load_frames(QUAY)[0].frames
    assert strikers.speaks("tr")
    assert not wreckers.speaks("tr")


def test_a_subject_may_have_no_frames(tmp_path: Path) -> None:
    assert load_frames(tmp_path / "frames.toml") == ()


@pytest.mark.parametrize(("old", "new", "says"), rows("frames/wrong.tsv"))
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = QUAY.read_text("utf-8")
    assert text.count(old) == 1
    path = tmp_path / "frames.toml"
    path.write_text(text.replace(old, new), "utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(ConfigError, match=says) as caught:
        load_frames(path)
    assert f"frames.toml, line {line}:" in caught.value.message
    assert caught.value.hint


def test_a_subject_comes_with_its_frames() -> None:
    assert load_subject("syria").frames == load_frames(BUNDLED / "syria" / "frames.toml") != ()


def test_one_frame_is_no_choice(tmp_path: Path) -> None:
    text = QUAY.read_text("utf-8").rpartition("[[concepts.frames]]")[0]
    path = tmp_path / "frames.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="1 frames in a concept"):
        load_frames(path)


@pytest.mark.parametrize("subject", bundled_subjects())
def test_a_bundled_frame_is_comparable_across_languages(subject: str) -> None:
    for concept in load_frames(BUNDLED / subject / "frames.toml"):
        spoken = {language for frame in concept.frames for language in frame.terms | frame.weak}
        assert {"en", "ar"} <= spoken, concept.id


@pytest.mark.parametrize("subject", bundled_subjects())
def test_no_bundled_phrase_is_a_lone_short_word(subject: str) -> None:
    for concept in load_frames(BUNDLED / subject / "frames.toml"):
        for frame in concept.frames:
            for language, terms in frame.terms.items():
                for term in terms:
                    assert len(words(term)) > 1 or len(term.rstrip("*")) >= 2, (language, term)
