"""A Kaleido whose page stays loaded from PNG to PNG: Plotly read anew for each would take longer
than drawing it."""

from __future__ import annotations

from typing import Any

from kaleido import Kaleido

from dashboard.bare_browser import BareChromium

ANEW = 50  # figures after which the page is read anew, so that what they leave cannot pile up


class KeptPage(Kaleido):  # type: ignore[misc]  # it ships no types
    """As Kaleido, with one figure at a time; the files have the same bytes.

    What was measured for earlier figures orders some attributes of an SVG otherwise, so those and
    PDFs, which are made of them, get a page of their own.
    """

    def __init__(self, limit: float) -> None:
        """`limit` in seconds, for one figure. The page loads nothing from the network."""
        super().__init__(timeout=limit, mathjax=False, browser_cls=BareChromium)
        self._drawn = 0  # since the page was read
        self._pixels = False

    async def calc_fig(self, fig: Any, opts: Any = None, **more: Any) -> bytes:
        """The bytes of a figure's file."""
        self._pixels = bool(opts) and opts.get("format") == "png"
        image: bytes = await super().calc_fig(fig, opts, **more)
        return image

    async def _get_kaleido_tab(self) -> Any:
        tab = await super()._get_kaleido_tab()
        if self._drawn >= (ANEW if self._pixels else 1):
            await tab.reload()
            self._drawn = 0
        return tab

    async def _return_kaleido_tab(self, tab: Any) -> None:
        self._drawn += 1
        await self.tabs_ready.put(tab)
