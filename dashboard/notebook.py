"""The briefing notebook, run for a week by this Python and made one HTML file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from dashboard.briefing_page import page
from dashboard.progress import progress
from dashboard.weeks import week_of, week_selection
from feeds.errors import ExportError
from feeds.opening import open_real
from feeds.settings import Settings

NOTEBOOK = Path(__file__).resolve().parent.parent / "notebooks" / "weekly_briefing.ipynb"
LIMIT = 600  # seconds a cell
KERNEL = "python3"


def brief_week(
    settings: Settings, week: str | None, out: Path | None, notebook: Path = NOTEBOOK
) -> Path:
    """Write the briefing of a week from the store of the settings; the file's path."""
    name, title = _checked(settings, week)
    path = out or Path(f"coverline-briefing-{name}.html")
    variables = {
        "COVERLINE_STORE": settings.store,
        "COVERLINE_SUBJECT": settings.subject,
        "COVERLINE_WEEK": name,
    }
    text = to_html(run(notebook, variables), f"{title}: week {name}")
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written: {error.strerror}.", "Name another --out."
        ) from error
    return path


def _checked(settings: Settings, week: str | None) -> tuple[str, str]:
    """The week's name and the subject's, before a kernel is started for nothing."""
    opened = open_real(settings, create=False)
    try:
        selection = week_selection(week, "", opened.subject, opened.store.span())
        return week_of(selection), opened.subject.label
    finally:
        opened.store.close()


def run(notebook: Path, variables: dict[str, str]) -> Any:
    """The notebook with its outputs, in the working folder, with variables set."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    if not notebook.exists():
        raise ExportError(
            f"The notebook {notebook} is missing.",
            "It comes with a clone of the project: install from there with `pip install -e .`.",
        )
    book = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        book, km=_kernel(), timeout=LIMIT, resources={"metadata": {"path": str(Path.cwd())}}
    )
    with progress("Writing the briefing") as tick:
        client.on_cell_executed = lambda cell, cell_index, **_: tick(
            cell_index + 1, len(book.cells)
        )
        try:
            return client.execute(cleanup_kc=True, env={**os.environ, **variables})
        except CellExecutionError as error:
            raise ExportError(f"The briefing stopped: {error.ename}: {error.evalue}") from error
        except (CellTimeoutError, DeadKernelError) as error:
            raise ExportError(f"The briefing stopped: {error}".splitlines()[0]) from error


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


def to_html(book: Any, title: str) -> str:
    """One page that fetches nothing: code hidden, figures alive."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic",
        exclude_input=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
        require_js_url="",
        mathjax_url="",
        mermaid_js_url="",
    )
    body, _ = exporter.from_notebook_node(_without_noise(book))
    return page(title, body)


def _without_noise(book: Any) -> Any:
    """Warnings of libraries are for the terminal, not for a reader."""
    for cell in book.cells:
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if output.output_type != "stream"]
    return book
