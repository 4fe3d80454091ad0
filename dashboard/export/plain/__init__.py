"""Figures drawn by matplotlib, for machines without a Chromium: the same figure from the same
tables in the same colours, place by place."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import plotly.graph_objects as go

from dashboard.printer import Kind
from feeds.errors import ExportError

MAKER = "matplotlib"
FONTS = ["Noto Sans", "Noto Sans Arabic", "DejaVu Sans", "sans-serif"]


class Plain:
    """Draws as `Printer` does, without starting anything."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is open."""

    @property
    def maker(self) -> str:
        """matplotlib and its version."""
        import matplotlib

        return f"{MAKER} {matplotlib.__version__}"

    def image(self, figure: go.Figure, kind: Kind, scale: float, name: str) -> bytes:
        """The bytes of a file; the same for the same figure."""
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        from dashboard.export.plain import notes, page, traces

        out = io.BytesIO()
        with rc_context({"font.family": FONTS, "svg.hashsalt": "coverline", "pdf.fonttype": 42}):
            try:
                held = page.opened(figure)
                FigureCanvasAgg(held.sheet)
                traces.drawn(held)
                page.scaled(held)
                notes.written(held)
                held.sheet.savefig(out, format=kind, dpi=72 * scale, metadata=_metadata(kind))
            except (ValueError, TypeError, KeyError) as error:
                why = str(error)[:200]
                raise ExportError(f"{name}: matplotlib cannot draw it ({why}).") from error
        return out.getvalue()


def _metadata(kind: Kind) -> dict[str, Any]:
    """No instant and no program in the file: the same figure gives the same bytes."""
    if kind == "svg":
        return {"Date": None, "Creator": None}
    if kind == "pdf":
        return {"CreationDate": datetime(2000, 1, 1, tzinfo=UTC), "Creator": None}
    return {"Software": None}
