"""A check tells every fault of a subject's files with its place, and what may be amiss."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.errors import ConfigError
from feeds.subjects import BUNDLED, bundled_subjects, load_subject
from feeds.subjects.checking import check
from feeds.subjects.skeleton import begin

CASES = Path(__file__).parents[1] / "cases" / "subjects"


def expected(name: str) -> list[str]:
    return (CASES / name / "expected.txt").read_text("utf-8").splitlines()


def test_every_fault_is_told_with_its_line() -> None:
    found = check(CASES / "faulty").errors
    assert len(found) == len(expected("faulty"))
    for told, says in zip(found, expected("faulty"), strict=True):
        assert told.startswith(str(CASES / "faulty")), told
        assert says in told, told


def test_what_may_be_meant_otherwise_is_told() -> None:
    found = check(CASES / "wide")
    assert found.errors == ()
    assert len(found.warnings) == len(expected("wide")), found.warnings
    for says in expected("wide"):
        assert any(says in told for told in found.warnings), says


def test_a_folder_without_the_files_is_told_both(tmp_path: Path) -> None:
    found = check(tmp_path).errors
    assert len(found) == 2
    assert all("cannot be read" in told for told in found)


@pytest.mark.parametrize("name", bundled_subjects())
def test_a_bundled_subject_has_no_error(name: str) -> None:
    assert check(BUNDLED / name).errors == ()


def test_a_new_subject_can_be_used_and_says_what_to_fill_in(tmp_path: Path) -> None:
    begin(tmp_path / "river-floods")
    found = check(tmp_path / "river-floods")
    assert found.errors == ()
    assert any("herald.example" in told for told in found.warnings)
    assert any('"example" is an example' in told for told in found.warnings)
    subject = load_subject(str(tmp_path / "river-floods"))
    assert (subject.id, subject.label) == ("river-floods", "River floods")


@pytest.mark.parametrize(
    ("name", "says"), [("River Floods", "is no id"), ("held", "is there already")]
)
def test_a_folder_that_cannot_be_begun_is_told(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "held").mkdir()
    (tmp_path / "held" / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(ConfigError, match=says):
        begin(tmp_path / name)
    assert (tmp_path / "held" / "notes.txt").read_text("utf-8") == "mine"
