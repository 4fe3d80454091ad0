"""outlets.toml: what is read, and what a wrong field is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from feeds.errors import ConfigError
from feeds.outlets import feed_id, load_outlets

CASES = Path(__file__).parent / "cases" / "outlets"
WRONG = sorted(CASES.glob("wrong-*.toml"))


def test_a_good_file_is_read_whole() -> None:
    book = load_outlets(CASES / "good.toml")
    assert (book.id, book.label, book.zone, book.synthetic) == (
        "harbour",
        "Harbour towns",
        "Europe/Athens",
        True,
    )
    gull, beacon = book.outlets
    assert (gull.name, gull.native_name, gull.languages) == ("The Gull", "النورس", ("ar", "en"))
    english = gull.feeds[1]
    assert (english.id, english.edition, english.scope) == ("gull-english", "English", "section")
    assert (english.terms, english.note) == ("with attribution", "slow")
    assert english.proxy == "http://proxy.example:3128"
    assert not beacon.feeds[0].enabled
    assert beacon.alignment_on(date(2026, 1, 1)) == "unknown"


def test_an_owner_is_the_one_of_the_day() -> None:
    gull = load_outlets(CASES / "good.toml").outlets[0]
    assert gull.owner_on(date(2024, 12, 7)) == "The mayor"
    assert gull.owner_on(date(2024, 12, 8)) == "The crew"


def test_a_feed_without_id_gets_one_of_its_outlet_and_url() -> None:
    first = load_outlets(CASES / "good.toml").outlets[0].feeds[0]
    assert first.id == feed_id("gull", "https://gull.example/ar/feed") == "gull-30c5d8a7"


def test_an_outlet_that_no_group_takes_is_rest() -> None:
    book = load_outlets(CASES / "good.toml")
    groups = [book.groupings[0].group_of(outlet, date(2026, 1, 1)) for outlet in book.outlets]
    assert groups == ["papers", "rest"]


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_wrong_field_is_told_file_line_and_what_to_write(path: Path) -> None:
    expected = path.read_text("utf-8").splitlines()[0].removeprefix("# ")
    with pytest.raises(ConfigError) as caught:
        load_outlets(path)
    assert str(caught.value) == f"{path}, {expected}"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[outlets]\n", "line 1"),
        (b'id = "open\n', "line 1"),
        (b"\xff\xfe", "not UTF-8"),
        (b"", "subject is missing"),
    ],
)
def test_a_broken_file_is_refused_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "outlets.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        load_outlets(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml cannot be read"):
        load_outlets(tmp_path / "nowhere.toml")
