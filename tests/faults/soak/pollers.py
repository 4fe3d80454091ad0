"""Real processes of `coverline poll --forever` by a soak's clock, and what they hold."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.faults.soak.clock import Clock

RUN = """
import sys
from datetime import timedelta
from pathlib import Path
from dashboard import cli, forever, running
from feeds.polling import sharing
from feeds.store import postgres
from feeds.store.leases import deciding
from tests.faults.soak.clock import Clock

running.now = Clock(Path(sys.argv.pop(1))).now
forever.EVERY, forever.TAKEN_ON = float(sys.argv.pop(1)), 1.0
forever.FIRST_WAIT, forever.LONGEST_WAIT = 0.5, 2.0
deciding.LEASE = sharing.LEASE = timedelta(seconds=5)
postgres.SILENT = 5
cli.main()
"""
TIMEOUT = 2.0  # real seconds for one request


@dataclass(frozen=True)
class Held:
    """What a process holds at an instant."""

    hours: float  # simulated, since the beginning
    process: int
    megabytes: float
    files: int  # open, connections too


@dataclass
class Pollers:
    """Some pollers of one store; who dies is followed by another."""

    folder: Path
    store: str
    number: int
    every: float  # real seconds between two looks at what is due
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    died: list[str] = field(default_factory=list)  # of themselves, with their exit codes
    killed: set[int] = field(default_factory=set)

    @property
    def log(self) -> Path:
        """What they say."""
        return self.folder / "pollers.log"

    def keep_up(self) -> None:
        """Start as many as are missing."""
        for one in [one for one in self.running if one.poll() is not None]:
            self.running.remove(one)
            if one.pid not in self.killed:
                self.died.append(f"a poller ended with {one.returncode}")
        while len(self.running) < self.number:
            self.running.append(self.start("poll", "--forever"))

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """A coverline command by the soak's clock."""
        settings = {
            "COVERLINE_STORE": self.store,
            "COVERLINE_SUBJECT": str(self.folder / "paper"),
            "COVERLINE_ALLOW_PRIVATE": "true",
            "COVERLINE_HOST_SPACING": "0",
            "COVERLINE_TIMEOUT": str(TIMEOUT),
        }
        command = [sys.executable, "-c", RUN, str(self.folder / "clock"), str(self.every), *words]
        with self.log.open("a") as log:
            return subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log)

    def kill(self, which: int) -> None:
        """End one at once."""
        one = self.running[which % len(self.running)]
        self.killed.add(one.pid)
        one.kill()

    def stop(self, patience: float) -> list[str]:
        """End all as an operator does; who does not end in time, in words."""
        for one in self.running:
            one.terminate()
        late = []
        for one in self.running:
            try:
                one.wait(patience)
            except subprocess.TimeoutExpired:
                late.append(f"a poller did not stop within {patience:g} seconds")
                one.kill()
                one.wait()
        self.running.clear()
        return late

    def held(self, clock: Clock, begun: float) -> Iterator[Held]:
        """What each of them holds now."""
        for one in self.running:
            with suppress(psutil.Error):
                process = psutil.Process(one.pid)
                size, files = process.memory_info().rss / 1e6, process.num_fds()
                yield Held(clock.true().timestamp() / 3600 - begun, one.pid, size, files)
