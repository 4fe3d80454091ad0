"""One clock for the servers and the pollers of a soak: it runs fast, and can be set wrong."""

from __future__ import annotations

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

BEGUN = datetime(2026, 3, 2, tzinfo=UTC)
_KEPT = struct.Struct("ddd?")  # real start, how many times as fast, hours that it is wrong, calm


class Clock:
    """Kept in a file of some bytes that every process looks at."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._kept = mmap.mmap(file.fileno(), _KEPT.size)

    @staticmethod
    def start(path: Path, speed: float) -> Clock:
        """A clock that starts now and runs `speed` times as fast as real time."""
        path.write_bytes(_KEPT.pack(time.time(), speed, 0.0, False))
        return Clock(path)

    def true(self) -> datetime:
        """The instant in the simulated world."""
        begun, speed, _, _ = self._read()
        return BEGUN + timedelta(seconds=(time.time() - begun) * speed)

    def now(self) -> datetime:
        """What the pollers' machine takes it for."""
        return self.true() + timedelta(hours=self._read()[2])

    def set_wrong(self, hours: float) -> None:
        """Step the pollers' clock."""
        begun, speed, _, calm = self._read()
        self._kept[:] = _KEPT.pack(begun, speed, hours, calm)

    def leap(self, hours: float) -> None:
        """Let time go by."""
        begun, speed, wrong, calm = self._read()
        self._kept[:] = _KEPT.pack(begun - hours * 3600 / speed, speed, wrong, calm)

    def calm(self) -> None:
        """From now on no server fails."""
        self._kept[:] = _KEPT.pack(*self._read()[:3], True)

    @property
    def is_calm(self) -> bool:
        """Whether no server fails any more."""
        return self._read()[3]

    def _read(self) -> tuple[float, float, float, bool]:
        begun, speed, wrong, calm = _KEPT.unpack(self._kept[:])
        return begun, speed, wrong, calm
