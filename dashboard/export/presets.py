"""What pictures are made for: the sheet's size in points and the pixels of each point."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.figures.fit import Fit
from feeds.errors import ExportError

LEAST, MOST = 1.0, 4.0  # pixels of a point


@dataclass(frozen=True, slots=True)
class Preset:
    """A use of pictures."""

    fit: Fit
    scale: float
    told: str


PRESETS = {
    "sheet": Preset(Fit(1150), 2.0, "as high as what it shows, 2300 pixels wide"),
    "slide": Preset(Fit(1280, 720), 1.5, "16:9, 1920 × 1080 pixels"),
    "column": Preset(Fit(620), 3.0, "a report's column, 16 cm at 300 dpi"),
    "card": Preset(Fit(1000, 524), 2.0, "a social card, 2000 × 1048 pixels"),
}


def preset(name: str) -> Preset:
    """A preset by its name, or ExportError that lists them."""
    if name not in PRESETS:
        raise ExportError(f"There is no preset “{name}”.", f"Choose one of: {', '.join(PRESETS)}.")
    return PRESETS[name]


def scale_of(name: str, scale: float | None) -> float:
    """The pixels of a point: those asked for, or the preset's own."""
    chosen = preset(name).scale if scale is None else scale
    if not LEAST <= chosen <= MOST:
        raise ExportError(f"A scale of {chosen:g} is none.", "Choose from 1 to 4.")
    return chosen
