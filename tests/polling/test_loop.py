"""While a pass runs no thread keeps the interpreter from its loop for long."""

from __future__ import annotations

import sys

import pytest

from feeds.polling.loop import TURN, run


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
