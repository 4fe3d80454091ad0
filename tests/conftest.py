"""What every test may rely on, however the tests were started."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """Ctrl-C is heard: started in the background, a shell's children are made deaf to it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
