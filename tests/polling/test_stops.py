"""A pass that is stopped keeps what came; one that is killed leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from feeds.store import open_store
from tests.bench.origins import origins

QUICK, SLOW, STOPPED = 30, 3, 130
PASS = """
import sys
from dataclasses import replace
from datetime import UTC, datetime

import feeds.polling.poller as poller
from dashboard.endings import ended
from feeds.polling.holding import Holding
from feeds.polling.parsing import Parsers
from feeds.settings import Settings
from feeds.store import open_store
from tests.bench.polling import outlets_of

path, *urls = sys.argv[1:]
outlets, store = outlets_of(urls), open_store(f"sqlite:///{path}")
store.save_outlets(outlets)
work = poller.Poller(store, replace(Settings(), allow_private=True), lambda: datetime.now(UTC))
feeds = [feed for outlet in outlets for feed in outlet.feeds]
parsers = Parsers(trifle=0, children=2)
told, tick = (lambda poll: None), (lambda done, total: None)
sys.exit(ended(lambda: work.run(feeds, Holding(feeds, {}), told, tick, parsers)))
"""


@pytest.fixture(scope="module")
def urls() -> Iterator[list[str]]:
    """Some feeds that answer at once and some that take a minute."""
    with origins(QUICK, 5, 0.01) as quick, origins(QUICK + SLOW, 5, 60.0) as slow:
        yield [*quick, *slow[QUICK:]]


@pytest.fixture
def running(tmp_path: Path, urls: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A pass that has stored its quick answers and waits for the slow ones."""
    command = [sys.executable, "-c", PASS, str(tmp_path / "polls.db"), *urls]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_for(lambda: polls(tmp_path) == QUICK)
            yield process
        finally:
            process.kill()


def polls(folder: Path) -> int:
    """Stored so far."""
    path = folder / "polls.db"
    if not path.exists():
        return 0
    try:
        store = open_store(f"sqlite:///{path}", create=False, read_only=True)
    except Exception:  # it is being made
        return 0
    try:
        return store.counts()["polls"]
    finally:
        store.close()


def wait_for(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until it holds; fail where it does not come to."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.05)


def test_stopped_by_hand_it_ends_at_once_and_keeps_what_came(
    running: subprocess.Popen[str], tmp_path: Path
) -> None:
    children = psutil.Process(running.pid).children()
    assert len(children) == 2
    begun = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == STOPPED
    assert "What was polled is kept" in said
    assert time.monotonic() - begun < 10
    assert polls(tmp_path) == QUICK
    assert not any(child.is_running() for child in children)


def test_killed_it_leaves_no_process_behind(running: subprocess.Popen[str]) -> None:
    children = psutil.Process(running.pid).children()
    assert len(children) == 2
    os.kill(running.pid, signal.SIGKILL)
    running.communicate(timeout=30)
    gone, alive = psutil.wait_procs(children, timeout=10)
    assert not alive
    assert len(gone) == 2
