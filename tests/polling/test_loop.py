"""The loop of a pass: no thread keeps the interpreter from it for long, no stop tears it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from typing import Any

import pytest

from feeds.polling.loop import TURN, run
from feeds.polling.stopping import Stops


def test_threads_take_short_turns_during_a_pass_and_the_usual_ones_after_it() -> None:
    usual, during = sys.getswitchinterval(), list[float]()

    async def work() -> None:
        during.append(sys.getswitchinterval())

    run(work())
    assert during == [pytest.approx(TURN)]
    assert usual > TURN
    assert sys.getswitchinterval() == pytest.approx(usual)


def test_a_pass_that_fails_leaves_the_usual_turns_behind() -> None:
    usual = sys.getswitchinterval()

    async def work() -> None:
        raise ValueError("trouble")

    with pytest.raises(ValueError, match="trouble"):
        run(work())
    assert sys.getswitchinterval() == pytest.approx(usual)


@pytest.fixture(params=[signal.SIGINT, signal.SIGTERM])
def stop(request: pytest.FixtureRequest) -> Iterator[signal.Signals]:
    """A signal that is a Ctrl-C to the program, as the command line has them."""
    number: signal.Signals = request.param
    usual = signal.signal(number, signal.default_int_handler)
    yield number
    signal.signal(number, usual)


def stoppable(work: Coroutine[Any, Any, None]) -> None:
    with Stops() as stops:
        run(stops.until_asked(work))


def _ask(number: signal.Signals, seconds: float) -> None:
    threading.Timer(seconds, os.kill, (os.getpid(), number)).start()


def test_a_stop_cancels_the_work_which_then_cleans_up(stop: signal.Signals) -> None:
    done = list[str]()

    async def work() -> None:
        _ask(stop, 0.05)
        try:
            await asyncio.sleep(30)
        finally:
            await asyncio.sleep(0.01)
            done.append("cleaned")

    with pytest.raises(KeyboardInterrupt):
        stoppable(work())
    assert done == ["cleaned"]
    assert signal.getsignal(stop) is signal.default_int_handler


def test_a_stop_while_the_loop_is_shut_down_waits_for_its_threads(
    stop: signal.Signals, capfd: pytest.CaptureFixture[str]
) -> None:
    done = list[str]()

    def slow() -> None:
        time.sleep(0.3)
        done.append("judged")

    async def work() -> None:
        asyncio.get_running_loop().run_in_executor(None, slow)
        _ask(stop, 0.1)

    with pytest.raises(KeyboardInterrupt):
        stoppable(work())
    assert done == ["judged"]
    time.sleep(0.05)  # a thread of a torn loop would tell its trouble now
    assert capfd.readouterr().err == ""


def test_a_second_stop_waits_for_nothing(stop: signal.Signals) -> None:
    async def work() -> None:
        _ask(stop, 0.05)
        _ask(stop, 0.15)
        try:
            await asyncio.sleep(30)
        finally:
            await asyncio.sleep(30)

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        stoppable(work())
    assert time.monotonic() - begun < 10


def test_a_stop_before_the_loop_or_after_it_waits_for_the_end(stop: signal.Signals) -> None:
    done = list[str]()

    async def work() -> None:
        done.append("begun")
        await asyncio.sleep(0)
        done.append("never")

    def stopped() -> None:
        with Stops() as stops:
            os.kill(os.getpid(), stop)
            with suppress(asyncio.CancelledError):
                run(stops.until_asked(work()))
            done.append("stored")

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert done == ["begun", "stored"]
