"""A poller under test does not outlive the test that started it, however that ended."""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.connection import Connection
from threading import Thread

from tests.faults.kill import end_with

context = multiprocessing.get_context("forkserver")


def idle(parent: Connection) -> None:
    """A process that would go on for ever."""
    Thread(target=end_with, args=(parent,), daemon=True).start()
    parent.send("begun")
    while True:
        time.sleep(1)


def test_a_poller_ends_once_the_other_end_of_its_pipe_is_gone() -> None:
    ours, theirs = context.Pipe()
    poller = context.Process(target=idle, args=(theirs,))
    poller.start()
    theirs.close()
    try:
        assert ours.recv() == "begun"
        assert poller.is_alive()
        ours.close()
        poller.join(30)
        assert poller.exitcode == 1
    finally:
        poller.kill()
