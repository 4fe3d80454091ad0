"""Several figures of one selection into one folder, by one browser, with an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from dashboard.data import Desk
from dashboard.export.index import Entry, Index, write
from dashboard.export.picture import Picture
from dashboard.figure_more import NothingToDraw, drawer
from dashboard.figure_set import EVENT, Drawing, top_events
from dashboard.printer import KINDS, Draws, Printer
from dashboard.progress import progress
from feeds.coverage import Selection
from feeds.errors import ExportError

Format = Literal["png", "svg", "pdf", "csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf", "csv", "xlsx", "parquet")
SETS: dict[str, tuple[str, ...]] = {
    "briefing": (
        "timeline", "weeks", "groups", "share", "attention", "heatmap", "exposure", "event",
        "lags", "first", "who-led", "citations", "wording", "silence", "bursts", "usual", "names",
    ),
}  # fmt: skip
Opens = Callable[[], AbstractContextManager[Draws]]

__all__ = ["FORMATS", "SETS", "Format", "Index", "Job", "export_all"]


@dataclass(frozen=True)
class Job:
    """What is to be written: figures by name, in which form, to which folder."""

    names: Sequence[str]
    folder: Path
    title: str
    format: Format = "png"
    preset: str = "sheet"
    scale: float | None = None
    lang: str = "en"
    opens: Opens = field(default=Printer)


def export_all(desk: Desk, selection: Selection, job: Job) -> Index:
    """Write the figures and an index; where one fails the rest is still written, and
    ExportError tells of it at the end. What a span has nothing to show of is left out."""
    for name in job.names:
        drawer(name)
    _folder(job.folder)
    entries = list(_entries(desk, selection, job))
    index = write(desk, selection, job.folder, job.title, job.lang, entries)
    failures = [entry for entry in entries if entry.failed]
    if failures:
        raise ExportError(
            f"{len(failures)} of {len(entries)} figures failed:"
            f" {'; '.join(entry.why for entry in failures)}",
            f"The others are in {job.folder}.",
        )
    if not index.pictures:
        raise ExportError(
            f"Nothing of this span can be drawn: {' '.join(entry.why for entry in entries)}",
            "Choose another span.",
        )
    return index


def pictures(desk: Desk, selection: Selection, job: Job) -> list[tuple[str, Picture]]:
    """(file name without its ending, picture) of each; `event` stands for the largest three."""
    found: list[tuple[str, Picture]] = []
    for name in job.names:
        if name == EVENT and not selection.events:
            for place, event in enumerate(top_events(desk, selection), start=1):
                one = replace(selection, events=(event,))
                found.append((f"{EVENT}-{place}", Picture(desk, one, EVENT, job.lang)))
        else:
            found.append((name, Picture(desk, selection, name, job.lang)))
    return found


def _entries(desk: Desk, selection: Selection, job: Job) -> list[Entry]:
    wanted = pictures(desk, selection, job)
    with progress("Drawing figures") as tick:
        if job.format not in KINDS:
            return [_entry(name, one, job, None) for name, one in wanted]
        found: list[Entry] = []
        with _read_ahead(wanted, job.preset) as read, job.opens() as printer:
            for (name, picture), ready in zip(wanted, read, strict=True):
                found.append(_entry(name, picture, job, printer, ready))
                tick(len(found), len(wanted))
        return found


@contextmanager
def _read_ahead(
    wanted: Sequence[tuple[str, Picture]], preset: str
) -> Iterator[list[Future[Drawing]]]:
    """Each picture's tables, read in order while the browser starts and draws others."""
    with ThreadPoolExecutor(1, "coverline-tables") as thread:
        try:
            yield [thread.submit(picture.drawing, preset) for _, picture in wanted]
        finally:
            thread.shutdown(wait=False, cancel_futures=True)


def _entry(
    name: str,
    picture: Picture,
    job: Job,
    printer: Draws | None,
    ready: Future[Drawing] | None = None,
) -> Entry:
    """What became of one figure, once its tables are read."""
    path = job.folder / f"{name}.{job.format}"
    try:
        if ready is not None:
            ready.result()
        one_file(picture, path, job, printer)
    except NothingToDraw as nothing:
        return Entry(name, picture, why=nothing.message)
    except ExportError as error:
        return Entry(name, picture, why=error.message, failed=True)
    return Entry(name, picture, file=path.name)


def one_file(picture: Picture, path: Path, job: Job, printer: Draws | None) -> None:
    """Write one picture or table."""
    if job.format in KINDS:
        picture.file(job.format, path, job.preset, job.scale, printer)
        return
    {"csv": picture.csv, "xlsx": picture.xlsx, "parquet": picture.parquet}[job.format](path)


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"{path} cannot be made a folder: {error.strerror}.", "Name another --out."
        ) from error
