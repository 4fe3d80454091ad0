"""The topic benchmark does what it says."""

from __future__ import annotations

from pathlib import Path

from tests.bench.topics import main, scores

HEAD = "id\tlang\ttime\tfeed\ttitle\tsummary\tlink\tevent\ttopic\tconfidence\tcopy_of\n"


def _case(number: str, feed: str, title: str, topic: str) -> str:
    return f"{number}\tara\t\t{feed}\t{title}\t\t\te\t{topic}\thigh\t\n"


def test_scores_are_f1_by_label() -> None:
    gold = {"1": "a", "2": "a", "3": "b"}
    assert scores(gold, {"1": "a", "2": "b", "3": "b"}) == {"a": (2 / 3, 2), "b": (2 / 3, 1)}


def test_one_topic_a_story_is_written_without_a_look_at_the_labels(tmp_path: Path) -> None:
    cases, out = tmp_path / "cases.tsv", tmp_path / "out.tsv"
    cases.write_text(
        HEAD
        + _case("x1", "one.example", "وصول قافلة طحين إلى السويداء", "wrong")
        + _case("x2", "one.example", "بطولة الشطرنج في ليما", "wrong"),
        "utf-8",
    )
    main([str(cases), "--out", str(out)])
    assert out.read_text("utf-8") == "id\ttopic\nx1\tsuwayda-druze\nx2\tother-not-syria\n"
