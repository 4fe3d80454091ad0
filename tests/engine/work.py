"""Work that tests hand to engines: functions of a module, so that they can be sent."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def squared(number: int) -> int:
    """The square."""
    return number * number


def where(_: int) -> int:
    """The process that did it."""
    return os.getpid()


def niceness(_: int) -> int:
    """How far the process that did it stands behind others."""
    return os.nice(0)


def refused(number: int) -> int:
    """Fails as a programme does."""
    raise ValueError(f"not {number}")


def killed_once(mark: str) -> str:
    """Ends its worker as the system does where memory runs out, but only the first time."""
    if not Path(mark).exists():
        Path(mark).write_text("was here")
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def asleep(mark: str) -> None:
    """Says that it is there, and stays for ten minutes whoever asks it to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Path(mark).write_text("up")
    time.sleep(600)


def killed(_: object) -> None:
    """Ends its worker each time."""
    os.kill(os.getpid(), signal.SIGKILL)
