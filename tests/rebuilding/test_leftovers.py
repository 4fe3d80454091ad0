"""What a killed rebuild left behind is gone with the next one; what runs is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from feeds.rebuilding.shadow import PREFIX, clear_stale


def ended() -> int:
    """The id of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def left_by(folder: Path, process: int | str) -> Path:
    left = folder / f"{PREFIX}{process}-a1b2"
    left.mkdir()
    (left / "shadow.db").write_bytes(b"half")
    return left


def test_the_folder_of_a_dead_process_goes(tmp_path: Path) -> None:
    left = left_by(tmp_path, ended())
    clear_stale(tmp_path)
    assert not left.exists()


def test_what_runs_or_is_not_ours_stays(tmp_path: Path) -> None:
    running, foreign = left_by(tmp_path, os.getpid()), left_by(tmp_path, "x")
    other = tmp_path / "coverline-demo.db"
    other.write_bytes(b"")
    clear_stale(tmp_path)
    assert all(path.exists() for path in (running, foreign, other))
