"""A browser that a server keeps while pictures are asked for, and closes when they are not."""

from __future__ import annotations

from threading import RLock, Timer

import plotly.graph_objects as go

from dashboard.printer import Kind, Printer

IDLE = 90.0  # seconds; a browser takes 600 MB


class Warm:
    """A printer for many threads, one picture at a time."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._lock = RLock()
        self._printer: Printer | None = None
        self._timer: Timer | None = None
        self._maker = "Chromium"

    @property
    def maker(self) -> str:
        """The browser and its version, once it has been started."""
        return self._maker

    def image(self, figure: go.Figure, kind: Kind, scale: float, name: str) -> bytes:
        """The bytes of a file, or ExportError."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            if self._printer is None:
                self._printer = Printer().__enter__()
                self._maker = self._printer.maker
            try:
                return self._printer.image(figure, kind, scale, name)
            finally:
                self._timer = Timer(self._idle, self.close)
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        """Let the browser go; the next picture starts another."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            printer, self._printer = self._printer, None
            if printer is not None:
                printer.__exit__(None, None, None)
