"""How long a state of the data stands for pages while polls go on writing (pure, but a lock).

Polls write every few seconds, and each time all that is kept of pages would be made anew, which
nobody would notice. Parts of a page may so be of instants that far apart, as if a poll had come
between them. What people change shows at once: after that, for as long, nothing settles, since one
change may take several transactions.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock


class Settling:
    """The state that stands of those that are told."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """A state stands for so many `seconds`."""
        self._seconds, self._clock, self._lock = seconds, clock, Lock()
        self._edited: str | None = None
        self._stands = ""
        self._taken = self._restless_until = float("-inf")

    def of(self, newest: str, edited: str) -> str:
        """The state that stands; `edited` changes with whatever a person changes."""
        with self._lock:
            now = self._clock()
            if self._edited not in (None, edited):
                self._restless_until = now + self._seconds
            self._edited = edited
            if now < self._restless_until or now >= self._taken + self._seconds:
                self._stands, self._taken = newest, now
            return self._stands
