"""Real processes of `coverline poll --forever` on one PostgreSQL store."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feeds.store import Store, open_store
from tests.bench.newsstand import Stand, by_feed, newsstand, shortest_gap
from tests.bench.pollers import log_of, pollers, start, until, write_subject
from tests.store.server import Server, new_schema

pytestmark = pytest.mark.postgres
PATIENCE = 90.0  # seconds, on a machine under load


@pytest.fixture
def stand() -> Iterator[Stand]:
    """Six hosts, slow enough for pollers to meet."""
    with newsstand(hosts=6, latency=0.2) as found:
        yield found


@pytest.fixture
def url(postgres: str) -> str:
    """An empty place for a store."""
    return new_schema(postgres)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """The store there, for looking into."""
    found = open_store(url)
    yield found
    found.close()


def comes(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.1)


def told(subject: Path, words: str) -> Callable[[], bool]:
    return lambda: words in log_of(subject).read_text("utf-8")


@pytest.mark.parametrize("number", [2, 4])
def test_pollers_share_the_feeds_and_keep_the_limits_of_hosts(
    number: int, url: str, store: Store, stand: Stand, tmp_path: Path
) -> None:
    subject = write_subject(tmp_path, stand.urls(48))
    with pollers(number, url, subject, spacing=0.5):
        until(store, "polls", 48, PATIENCE)
        until(store, "stories", 48 * 5, PATIENCE)  # one of them dates what all have brought
    requests = stand.told()
    assert set(by_feed(requests).values()) == {1}
    assert len(requests) == 48
    assert shortest_gap(requests) >= 0.5
    assert store.counts()["entries"] == 48 * 5
    assert "failed" not in log_of(subject).read_text("utf-8")


def test_the_feeds_of_a_killed_poller_go_on(
    url: str, store: Store, stand: Stand, tmp_path: Path
) -> None:
    subject = write_subject(tmp_path, stand.urls(60))
    with pollers(2, url, subject, spacing=0.2, lease=3.0) as (first, _):
        until(store, "polls", 6, PATIENCE)
        first.kill()
        until(store, "polls", 60, PATIENCE)
        until(store, "stories", 300, PATIENCE)
    assert first.returncode == -signal.SIGKILL
    assert store.counts()["entries"] == 300
    asked_again = sum(times - 1 for times in by_feed(stand.told()).values())
    assert store.counts()["polls"] == 60
    assert asked_again <= 6, "just what was under way at the kill"


def test_a_poller_that_wakes_up_late_changes_nothing(
    url: str, store: Store, stand: Stand, tmp_path: Path
) -> None:
    subject = write_subject(tmp_path, stand.urls(30))
    with pollers(1, url, subject, spacing=0.3, lease=2.0) as (sleeper,):
        until(store, "polls", 3, PATIENCE)
        sleeper.send_signal(signal.SIGSTOP)
        time.sleep(2.5)
        with pollers(1, url, subject, spacing=0.3, lease=2.0):
            until(store, "polls", 30, PATIENCE)
            sleeper.send_signal(signal.SIGCONT)
            until(store, "stories", 150, PATIENCE)
            time.sleep(1)
    assert (store.counts()["polls"], store.counts()["entries"]) == (30, 150)


def test_a_poller_waits_for_a_database_that_is_away_and_goes_on_with_it(
    server: Server, url: str, store: Store, stand: Stand, tmp_path: Path
) -> None:
    subject = write_subject(tmp_path, stand.urls(6))
    server.stop()
    one = start(url, subject)
    try:
        comes(told(subject, "cannot be reached"))
        assert server.start() == ""
        until(store, "polls", 6, PATIENCE)
        comes(told(subject, "Polling what is due from now on"))
        server.stop()
        comes(told(subject, "this pass failed and will be tried again in 2 seconds: The store"))
        assert server.start() == ""
        comes(told(subject, "a pass went well again"))
    finally:
        one.terminate()
        assert one.wait(timeout=60) == 0
    said = log_of(subject).read_text("utf-8")
    assert "Traceback" not in said
    assert "Trying again in 2 seconds." in said
