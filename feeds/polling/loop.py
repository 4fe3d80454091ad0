"""The event loop that a pass runs in: uvloop's, at half the cost of Python's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

try:
    from uvloop import new_event_loop
except ImportError:  # not on Windows
    new_event_loop = None  # type: ignore[assignment]

FACTORY: Callable[[], asyncio.AbstractEventLoop] | None = new_event_loop


def run(work: Coroutine[Any, Any, None]) -> None:
    """Do the work in a loop of its own, and end it as `asyncio.run` does."""
    with asyncio.Runner(loop_factory=FACTORY) as runner:
        runner.run(work)
