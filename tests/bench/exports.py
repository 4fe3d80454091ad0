"""How long figures take to be printed, and how much memory with the browser.

    coverline demo --no-serve; python -m tests.bench.exports [--store URL] [--week 2026-W01]

Prints the time of twelve figures with the browser's start, of each warm in the mean, and, of twelve
more that are looked at meanwhile, the peak memory; each beside its aim. The processor time is that
of this process with all browsers that it started: on a busy machine only that can be compared.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import psutil

from dashboard.data import Desk
from dashboard.endings import ended
from dashboard.export import Job, NothingToDraw, Picture, export_all
from dashboard.figure_more import figures
from dashboard.figure_set import EVENT
from dashboard.printer import Printer
from dashboard.weeks import week_selection
from feeds.coverage import Selection
from feeds.opening import open_real
from feeds.settings import load

TWELVE = 12
EVERY = 0.25  # seconds between two looks at the memory; each holds up what is looked at


class Memory:
    """The most that this process and its children have held at once, in MB, and the processor
    time that they took, in seconds, without that of looking."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._looking = 0.0
        self._times: dict[int, tuple[float, float]] = {}
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._over.wait(EVERY):
            every = [me, *me.children(recursive=True)]
            self.peak = max(self.peak, sum(map(_held, every)) / 1e6)
            for process in every:
                took = _took(process)
                first, last = self._times.get(process.pid, (took if process == me else 0.0, 0.0))
                self._times[process.pid] = (first, max(last, took))
            self._looking = time.thread_time()

    @property
    def took(self) -> float:
        """Processor time so far; of a process that has ended, up to the last look at it."""
        every = sum(max(0.0, last - first) for first, last in list(self._times.values()))
        return every - self._looking


def _held(process: psutil.Process) -> float:
    """Memory that is a process's own, with its part of what is shared."""
    try:
        return float(process.memory_full_info().pss)
    except psutil.Error:
        return 0.0


def _took(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def drawable(store: str, week: str | None) -> list[str]:
    """Twelve figures that have something to show, one picture each."""
    desk, selection = asked(store, week)
    found = []
    for name in figures():
        try:
            Picture(desk, selection, name).drawing()
        except NothingToDraw:
            continue
        found.append(name)
    return [name for name in found if name != EVENT][:TWELVE]


def asked(store: str, week: str | None) -> tuple[Desk, Selection]:
    """A store, and a week of it."""
    opened = open_real(load({"store": store}), create=False)
    selection = week_selection(week, "", opened.subject, opened.store.span())
    return Desk(opened.store, opened.subject), selection


def apart(store: str, week: str | None) -> list[str]:
    """The same by a process of its own, so that no table is read when the clock starts."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(drawable, store, week).result()


def told(what: str, found: float, aim: float, unit: str) -> None:
    """A line of a measure beside its aim."""
    held = "holds" if found <= aim else "MISSED"
    print(f"{what:<32} {found:9.2f}  aim {aim:>6g}  {held:<6}  {unit}", flush=True)


def batch(store: str, week: str | None, names: list[str]) -> float:
    """Seconds that the figures take with the browser's start, no table of theirs read before."""
    desk, selection = asked(store, week)
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        export_all(desk, selection, Job(names, Path(folder), "Twelve figures"))
        return time.perf_counter() - began


def warmed(pictures: list[Picture]) -> list[tuple[float, str]]:
    """Seconds of each, the second time that one browser draws it."""
    with Printer() as printer:
        for picture in pictures:
            picture.png(printer=printer)
        return [(timed(picture, printer), picture.name) for picture in pictures]


def timed(picture: Picture, printer: Printer) -> float:
    """Seconds until its bytes are there."""
    began = time.perf_counter()
    picture.png(printer=printer)
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--store", default="sqlite:///coverline-demo.db")
    parser.add_argument("--week", default=None)
    options = parser.parse_args()
    names = apart(options.store, options.week)
    whole = batch(options.store, options.week, names)
    with Memory() as memory:  # another one: looking at it holds it up
        batch(options.store, options.week, names)
    desk, selection = asked(options.store, options.week)
    warm = warmed([Picture(desk, selection, name) for name in names])
    for seconds, name in sorted(warm, reverse=True):
        print(f"  {name:<10} warm {seconds:.2f} s")
    mean = sum(seconds for seconds, _ in warm) / len(warm)
    told(f"{len(names)} figures, browser's start", whole, 8, f"s, CPU {memory.took:.2f} s")
    told("warm, each", mean, 0.4, "s")
    told("peak memory with the browser", memory.peak, 1500, "MB")


if __name__ == "__main__":
    sys.exit(ended(main))
