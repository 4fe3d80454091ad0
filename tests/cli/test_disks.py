"""Disks that are full or must not be written to: one line, and nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import dashboard.demo
import dashboard.status  # noqa: F401  loaded now: nobody may not be allowed to read libraries
from dashboard import cli
from tests.cli.desk import Desk, Done, ends, refused
from tests.cli.newsroom import Newsroom
from tests.faults.agreement import BEHIND, MISCOUNTED

ONE = (
    '<opml version="2.0"><body><outline type="rss" text="Tern" xmlUrl="ORIGIN/tern"/></body></opml>'
)
NOBODY = 65534


@pytest.fixture
def open_desk(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A desk that other users may look into, which pytest's own folders are closed to."""
    folder = Path(tempfile.mkdtemp(prefix="coverline-"))
    folder.chmod(0o755)
    yield Desk(folder, newsroom.url, capsys, monkeypatch)
    shutil.rmtree(folder)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing can be written to the folder, as seen by a user whom that binds."""
    root = os.geteuid() == 0
    folder.chmod(0o555)
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_read_only_folder_is_read_but_not_polled_into(open_desk: Desk) -> None:
    desk = open_desk
    desk("--subject", "quay", "poll")
    before = desk.counts()
    with read_only(desk.folder):
        done = desk("status", "--json")
        assert (done.code, done.err) == (0, "")
        assert json.loads(done.out)["counts"]["stories"] == 6
        for words in ("poll --all", "up", "feeds import quay", "demo --no-serve"):
            assert desk(*words.split()).code == 2
        refused(desk("poll", "--all"), "desk.db", "it is read-only", "only read from it")
    assert desk.counts() == before


def full_disk(desk: Desk, room: int, *words: str) -> Done:
    """The command in a process that may write files of `room` bytes at most."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\n"
    return ends(desk.start(*words, code=f"{limit}from dashboard.cli import main; main()"))


def test_a_full_disk_loses_nothing_and_is_gone_on_from(desk: Desk) -> None:
    desk.write("one.opml", ONE)
    desk("--subject", "quay", "poll", "--opml", "one.opml")
    before = desk.counts()
    done = full_disk(desk, 40_000, "poll", "--all")
    assert "Nothing that was stored before is lost." in done.err
    refused(done, "desk.db", "disk")
    assert desk.counts() == before
    assert desk("poll").code == 0
    assert desk.counts()["stories"] == 6


@pytest.mark.parametrize("room", [8_000, 130_000, 230_000, 300_000])
def test_wherever_a_disk_is_full_the_store_is_sound_and_the_next_run_goes_on(
    desk: Desk, room: int
) -> None:
    """From no room for the tables to almost enough for the stories."""
    refused(full_disk(desk, room, "--subject", "quay", "poll"), "desk.db", "disk")
    sound(desk)
    assert desk("--subject", "quay", "poll", "--all").code == 0
    sound(desk)
    found = desk.counts()
    assert (found["entries"], found["stories"]) == (6, 6)


def sound(desk: Desk) -> None:
    """The file is whole, and each poll has just the entries that it counts."""
    with closing(sqlite3.connect(desk.folder / "desk.db")) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'polls'").fetchone():
            assert conn.execute(MISCOUNTED).fetchall() == []
            assert conn.execute(BEHIND).fetchall() == []


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of its own under the folder; skips where none may be mounted."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_fills_up_goes_on_once_there_is_room(desk: Desk) -> None:
    disk = desk.folder / "disk"
    disk.mkdir()
    store = ("--store", f"sqlite:///{disk}/desk.db", "--subject", "quay")
    with small_disk(disk, "2m"):
        (disk / "ballast").write_bytes(b"x" * 1_850_000)
        refused(desk(*store, "poll"), "desk.db", "disk is full", "Free some space")
        (disk / "ballast").unlink()
        assert desk(*store, "poll", "--all").out.startswith("3 feeds polled: 3 fresh.")
        assert desk(*store, "status").code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_result_that_cannot_be_written(polled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        monkeypatch.setattr(sys, "argv", ["coverline", "status"])
        with pytest.raises(SystemExit, match="2"):
            cli.main()
