"""The event loop that a pass runs in: uvloop's, at half the cost of Python's own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

try:
    from uvloop import new_event_loop
except ImportError:  # not on Windows
    new_event_loop = None  # type: ignore[assignment]

FACTORY: Callable[[], asyncio.AbstractEventLoop] | None = new_event_loop
TURN = 0.0005  # seconds that a thread may keep the interpreter from the loop


def run(work: Coroutine[Any, Any, None]) -> None:
    """Do the work in a loop of its own, and end it as `asyncio.run` does."""
    with short_turns(), asyncio.Runner(loop_factory=FACTORY) as runner:
        runner.run(work)


@contextmanager
def short_turns() -> Iterator[None]:
    """Have threads take turns often.

    The loop asks for the interpreter anew for each answer that comes. While a thread writes, it
    would wait 5 ms for each of them, Python's usual turn: a dozen answers stop it for 60 ms.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(TURN, usual))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
