"""An HTML page to a PDF of A4 pages, by a Chromium that loads nothing from the network."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path

from feeds.errors import ExportError

LIMIT = 120.0  # seconds for one document
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WISHES = (
    "--headless",
    "--no-sandbox",  # the page holds no script, and none runs as root otherwise
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
GET_ONE = "Run `apt-get install chromium fonts-noto-core`, or set BROWSER_PATH to a Chromium."


def to_pdf(html: str, limit: float = LIMIT) -> bytes:
    """The pages of a document, or ExportError in words."""
    from dashboard.bare_browser import UNSEEN

    browser = _browser()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, made = Path(folder) / "briefing.html", Path(folder) / "briefing.pdf"
        page.write_text(html, "utf-8")
        profile = f"--user-data-dir={folder}/profile"
        wishes = [*WISHES, *UNSEEN, profile, f"--print-to-pdf={made}"]
        _run([browser, *wishes, page.as_uri()], limit)
        if not made.exists():
            raise ExportError("Chromium made no PDF.", "Try again, or write HTML with --static.")
        return made.read_bytes()


def _browser() -> str:
    """The Chromium that draws the figures, too."""
    from choreographer.utils import get_browser_path

    found = get_browser_path(NAMES)
    if not found:
        raise ExportError("No Chromium was found to make a PDF with.", GET_ONE)
    return str(found)


def _run(command: list[str], limit: float) -> None:
    """A browser that hangs is killed with all its processes."""
    try:
        started = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        raise ExportError(f"{command[0]} did not start: {error.strerror}.", GET_ONE) from error
    try:
        started.wait(limit)
    except subprocess.TimeoutExpired as error:
        raise ExportError(
            f"The PDF took longer than {limit:g} s.", "Try again, or write HTML."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()
