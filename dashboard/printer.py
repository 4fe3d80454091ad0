"""Figures to PNG: one warm Chromium for a batch, a time limit for each figure."""

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
from typing import Any, Self, TypeVar

import plotly.graph_objects as go

from feeds.errors import ExportError

T = TypeVar("T")
LIMIT, START_LIMIT, CLOSE_LIMIT = 30.0, 60.0, 15.0  # seconds
TRIES = 2  # a browser that hung or died is replaced once a figure
GET_ONE = "Run `apt-get install chromium fonts-noto-core`, or set BROWSER_PATH to a Chromium."


class Printer:
    """A browser that stays open between `with Printer() as printer:` and its end."""

    def __init__(self, limit: float = LIMIT) -> None:
        self._limit = limit
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._browser: Any = None

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

    def write_png(
        self,
        figure: go.Figure,
        path: Path,
        width: int | None = None,
        height: int | None = None,
        scale: float = 2.0,
    ) -> None:
        """Draw a figure into a PNG file; its own size where none is given."""
        image = self.png(figure, width, height, scale, path.name)
        try:
            path.write_bytes(image)
        except OSError as error:
            raise ExportError(
                f"{path} cannot be written: {error.strerror}.", "Name another --out."
            ) from error

    def png(
        self,
        figure: go.Figure,
        width: int | None = None,
        height: int | None = None,
        scale: float = 2.0,
        name: str = "figure",
    ) -> bytes:
        """The bytes of a PNG, or ExportError once the limit has passed twice."""
        size = {
            "width": width or figure.layout.width,
            "height": height or figure.layout.height,
        }
        opts = {"format": "png", "scale": scale, **{k: v for k, v in size.items() if v}}
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
            self._browser = self._run(_browser(self._limit), START_LIMIT)
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


async def _browser(limit: float) -> Any:
    """A Kaleido whose page loads nothing from the network."""
    from kaleido import Kaleido

    browser = Kaleido(timeout=limit, mathjax=False)
    await browser.open()
    return browser
