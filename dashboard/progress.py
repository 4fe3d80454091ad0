"""Progress of long work: bars on a terminal, silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

Tick = Callable[[int, int], None]  # (done, of how many)


@contextmanager
def progress(what: str) -> Iterator[Tick]:
    """A callable that shows how far `what` has come; on standard error, never in the output."""
    with bars(what) as (tick,):
        yield tick


@contextmanager
def bars(*whats: str) -> Iterator[tuple[Tick, ...]]:
    """One callable for each of `whats` in one display, since a terminal can show just one.

    The first bar is there at once, each of the others from its first step on.
    """
    if not sys.stderr.isatty():
        yield tuple(_silent for _ in whats)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as display:
        yield tuple(_bar(display, what, shown=not number) for number, what in enumerate(whats))


def _silent(done: int, total: int) -> None:
    """Nobody is looking."""


def _bar(display: Progress, what: str, shown: bool) -> Tick:
    task = display.add_task(what, total=None, visible=shown, start=shown)

    def tick(done: int, total: int) -> None:
        display.start_task(task)
        display.update(task, completed=done, total=total, visible=True)

    return tick
