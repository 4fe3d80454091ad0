"""The benchmark of names does what it says, and its learning learns."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.names.alignment import costs_of
from tests.bench.names import main
from tests.bench.transducer import learn


def test_answers_are_written_without_a_look_at_the_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases, out = tmp_path / "cases.tsv", tmp_path / "answers.tsv"
    rows = ["n1\tcross\tramzi\tرمزي\t0", "n2\tcross\tramzi\tلطفي\t1", "n3\tlatin\tlutfi\tlotfy\t1"]
    cases.write_text("\n".join(["id\tkind\ta\tb\tsame", *rows]) + "\n", "utf-8")
    main([str(cases), "--out", str(out), "--score"])
    assert out.read_text("utf-8") == "id\tsame\nn1\t1\nn2\t0\nn3\t1\n"
    said = capsys.readouterr().out
    assert "cross: precision 0.000, recall 0.000, F1 0.000" in said
    assert "latin: precision 1.000, recall 1.000, F1 1.000" in said


def test_letters_that_stand_for_one_another_cost_little() -> None:
    pairs = [("ba", "ب"), ("ta", "ت"), ("bat", "بت"), ("tab", "تب"), ("tabat", "تبت")]
    costs = costs_of("cross", learn([(a, b, 10.0) for a, b in pairs], "cross"))
    assert costs.align("bata", "بت").cost < costs.align("bata", "تب").cost
