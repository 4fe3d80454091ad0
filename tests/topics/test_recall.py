"""recall.toml: what is read of it, and that what ships is what the benchmark measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.errors import ConfigError
from feeds.model import MeasuredRecall, Topic
from feeds.subjects import load_subject
from feeds.topics.recall import load_recall
from tests.bench.recall import FILES, measured
from tests.bench.shared import shared

TOPICS = (Topic("coast", "Coast", "الساحل", {"en": ("coast",)}),)
GOOD = '[[recall]]\ntopic = "coast"\nlanguage = "ar"\nread = 20\nfound = 15\n'


def test_a_measured_recall(tmp_path: Path) -> None:
    (tmp_path / "recall.toml").write_text(GOOD, "utf-8")
    found = load_recall(tmp_path / "recall.toml", TOPICS)
    assert found == (MeasuredRecall("coast", "ar", 20, 15),)
    assert load_recall(tmp_path / "none.toml", TOPICS) == ()


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ('"coast"', '"coasts"', 'line 2: no topic "coasts"'),
        ('"ar"', '"Arabic"', 'line 3: "Arabic" is no language code'),
        ("= 15", "= 21", "line 5: found 21 of 20"),
        ("= 20", '= "20"', "line 4: read is no whole number"),
        ("found", "fonud", "line 5: unknown field fonud"),
    ],
    ids=["topic", "language", "more found", "text", "field"],
)
def test_a_wrong_one_is_told_with_its_line(tmp_path: Path, good: str, bad: str, said: str) -> None:
    (tmp_path / "recall.toml").write_text(GOOD.replace(good, bad), "utf-8")
    with pytest.raises(ConfigError, match=said):
        load_recall(tmp_path / "recall.toml", TOPICS)


def test_what_ships_is_what_was_measured() -> None:
    paths = [shared() / name for name in FILES]
    if not all(path.exists() for path in paths):
        pytest.skip("the labelled stories are not here: set COVERLINE_SHARED")
    subject = load_subject("syria")
    assert list(subject.recall) == measured(paths, subject)
