"""Stopped in mid-poll or while serving: what was polled is kept, and the next run goes on."""

from __future__ import annotations

import json
import os
import signal
import time
from threading import Thread
from urllib.request import urlopen

import psutil
import pytest

from tests.cli.desk import Desk, ends, free_port
from tests.cli.newsroom import Newsroom

# Looks at what is due all the time, and takes a day to have passed at each look.
HURRIED = """
import itertools
from datetime import UTC, datetime, timedelta
from dashboard import forever, running
from dashboard.cli import main
days = itertools.count()
forever.EVERY = 0.5
running.now = lambda: datetime.now(UTC) + timedelta(days=next(days))
main()
"""


def asked_for_all(newsroom: Newsroom) -> None:
    """Wait until the poll is under way, and the quick feeds have had time to be read."""
    for path in ("/gull", "/beacon", "/tern"):
        newsroom.waits_for(path)
    time.sleep(0.5)


def test_ctrl_c_in_mid_poll_keeps_what_was_polled(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.hung.add("/tern")
    process = desk.start("--subject", "quay", "poll")
    asked_for_all(newsroom)
    process.send_signal(signal.SIGINT)
    done = ends(process)
    assert (done.code, done.out) == (130, "")
    assert done.err == "Stopped. What was polled is kept; run again to go on.\n"
    assert desk.counts() == {"polls": 2, "entries": 4, "stories": 0, "events": 0}
    newsroom.hung.clear()
    assert desk("poll").out.startswith("1 feed polled: 1 fresh.\n2 new entries; 6 stories")
    assert desk.counts()["stories"] == 6
    assert desk("poll", "--all").out.startswith("3 feeds polled: 3 unchanged.")


def test_killed_in_mid_poll_nothing_is_doubled(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.hung.add("/tern")
    process = desk.start("--subject", "quay", "poll")
    asked_for_all(newsroom)
    process.kill()
    assert ends(process).code == -signal.SIGKILL
    newsroom.hung.clear()
    assert desk("--subject", "quay", "poll").code == 0
    found = desk.counts()
    assert (found["entries"], found["stories"]) == (6, 6)


def health(port: int) -> dict[str, object]:
    """What the server says of its health, once it answers."""
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                found: dict[str, object] = json.load(answer)
                return found
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nothing listens")


def test_up_serves_while_it_polls_and_stops_when_asked(desk: Desk, newsroom: Newsroom) -> None:
    port = free_port()
    process = desk.start("--subject", "quay", "up", "--port", str(port), code=HURRIED)
    first = health(port)
    assert first["subject"] == "quay"
    newsroom.asked.clear()
    newsroom.hung.add("/tern")
    newsroom.waits_for("/tern")
    assert health(port)["status"] == "ok", "it answers in mid-poll"
    children = psutil.Process(process.pid).children(recursive=True)
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    done = ends(process)
    assert time.monotonic() - begun < 8
    assert (done.code, done.err) == (0, "")
    assert f"http://127.0.0.1:{port}" in done.out
    assert not [child for child in children if child.is_running()]
    with pytest.raises(OSError, match="refused"):
        urlopen(f"http://127.0.0.1:{port}/health", timeout=5)
    assert desk.counts()["stories"] == 6


def test_a_poller_that_finds_nothing_due_names_no_option_that_it_does_not_take(
    polled: Desk,
) -> None:
    process = polled.start("poll", "--forever")
    assert process.stdout is not None
    assert process.stdout.readline() == "Polling what is due from now on (Ctrl-C stops it).\n"
    process.send_signal(signal.SIGTERM)
    done = ends(process)
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_feed_that_is_added_meanwhile_is_polled_with_the_next_pass(
    desk: Desk, newsroom: Newsroom
) -> None:
    port = free_port()
    process = desk.start("--subject", "quay", "up", "--port", str(port), code=HURRIED)
    health(port)
    assert desk("feeds", "add", f"{desk.origin}/heron", "--yes").code == 0
    for _ in range(2):  # once it is asked again, the pass before has been told to its end
        newsroom.asked.clear()
        newsroom.waits_for("/heron")
    process.send_signal(signal.SIGTERM)
    assert ends(process).code == 0
    assert desk.counts()["stories"] == 8


def test_serve_stops_on_ctrl_c_and_polls_nothing(polled: Desk, newsroom: Newsroom) -> None:
    before, asked, port = polled.counts(), newsroom.asked.total(), free_port()
    heard: list[dict[str, object]] = []

    def visit() -> None:
        try:
            heard.append(health(port))
        finally:  # or it would be served for ever
            os.kill(os.getpid(), signal.SIGINT)

    visitor = Thread(target=visit)
    visitor.start()
    done = polled("serve", "--port", str(port))
    visitor.join()
    assert (done.code, done.err) == (0, "")
    assert done.out == f"Coverline is up: http://127.0.0.1:{port} (Ctrl-C stops it)\n"
    assert heard[0]["subject"] == "quay"
    assert (polled.counts(), newsroom.asked.total()) == (before, asked)
