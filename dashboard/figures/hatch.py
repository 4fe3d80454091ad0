"""How time that was not observed is drawn: a light hatch, never a zero."""

from __future__ import annotations

from typing import Any

from dashboard.theme import Look

HATCH_FROM = 0.01  # a smaller missing part could not be seen
HATCH_NAME = "not observed"


def hatching(look: Look) -> dict[str, Any]:
    """The light hatch that stands for `not observed`."""
    return {
        "color": "rgba(0,0,0,0)",
        "line": {"width": 0},
        "pattern": {
            "shape": "/",
            "size": 6,
            "solidity": 0.16,
            "fgcolor": look.hatch,
            "bgcolor": "rgba(0,0,0,0)",
            "fillmode": "overlay",
        },
    }
