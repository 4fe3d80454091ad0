"""The benchmark of events runs, and never looks at the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import events
from tests.cluster.cases import CASES, expected, sides


def test_it_writes_an_event_for_every_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "predicted.tsv"
    events.main([str(CASES / "window_end.tsv"), "--out", str(out)])
    header, *lines = out.read_text("utf-8").splitlines()
    assert header == "id\tevent"
    assert sides(dict(line.split("\t") for line in lines)) == sides(expected("window_end"))
    assert capsys.readouterr().out.startswith("5 stories in 2 events")


def test_it_does_not_see_the_answer() -> None:
    (row, *_) = events.read(CASES / "window_end.tsv")
    assert not {"event", "topic"} & set(row)
