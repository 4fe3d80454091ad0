"""A stop that an operator asks for is not forgotten.

Python tells of it by an interrupt wherever it happens to be; in a callback of a library that is
swallowed now and then, and a poller would go on for ever.
"""

from __future__ import annotations

import signal
from threading import Event
from types import FrameType

_asked = Event()


def listen() -> None:
    """Take SIGTERM as Ctrl-C is taken, and remember it."""
    signal.signal(signal.SIGTERM, _stop)


def heed() -> None:
    """KeyboardInterrupt where a stop was asked for."""
    if _asked.is_set():
        raise KeyboardInterrupt


def _stop(number: int, frame: FrameType | None) -> None:
    _asked.set()
    signal.default_int_handler(number, frame)
