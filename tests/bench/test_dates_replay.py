"""The measurement of dates on a replay runs, on its first hours."""

from __future__ import annotations

import sys

import pytest

from tests.bench import dates_replay
from tests.bench.shared import shared


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["dates_replay", *words, "--hours", "3"])
    return dates_replay.main()


def test_feeds_without_dates(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not (shared() / dates_replay.ARABIC).exists():
        pytest.skip("needs the archived feeds: set COVERLINE_SHARED")
    assert run(monkeypatch, "--arabic") == 0
    assert "dated to an instant: 0" in capsys.readouterr().out


def test_an_absent_archive_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    monkeypatch.setenv("COVERLINE_SHARED", str(tmp_path))
    assert run(monkeypatch, "--planted") == 1
    assert "set COVERLINE_SHARED" in capsys.readouterr().out
