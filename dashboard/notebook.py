"""The briefing notebook, run for a week by this Python, as HTML, PDF or Markdown."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.metadata import files
from pathlib import Path
from typing import Any, Literal, get_args

from dashboard.briefing import make_briefing, stories_file
from dashboard.briefing.charts import Way
from dashboard.briefing.opened import MOST
from dashboard.briefing.page import document
from dashboard.briefing.reading import all_stories
from dashboard.printer import written
from dashboard.progress import progress
from dashboard.tables_out import as_csv
from feeds.errors import ExportError
from feeds.opening import open_real
from feeds.settings import Settings

Kind = Literal["html", "pdf", "md"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NAME = "weekly_briefing.ipynb"
LIMIT = 600  # seconds a cell
KERNEL = "python3"
GIVEN = "parameters"  # tag of the cell whose values are replaced
COLUMNS = ["published_at", "earliest_at", "latest_at", "date_basis", "outlet_id", "outlet",
           "language", "form", "title", "url", "copy_of", "event_id", "topic_ids",
           "first_seen_at", "id"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """Which briefing, and as what file; `static` has pictures in place of living figures."""

    week: str | None = None
    lang: str = "en"
    kind: Kind = "html"
    static: bool = False

    @property
    def way(self) -> Way:
        """How its figures are drawn."""
        if self.kind == "html":
            return "still" if self.static else "alive"
        return "print" if self.kind == "pdf" else "none"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a briefing before its notebook is run."""

    week: str
    title: str
    below: str
    rest: bytes  # all stories as CSV where the briefing cannot list them, else empty


def brief_week(
    settings: Settings, wish: Wish, out: Path | None = None, notebook: Path | None = None
) -> list[Path]:
    """Write the briefing of a week from the store of the settings; the files' paths, the
    briefing first, then the table of its stories where they are too many to stand in it."""
    known = _checked(settings, wish)
    path = out or Path(f"coverline-briefing-{known.week}.{wish.kind}")
    values = {
        "STORE": settings.store,
        "SUBJECT": settings.subject,
        "WEEK": known.week,
        "WEEK_START": settings.week_start,
        "EDITION": wish.lang,
        "FIGURES": wish.way,
    }
    book = run(notebook or found_notebook(), values)
    written(path, _file(book, known, wish))
    if not known.rest:
        return [path]
    return [path, written(path.parent / stories_file(known.week), known.rest)]


def kind_of(to: str, out: Path | None) -> Kind:
    """The form that is asked for, or the one that a file's name ends with."""
    wanted = to or (out.suffix.lstrip(".").lower() if out else "") or "html"
    wanted = {"htm": "html", "markdown": "md"}.get(wanted, wanted)
    for kind in KINDS:
        if wanted == kind:
            return kind
    raise ExportError(f"A briefing cannot be written as “{wanted}”.", "Choose html, pdf or md.")


def found_notebook() -> Path:
    """Where the notebook lies: in the clone, or where the package was installed."""
    beside = Path(__file__).resolve().parent.parent / "notebooks" / NAME
    if beside.exists():
        return beside
    for held in files("coverline") or ():
        if held.name == NAME:
            return Path(str(held.locate()))
    raise ExportError(f"The notebook {NAME} is missing.", "Install Coverline again.")


def _checked(settings: Settings, wish: Wish) -> Known:
    """What can be known, or refused, before a kernel is started for nothing."""
    opened = open_real(settings, create=False)
    try:
        briefing = make_briefing(
            opened.store, opened.subject, wish.week, wish.lang, settings.week_start
        )
        rest = b""
        if briefing.reading.basis.stories > MOST[wish.way]:
            stories = all_stories(briefing.desk, briefing.selection)[COLUMNS]
            rest = as_csv(stories, briefing.selection.zone)
        below = briefing.voice.tell("charts_elsewhere") if wish.kind == "md" else ""
        return Known(briefing.week, briefing.title, below, rest)
    finally:
        opened.store.close()


def _file(book: Any, known: Known, wish: Wish) -> bytes:
    if wish.kind == "md":
        return markdown(book, known.below).encode("utf-8")
    paper = wish.kind == "pdf"
    text = document(known.title, body(book), wish.lang, paper=paper)
    if not paper:
        return text.encode("utf-8")
    from dashboard.briefing.paper import to_pdf

    return to_pdf(text)


def run(notebook: Path, values: dict[str, str]) -> Any:
    """The notebook with its outputs, run in the working folder with values of its parameters."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    if not notebook.exists():
        raise ExportError(f"The notebook {notebook} is missing.", "Install Coverline again.")
    book = given(nbformat.read(notebook, as_version=4), values)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        book, km=_kernel(), timeout=LIMIT, resources={"metadata": {"path": str(Path.cwd())}}
    )
    with progress("Writing the briefing") as tick:
        client.on_cell_executed = lambda cell, cell_index, **_: tick(
            cell_index + 1, len(book.cells)
        )
        try:
            return client.execute(cleanup_kc=True)
        except CellExecutionError as error:
            raise ExportError(f"The briefing stopped: {error.ename}: {error.evalue}") from error
        except (CellTimeoutError, DeadKernelError) as error:
            raise ExportError(f"The briefing stopped: {error}".splitlines()[0]) from error


def given(book: Any, values: dict[str, str]) -> Any:
    """The notebook with a cell of values below that of its parameters, as papermill does it."""
    from nbformat.v4 import new_code_cell

    source = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    cell = new_code_cell(source, metadata={"tags": ["injected-parameters"]})  # type: ignore[no-untyped-call]
    tags = [one.metadata.get("tags", []) for one in book.cells]
    at = next((place for place, held in enumerate(tags) if GIVEN in held), -1)
    book.cells.insert(at + 1, cell)
    return book


def _kernel() -> Any:
    """A kernel of this very Python, whatever kernels the machine has registered."""
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    argv.append("--log-level=ERROR")  # it warns of loopback TCP on every start

    class ThisPython(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(argv=argv, display_name="Python 3", language="python")

    return AsyncKernelManager(kernel_name=KERNEL, kernel_spec_manager=ThisPython())


def body(book: Any) -> str:
    """What the cells showed, without code, notes to the writer and warnings of libraries."""
    return "\n".join(_shown(book, "text/html"))


def markdown(book: Any, below: str = "") -> str:
    """The same as text for mail; `below` stands under the title."""
    title, *rest = [text for text in _shown(book, "text/markdown") if text.strip()]
    return "\n\n".join([title, *([below] if below else []), *rest]) + "\n"


def _shown(book: Any, kind: str) -> list[str]:
    outputs = (out for cell in book.cells for out in cell.get("outputs", []))
    return [out.data[kind] for out in outputs if kind in out.get("data", {})]
