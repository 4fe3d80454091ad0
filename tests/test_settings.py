"""Option before environment before file; anything wrong says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.errors import ConfigError
from feeds.settings import Settings, load


def write(folder: Path, text: str) -> Path:
    (folder / "coverline.toml").write_text(text, "utf-8")
    return folder


def test_defaults_need_no_file(tmp_path: Path) -> None:
    assert load({}, {}, tmp_path) == Settings()


def test_an_option_beats_the_environment_beats_the_file(tmp_path: Path) -> None:
    folder = write(tmp_path, "port = 1001\ntimeout = 5\nuser_agent = 'desk'")
    found = load({"port": 1003}, {"COVERLINE_PORT": "1002", "COVERLINE_TIMEOUT": "6"}, folder)
    assert (found.port, found.timeout, found.user_agent) == (1003, 6.0, "desk")


def test_an_option_not_given_changes_nothing(tmp_path: Path) -> None:
    assert load({"port": None}, {"COVERLINE_PORT": "1002"}, tmp_path).port == 1002


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("port = ", "is not valid TOML"),
        ("prot = 1", "unknown setting prot"),
        ("port = 'many'", "is not a whole number"),
        ("allow_private = 'perhaps'", "is not true or false"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        load({}, {}, write(tmp_path, text))
    assert "coverline.toml" in str(caught.value)


def test_a_broken_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="COVERLINE_PORT"):
        load({}, {"COVERLINE_PORT": "x"}, tmp_path)
