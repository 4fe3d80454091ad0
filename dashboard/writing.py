"""Briefings written beside the page: one at a time, the files kept while the data stay the same."""

from __future__ import annotations

import io
import logging
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Literal

from feeds.errors import CoverlineError, ExportError, SelectionError

KEPT = 6  # files
LOG = logging.getLogger(__name__)
Kind = Literal["html", "pdf", "md"]
Key = tuple[str, str, str, str]  # state of the data, week, language, kind
Write = Callable[[str, str, Kind, Path], Sequence[Path]]


@dataclass(slots=True)
class Paper:
    """A file that is being written: `data` or `error` once it is over."""

    name: str
    data: bytes = b""
    error: CoverlineError | None = None

    @property
    def over(self) -> bool:
        """Whether it has been written, or could not be."""
        return bool(self.data) or self.error is not None


class Writer:
    """Writes briefings in a thread of its own; `write` puts one into a folder."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._papers: OrderedDict[Key, Paper] = OrderedDict()
        self._lock, self._turn = Lock(), Lock()

    def paper(self, key: Key) -> Paper:
        """The file for a state of the data, begun where it was not asked for before."""
        with self._lock:
            held = self._papers.get(key)
            if held is not None and held.error is None:
                self._papers.move_to_end(key)
                return held
            if sum(not paper.over for paper in self._papers.values()) >= KEPT:
                raise SelectionError("Others are being written.", "Ask again in a minute.")
            paper = self._papers[key] = Paper("")
            self._forget()
        Thread(target=self._run, args=(key, paper), name="briefing", daemon=True).start()
        return paper

    def _forget(self) -> None:
        """Let go of the oldest files that are over."""
        over = [key for key, paper in self._papers.items() if paper.over]
        for key in over[: max(0, len(self._papers) - KEPT)]:
            del self._papers[key]

    def _run(self, key: Key, paper: Paper) -> None:
        _, week, lang, kind = key
        try:
            with self._turn, TemporaryDirectory() as folder:
                out = Path(folder) / f"coverline-briefing-{week}-{lang}.{kind}"
                paths = self._write(week, lang, kind_of(kind), out)
                paper.name, data = _joined(paths)
            paper.data = data
        except CoverlineError as error:
            paper.error = error
        except Exception as error:  # the page must not wait for a thread that is gone
            LOG.exception("The briefing of %s stopped.", week)
            paper.error = ExportError(f"The briefing stopped: {error}", "See the server's output.")


def kind_of(text: str) -> Kind:
    """One of the kinds of files, or SelectionError."""
    known: tuple[Kind, ...] = ("html", "pdf", "md")
    for kind in known:
        if kind == text:
            return kind
    raise SelectionError(f"“{text}” is no kind of briefing.", "Ask for html, pdf or md.")


def _joined(paths: Sequence[Path]) -> tuple[str, bytes]:
    """The name and bytes of a file; of several, which belong together, a ZIP."""
    if len(paths) == 1:
        return paths[0].name, paths[0].read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as held:
        for path in paths:
            held.writestr(path.name, path.read_bytes())
    return f"{paths[0].stem}.zip", buffer.getvalue()
