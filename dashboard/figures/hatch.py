"""How time that was not observed is drawn: a light hatch, never a zero; copies in dots."""

from __future__ import annotations

from typing import Any

from dashboard.theme import Look

HATCH_FROM = 0.01  # a smaller missing part could not be seen
HATCH_NAME = "not observed"
DOTS_NAME = "known from copies only"


def hatching(look: Look) -> dict[str, Any]:
    """The light hatch that stands for `not observed`."""
    return _pattern("/", 6, 0.16, look.hatch)


def key(look: Look) -> dict[str, Any]:
    """The same in a legend, whose small square must be seen on its own."""
    drawn = _pattern("/", 4, 0.3, look.muted)
    return {**drawn, "line": {"width": 1, "color": look.hatch}}


def dotting(look: Look, faint: bool = False) -> dict[str, Any]:
    """The dots that stand for `captured`: known, but not from our own polls."""
    return _pattern(".", 7, 0.12, look.hatch) if faint else _pattern(".", 5, 0.5, look.full)


def _pattern(shape: str, size: int, solidity: float, colour: str) -> dict[str, Any]:
    return {
        "color": "rgba(0,0,0,0)",
        "line": {"width": 0},
        "pattern": {
            "shape": shape,
            "size": size,
            "solidity": solidity,
            "fgcolor": colour,
            "bgcolor": "rgba(0,0,0,0)",
            "fillmode": "overlay",
        },
    }
