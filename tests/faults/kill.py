"""Kills the poller at random moments and looks at what is left of its store.

    python -m tests.faults.kill --rounds 200

A child runs `coverline poll --all` over and over on feeds that keep changing, until SIGKILL ends
it: by turns at a random moment and right before a random statement to the database, where little
time is spent but most could go wrong. The next child must go on from there.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import psutil
from sqlalchemy import Engine, event

from tests.faults.agreement import disagreements, lost, progress, unfinished
from tests.faults.press import Press

LONGEST = 1.5  # passes until the kill, at the most
STATEMENTS = 90  # about as many as a pass sends
GONE = 5.0  # seconds that children of a killed poller may take to notice
BATCH = 3  # polls a transaction: several in each pass
LARGE = 150_000  # bytes of documents that, taken together, are parsed by child processes
MARK = "COVERLINE_KILLED_AS"  # in the environment of all that a poller starts


class Kills:
    """Rounds of poll to the end, look, poll on, kill, look again; one store for all."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.path, self.subject = folder / "desk.db", folder / "press"
        self.press, self.chance = Press(seed), random.Random(seed)
        self.cut_polls = self.cut_deriving = 0  # kills that came before all was written
        self.unwritten = 0  # answers that no poll tells of: their poller was killed
        self.helped = 0  # kills of a poller that had started other processes
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.warm"])

    def run(self, rounds: int) -> Iterator[tuple[int, str, list[str]]]:
        """(round, when it was killed, what is wrong) of each round, then of the end."""
        with self.press.open():
            self.press.write_subject(self.subject)
            for number in range(1, rounds + 1):
                passes, statement = self.chance.uniform(0, LONGEST), 0
                if number % 2:
                    passes, statement = 20 * LONGEST, self.chance.randint(1, STATEMENTS)
                when = f"at statement {statement}" if statement else f"after {passes:.2f} passes"
                self.press.padding = 0 if number % 4 else LARGE
                yield number, when, self._round(passes, statement)
            wrong = self._round(0, 0) + [f"lost: {guid}" for guid in lost(self.path, self.press)]
            yield rounds + 1, "at the end", wrong

    def _round(self, passes: float, statement: int) -> list[str]:
        ours, theirs = self._context.Pipe()
        words = ["--store", f"sqlite:///{self.path}", "--subject", str(self.subject)]
        words += ["poll", "--all", "--allow-private"]
        log = self.path.with_name("log.txt")
        poller = self._context.Process(target=poll_on, args=(words, log, theirs))
        poller.start()
        theirs.close()
        begun = time.monotonic()
        wrong = self._gone_on(ours, statement)
        poller.join(passes * (time.monotonic() - begun))
        self.helped += any(_started_by(poller.pid or 0))
        poller.kill()
        poller.join()
        wrong += [f"left running: {name}" for name in _left(poller.pid or 0)]
        self._count()
        return wrong + list(disagreements(self.path, self.press))

    def _count(self) -> None:
        """What the kill cut off, as the store shows."""
        polls, underived = progress(self.path)
        unwritten = sum(map(len, self.press.shown.values())) - polls
        self.cut_polls += unwritten > self.unwritten
        self.cut_deriving += underived > 0
        self.unwritten = unwritten

    def _gone_on(self, poller: Connection, statement: int) -> list[str]:
        """Of feeds that hold still, the first pass after a kill stores all; then they change."""
        self.press.frozen = True
        try:
            code = poller.recv() if poller.poll(60) else "nothing within a minute"
        except EOFError:
            return ["the next run died"]
        wrong = [f"the next run ended with {code}"] if code else []
        wrong += unfinished(self.path, self.press)
        self.press.frozen = False
        poller.send(statement)
        return wrong


def poll_on(words: list[str], log: Path, parent: Connection) -> None:
    """The command in this process over and over until it is killed."""
    from dashboard import cli
    from feeds.polling import writing

    os.environ |= {"COVERLINE_HOST_SPACING": "0", MARK: str(os.getpid())}
    sys.argv, writing.BATCH = ["coverline", *words], BATCH
    with log.open("w") as out, redirect_stdout(out), redirect_stderr(out):
        try:
            cli.main()
        except SystemExit as ended:
            parent.send(ended.code)
        if statement := parent.recv():
            event.listen(Engine, "before_cursor_execute", killer_at(statement))
        Thread(target=end_with, args=(parent,), daemon=True).start()
        while True:
            with suppress(SystemExit):
                cli.main()


def end_with(parent: Connection) -> None:
    """End this process with its parent, which sends no more: a test that is killed itself would
    else leave a poller behind that polls, and grows, for ever."""
    with suppress(EOFError, OSError):
        parent.recv()
    os._exit(1)


def killer_at(statement: int) -> Callable[..., None]:
    """A listener that kills this process before so many statements."""
    left = itertools.count(statement, -1)

    def heard(*_: object) -> None:
        if next(left) <= 1:
            os.kill(os.getpid(), signal.SIGKILL)

    return heard


def _left(poller: int) -> list[str]:
    """What a poller started that still runs a while after it."""
    until = time.monotonic() + GONE
    while (found := list(_started_by(poller))) and time.monotonic() < until:
        time.sleep(0.02)
    return found


def _started_by(poller: int) -> Iterator[str]:
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get(MARK) == str(poller):
                yield " ".join(process.cmdline())[:80]


def main() -> None:
    """Print each round that went wrong, and how many did; exit code 1 if any."""
    reader = argparse.ArgumentParser(prog="python -m tests.faults.kill", description=__doc__)
    reader.add_argument("--rounds", type=int, default=20)
    reader.add_argument("--seed", type=int, default=1)
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kills, bad = Kills(Path(folder), asked.seed), 0
        for number, when, wrong in kills.run(asked.rounds):
            bad += bool(wrong)
            print(f"\rround {number} of {asked.rounds}", end="", file=sys.stderr, flush=True)
            for words in wrong:
                print(f"\nround {number}, killed {when}: {words}")
        print(
            f"\nseed {asked.seed}: {asked.rounds} kills, {kills.cut_polls} in mid-poll, "
            f"{kills.cut_deriving} before all was derived, "
            f"{kills.helped} with parsers of their own, {bad} bad"
        )
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
