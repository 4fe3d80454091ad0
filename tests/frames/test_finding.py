"""Where a text uses frames: whole words, the longest phrase, weak ones only beside others."""

from __future__ import annotations

import pytest

from feeds.frames import FrameFinder, load_frames
from feeds.subjects import BUNDLED
from tests.rows import CASES, rows

QUAY = FrameFinder(load_frames(CASES / "frames" / "quay.toml"))
SYRIA = FrameFinder(load_frames(BUNDLED / "syria" / "frames.toml"))


def told(finder: FrameFinder, language: str, text: str) -> str:
    """The uses as the cases write them."""
    uses = finder.find(text, language)
    found = (f"{u.frame or '?'}={text[u.start : u.end]}{'!' * u.quoted}" for u in uses)
    return " ".join(found) or "-"


@pytest.mark.parametrize(("language", "text", "uses", "why"), rows("frames/quay.tsv"))
def test_the_frames_of_a_text(language: str, text: str, uses: str, why: str) -> None:
    assert told(QUAY, language, text) == uses, why


@pytest.mark.parametrize(("language", "text", "frames"), rows("frames/syria.tsv"))
def test_the_bundled_frames_of_syria(language: str, text: str, frames: str) -> None:
    found = {use.frame for use in SYRIA.find(text, language) if use.frame}
    wanted = {frame for frame in frames.split() if not frame.startswith("-")}
    unwanted = {frame[1:] for frame in frames.split() if frame.startswith("-")}
    assert wanted <= found
    assert not unwanted & found


def test_what_was_learnt_of_words_changes_nothing() -> None:
    fresh = FrameFinder(load_frames(CASES / "frames" / "quay.toml"))
    for language, text, uses, _ in reversed(rows("frames/quay.tsv")):
        assert told(fresh, language, text) == uses
