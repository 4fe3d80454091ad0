"""Figures to PNG, SVG and PDF: one warm Chromium for a batch, a time limit for each figure."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as LimitError
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Literal, Protocol, Self, TypeVar

import plotly.graph_objects as go

from feeds.errors import ExportError

T = TypeVar("T")
Kind = Literal["png", "svg", "pdf"]
KINDS: tuple[Kind, ...] = ("png", "svg", "pdf")
LIMIT, START_LIMIT, CLOSE_LIMIT = 30.0, 60.0, 15.0  # seconds
TRIES = 2  # a browser that hung or died is replaced once a figure
GET_ONE = (
    "Run `apt-get install chromium fonts-noto-core`, set BROWSER_PATH to a Chromium, or add"
    " --fallback to draw without one."
)


class Draws(Protocol):
    """What makes a picture of a figure."""

    @property
    def maker(self) -> str:
        """The program that draws, with its version."""

    def image(self, figure: go.Figure, kind: Kind, scale: float, name: str) -> bytes:
        """The bytes of a file, or ExportError in words."""


class Printer:
    """A browser that stays open between `with Printer() as printer:` and its end."""

    def __init__(self, limit: float = LIMIT) -> None:
        self._limit = limit
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(_given_up)
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._browser: Any = None
        self._maker = "Chromium"

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self._open()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()
        self._stop()

    @property
    def maker(self) -> str:
        """The browser and its version, as it gives them."""
        return self._maker

    def image(
        self, figure: go.Figure, kind: Kind = "png", scale: float = 2.0, name: str = "figure"
    ) -> bytes:
        """The bytes of a file, or ExportError once the limit has passed twice."""
        size = {"width": figure.layout.width, "height": figure.layout.height}
        chosen = scale if kind == "png" else 1
        opts = {"format": kind, "scale": chosen, **{k: v for k, v in size.items() if v}}
        for _ in range(TRIES):
            try:
                return self._draw(figure, opts)
            except (LimitError, TimeoutError):
                why = f"took longer than {self._limit:g} s"
            except ExportError:
                raise
            except Exception as error:  # kaleido and choreographer share no base of errors
                why = f"failed in the browser ({type(error).__name__}: {error})"
            self._close()
        raise ExportError(f"{name}: drawing it {why}.", "Try again, or choose a shorter span.")

    def _draw(self, figure: go.Figure, opts: dict[str, Any]) -> bytes:
        if self._browser is None:
            self._open()
        image: bytes = self._run(self._browser.calc_fig(figure, opts), self._limit)
        return image

    def _run(self, work: Coroutine[Any, Any, T], limit: float) -> T:
        task = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return task.result(limit)
        except LimitError:
            task.cancel()
            raise

    def _open(self) -> None:
        from choreographer.errors import ChromeNotFoundError

        try:
            self._browser, self._maker = self._run(_browser(self._limit), START_LIMIT)
        except ChromeNotFoundError as error:
            raise ExportError("No Chromium was found to draw pictures with.", GET_ONE) from error
        except Exception as error:  # a browser fails to start in ways that no one type names
            what = f"Chromium did not start ({type(error).__name__})."
            raise ExportError(what, GET_ONE) from error

    def _close(self) -> None:
        """Close the browser; one that does not answer is killed with all its processes."""
        browser, self._browser = self._browser, None
        if browser is None:
            return
        try:
            self._run(browser.close(), CLOSE_LIMIT)
        except Exception:  # whatever hindered a close, the process must not stay behind
            with contextlib.suppress(OSError, AttributeError):
                os.killpg(browser.subprocess.pid, signal.SIGKILL)

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CLOSE_LIMIT)


def _given_up(_loop: asyncio.AbstractEventLoop, _told: dict[str, Any]) -> None:
    """What a drawing that was given up says when its browser closes: the caller has had its error,
    and a trace of it on the terminal would look like another."""


async def _browser(limit: float) -> tuple[Any, str]:
    """A Kaleido whose page loads nothing from the network, and what browser it is."""
    from dashboard.kept_page import KeptPage

    browser = KeptPage(limit)
    await browser.open()
    told = await browser.send_command("Browser.getVersion")
    return browser, str(told.get("result", {}).get("product", "Chromium"))


def written(path: Path, data: bytes) -> Path:
    """Write a file, or ExportError that says why not."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written: {error.strerror}.", "Name another --out."
        ) from error
    return path
