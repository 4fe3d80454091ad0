"""A day of polling with everything failing now and then."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from feeds.store import open_store
from feeds.store.sql import SqlStore
from tests.bench.origins import urls
from tests.bench.pollers import OUTLET, TOPICS
from tests.faults.soak.clock import BEGUN, Clock
from tests.faults.soak.pollers import Held, Pollers
from tests.faults.soak.verdict import verdict
from tests.faults.soak.world import World
from tests.store.server import Server

LOOK = 0.5  # real seconds between two looks at the pollers
FULL = 0.04  # of the run that the disk is full
ROOM = 100_000  # bytes of any file that can still be written then
HEAD = '[subject]\nid = "paper"\nlabel = "Papers"\nlabel_ar = "صحف"\nzone = "UTC"\n'


@dataclass
class Soak:
    """One run over one store; `server` is the PostgreSQL behind it, if one is."""

    folder: Path
    store: str
    feeds: int
    hours: float  # simulated
    minutes: float  # that they take
    seed: int
    server: Server | None = None
    patience: float = 10.0  # seconds within which a poller stops when told to
    held: list[Held] = field(default_factory=list)
    done: list[str] = field(default_factory=list)  # faults, with their hour

    def run(self) -> list[str]:
        """What was wrong, in words."""
        self.clock = Clock.start(self.folder / "clock", self.hours * 60 / self.minutes)
        every = 60.0 * self.minutes / (self.hours * 60)
        self.pollers = Pollers(self.folder, self.store, 3 if self.server else 1, every)
        with self._servers() as port:
            self._write_subject(port)
            self.clock.leap(-self._now())
            try:
                self._day()
            finally:
                wrong = self.pollers.stop(self.patience)
            wrong += self._last_passes()
        with closing(open_store(self.store)) as store:
            assert isinstance(store, SqlStore)
            wrong += verdict(store, self.folder / "answered")
            self.counts = store.counts()
        return wrong + self._said() + self.pollers.died

    def _day(self) -> None:
        plan = sorted(self._plan(), key=lambda fault: fault[0])
        while self._now() < self.hours:
            self.pollers.keep_up()
            self.held += self.pollers.held(self.clock, BEGUN.timestamp() / 3600)
            while plan and plan[0][0] * self.hours <= self._now():
                _, words, happens = plan.pop(0)
                self.done.append(f"{self._now():.1f} h: {words}")
                happens()
            time.sleep(LOOK)

    def _plan(self) -> Iterator[tuple[float, str, Callable[[], None]]]:
        """(when, as a part of the run; what; how it is done) of each fault but the feeds' own."""
        for number in range(1, 12):
            yield number / 12 + 0.03, "kill -9", lambda number=number: self.pollers.kill(number)
        yield 0.48, "disk full", self._fill
        yield 0.48 + FULL, "disk has room", self._empty
        yield 0.55, "clock an hour back", lambda: self.clock.set_wrong(-1)
        yield 0.63, "clock right", lambda: self.clock.set_wrong(0)
        if self.server is not None:
            yield 0.3, "database restarted", self._restart
            yield 0.8, "database restarted", self._restart

    def _restart(self) -> None:
        assert self.server is not None
        self.server.stop("immediate")
        time.sleep(1)
        assert self.server.start() == ""

    def _fill(self) -> None:
        """From now on no file grows; a database's processes die of that, and are followed by
        others that can write."""
        if self.server is not None:
            assert self.server.fill() == ""
        else:
            log = self.pollers.log.stat().st_size
            self._limit((log + ROOM, resource.RLIM_INFINITY))

    def _empty(self) -> None:
        if self.server is None:
            self._limit((resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def _limit(self, limits: tuple[int, int]) -> None:
        for one in self.pollers.running:
            with suppress(ProcessLookupError):  # it was killed
                resource.prlimit(one.pid, resource.RLIMIT_FSIZE, limits)

    def _last_passes(self) -> list[str]:
        """Once no server fails and every wait is over, all that can be had is fetched."""
        self.clock.calm()
        wrong = []
        for _ in range(2):
            self.clock.leap(6)
            code = self.pollers.start("poll", "--all").wait(600)
            wrong += [f"the last pass ended with {code}"] if code else []
        return wrong

    def _said(self) -> list[str]:
        said = self.pollers.log.read_text("utf-8")
        self.failed = Counter(re.findall("tried again in .*? seconds: (.*)", said))
        if self.pollers.died:
            self.pollers.died += re.findall(
                r"^coverline: (?!.*(?:tried again|Trying again)).*", said, re.M
            )
        return [words[-1000:] for words in re.findall(r"Traceback.*?\n(?=\S)[^\n]*", said, re.S)]

    def _now(self) -> float:
        return (self.clock.true() - BEGUN).total_seconds() / 3600

    def _write_subject(self, port: int) -> None:
        folder = self.folder / "paper"
        folder.mkdir()
        found = urls(self.feeds, port)
        outlets = (OUTLET.format(name=f"o{number}", url=url) for number, url in enumerate(found))
        (folder / "outlets.toml").write_text(HEAD + "".join(outlets), "utf-8")
        (folder / "topics.toml").write_text(TOPICS, "utf-8")

    @contextmanager
    def _servers(self) -> Iterator[int]:
        """The port of the feeds' servers, while a process of their own runs them."""
        world = World(self.seed, self.hours)
        command = [sys.executable, "-m", "tests.faults.soak.servers", "--folder", str(self.folder)]
        command += ["--feeds", str(self.feeds), "--seed", str(world.seed)]
        command += ["--hours", str(world.hours)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
            assert server.stdout is not None
            try:
                yield int(server.stdout.readline())
            finally:
                server.communicate()
