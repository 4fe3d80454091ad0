"""A rebuild killed at any statement leaves the store as it was, or as it should be."""

from __future__ import annotations

import itertools
import multiprocessing
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from feeds.rebuilding import rebuild
from feeds.recurring import find_topics, is_due
from feeds.store import open_store
from tests.faults.kill import killer_at
from tests.rebuilding.conftest import MONDAY, SUBJECT, Press, contents, empty, press

__all__ = ["empty", "press"]

NOW = MONDAY + timedelta(hours=36)
LONE = "Dockworkers' strike over pay shuts the northern harbour"
KILLS = 6
Contents = dict[str, list[tuple[Any, ...]]]
context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.faults.warm"])


def rebuilt(path: Path, statement: int, parent: Connection) -> None:
    """Rebuild in this process, which dies before so many statements; 0 counts them instead."""
    counted = itertools.count(1)
    heard = killer_at(statement) if statement else lambda *_: next(counted)
    store = open_store(f"sqlite:///{path}")
    event.listen(Engine, "before_cursor_execute", heard)
    rebuild(store, SUBJECT, NOW)
    parent.send(next(counted) - 1)


def child(path: Path, statement: int) -> int:
    """What the process said, 0 where it was killed before it could."""
    ours, theirs = context.Pipe()
    process = context.Process(target=rebuilt, args=(path, statement, theirs))
    process.start()
    theirs.close()
    process.join()
    return int(ours.recv()) if ours.poll() and process.exitcode == 0 else 0


@pytest.fixture
def wrong(press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """A store with found topics that was grouped otherwise: a rebuild has something to mend."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    find_topics(press.store, NOW)
    press.misplace(press.titled(LONE))
    return press


def test_a_rebuild_killed_at_any_statement_loses_nothing(wrong: Press, tmp_path: Path) -> None:
    path, stood = tmp_path / "press.db", tmp_path / "stood.db"
    before = contents(wrong.store)
    wrong.store.close()
    _copy(path, stood)
    statements = child(path, 0)
    after, _ = read(path)
    assert after != before
    found: Counter[str] = Counter()
    for kill in range(KILLS):
        _copy(stood, path)
        # By turns anywhere and in the last statements, where what was found is written.
        at = statements * (kill + 1) // KILLS - 1 if kill % 2 else statements - 5 * kill
        assert child(path, at) == 0, f"not killed at statement {at} of {statements}"
        held, due = read(path)
        state = "before" if held == before else "after" if grouped(held) == grouped(after) else "?"
        found[state] += 1
        assert state != "?", f"killed at statement {at}: half a rebuild"
        assert state == "before" or due, "the next pass would not look for topics again"
        with closing(open_store(f"sqlite:///{path}")) as store:
            rebuild(store, SUBJECT, NOW)
        assert grouped(read(path)[0]) == grouped(after)
    assert found["before"]
    assert found["after"]


def read(path: Path) -> tuple[Contents, bool]:
    """All that a store holds, and whether a pass right after would look for topics."""
    with closing(open_store(f"sqlite:///{path}")) as store:
        return contents(store), is_due(store, NOW)


def grouped(held: Contents) -> Contents:
    """What is written at once; found topics are looked for afterwards."""
    return {name: rows for name, rows in held.items() if not name.startswith("found_")}


def _copy(path: Path, to: Path) -> None:
    """Copy a store whole, in place of another one."""
    for name in (to.name, f"{to.name}-wal", f"{to.name}-shm"):
        to.with_name(name).unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)
