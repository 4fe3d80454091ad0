"""`coverline selftest`: what it asks, in which order, and how it tells the answers."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from dashboard.commands.selftest import told, told_as_json
from feeds.selftest.desk import Desk, Parts
from feeds.selftest.questions import QUESTIONS
from feeds.selftest.run import Verdict, ask, chosen
from tests.cli.desk import Desk as Folder
from tests.cli.desk import refused

NAMES = (Path(__file__).parents[1] / "cases" / "selftest" / "names.txt").read_text("utf-8").split()
MIXED = [Verdict("identity", True), Verdict("charsets", False, "title (prolog): '?'")]


def test_the_questions_have_their_names_and_order() -> None:
    assert list(QUESTIONS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_real_code_passes(name: str) -> None:
    assert list(ask(chosen([name]))) == [Verdict(name, True)]


def test_a_question_that_raises_fails_in_one_line() -> None:
    def stumbles(desk: Desk) -> None:
        raise LookupError("first\nsecond")

    assert list(ask({"odd": stumbles})) == [Verdict("odd", False, "LookupError: first second")]


def test_a_world_that_cannot_be_made_fails() -> None:
    def refuses(url: str) -> None:
        raise OSError("no room")

    (verdict,) = ask(chosen(["charsets"]), Parts(open_store=refuses))  # type: ignore[arg-type]
    assert verdict.why == "OSError: no room"


def test_one_that_hangs_is_left_behind() -> None:
    (verdict,) = ask({"slow": lambda desk: threading.Event().wait(1)}, limit=0.2)  # type: ignore[dict-item]
    assert verdict.why == "no answer within 0.2 s"


def test_what_is_wrong_is_told_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert not told(MIXED, 2)
    assert capsys.readouterr().out == ("identity pass\ncharsets fail: title (prolog): '?'\n")
    assert told(MIXED[:1], 1)


def test_json_is_whole_and_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert not told_as_json(MIXED, 2)
    out, err = capsys.readouterr()
    assert (json.loads(out), err) == (
        [
            {"name": "identity", "passed": True, "why": ""},
            {"name": "charsets", "passed": False, "why": "title (prolog): '?'"},
        ],
        "",
    )


def test_the_command_prints_a_line_for_each_and_leaves_no_store(desk: Folder) -> None:
    before = sorted(desk.folder.iterdir())
    done = desk("selftest", "--only", "charsets", "--only", "validators-byte-exact")
    assert (done.code, done.err) == (0, "")
    assert done.out == "validators-byte-exact pass\ncharsets pass\n"
    assert sorted(desk.folder.iterdir()) == before


def test_a_name_that_is_none_is_refused_with_those_near_it(desk: Folder) -> None:
    refused(desk("selftest", "--only", "identty"), "identty", "identity")


def test_help_says_how(desk: Folder) -> None:
    done = desk("selftest", "--help")
    assert done.code == 0
    assert "Example: coverline selftest --only retry-after" in done.out
