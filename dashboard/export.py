"""The week's figures as PNG files, flat in one folder, with an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import plotly.graph_objects as go

from dashboard.figure_set import figure_set
from dashboard.printer import Printer
from dashboard.progress import progress
from dashboard.weeks import week_of, week_selection
from feeds.errors import ExportError
from feeds.opening import Opened, open_real
from feeds.settings import Settings

__all__ = ["Index", "Printer", "export", "export_week", "figure_set", "week_selection"]

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:15px/1.5 "Noto Sans","DejaVu Sans",sans-serif;color:#1f2933;margin:2em auto;
max-width:1150px;padding:0 1em}}img{{max-width:100%;height:auto}}figure{{margin:0 0 3em}}
figcaption{{color:#5f6b78}}</style></head><body>
<h1>{title}</h1>
{figures}
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Index:
    """What an export wrote."""

    path: Path
    week: str
    pictures: int


def export_week(
    settings: Settings, week: str | None, only: Sequence[str], out: Path | None, scale: float
) -> Index:
    """Write a week's figures from the store of the settings."""
    opened = open_real(settings, create=False)
    try:
        return export(opened, week, only, out, scale)
    finally:
        opened.store.close()


def export(
    opened: Opened,
    week: str | None = None,
    only: Sequence[str] = (),
    out: Path | None = None,
    scale: float = 2.0,
) -> Index:
    """Write a week's figures into `out`; the rest is still written where one fails."""
    selection = week_selection(week, "", opened.subject, opened.store.span())
    name = week_of(selection)
    folder = _folder(out or Path(f"coverline-{name}"))
    figures = figure_set(opened.store, opened.subject, selection, only)
    written, failures = _print(figures, folder, scale)
    path = _write_index(folder, f"{opened.subject.label}, week {name}", written)
    if failures:
        raise ExportError(
            f"{len(failures)} of {len(figures)} figures failed: {'; '.join(failures)}",
            f"The others are in {folder}.",
        )
    return Index(path, name, len(written))


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"{path} cannot be made a folder: {error.strerror}.", "Name another --out."
        ) from error
    return path


def _print(
    figures: Sequence[tuple[str, go.Figure]], folder: Path, scale: float
) -> tuple[list[tuple[str, str]], list[str]]:
    """(file, title) of what was drawn, and what went wrong with the others."""
    written: list[tuple[str, str]] = []
    failures: list[str] = []
    with progress("Drawing figures") as tick, Printer() as printer:
        for done, (name, figure) in enumerate(figures, start=1):
            try:
                printer.write_png(figure, folder / f"{name}.png", scale=scale)
                written.append((f"{name}.png", title_of(figure)))
            except ExportError as error:
                failures.append(error.message)
            tick(done, len(figures))
    return written, failures


def title_of(figure: go.Figure) -> str:
    """A figure's title as text; what the figures write is already safe HTML."""
    text = str(figure.layout.title.text or "")
    return text.replace("<b>", "").replace("</b>", "").replace("<br>", " ")


def _write_index(folder: Path, title: str, written: Iterable[tuple[str, str]]) -> Path:
    figures = "\n".join(
        f'<figure><img src="{file}" alt="{told.replace(chr(34), "&quot;")}">'
        f"<figcaption>{file}</figcaption></figure>"
        for file, told in written
    )
    path = folder / "index.html"
    path.write_text(PAGE.format(title=escape(title), figures=figures), "utf-8")
    return path
