"""A page that will be asked for in a moment, drawn already while the browser gets ready to ask.

A change of the selection goes to the server twice: once for what the controls show, then for the
page. Between the two the browser draws its controls; the server uses that time.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

AT_ONCE = 1  # pages under way; what comes meanwhile is drawn when it is asked for


class Ahead:
    """Draws in a thread of its own what is kept, so that who asks for it then need not wait."""

    def __init__(self, draw: Callable[[str, bool], object]) -> None:
        """`draw` draws the page of an address and keeps it, for a phone's width where it says."""
        self._draw = draw
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="ahead")

    def begin(self, view: str, narrow: bool) -> None:
        """Draw a page; what fails is told to who asks for the page."""
        self._threads.submit(copy_context().run, self._draw, view, narrow)
