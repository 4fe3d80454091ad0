"""The colours of cells: their scale, and the bar that tells it (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.still.scale import Axis, CannotDraw, Held

Channels = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """Values at the ends, and (part of the way, red, green, blue) between them."""

    low: float
    high: float
    stops: tuple[tuple[float, Channels], ...]

    def of(self, value: float) -> str:
        """The colour of a value."""
        part = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        places = [at for at, _ in self.stops]
        mixed = [np.interp(part, places, [rgb[channel] for _, rgb in self.stops])
                 for channel in range(3)]  # fmt: skip
        return "#" + "".join(f"{round(channel):02x}" for channel in mixed)

    def gradient(self) -> str:
        """The scale from left to right as a style's value."""
        stops = (f"rgb{rgb} {at:.0%}" for at, rgb in self.stops)
        return f"linear-gradient(to right,{','.join(stops)})"


def scale_of(trace: Held) -> Scale:
    """The scale of a trace that says its own."""
    low, high = _ends(trace)
    return Scale(low, high, tuple((float(at), _rgb(str(c))) for at, c in trace["colorscale"]))


def resolved(traces: Iterable[Mapping[str, Any]], layout: Held) -> list[dict[str, Any]]:
    """The traces with the scales that several share, whose bar is the first's alone."""
    told: set[str] = set()
    found = []
    for trace in traces:
        shared = str(trace.get("coloraxis", ""))
        held = layout[shared] if shared else {}
        more = {name: held[name] for name in ("colorscale", "colorbar") if name in held}
        more |= {f"z{name[1:]}": held[name] for name in ("cmin", "cmax", "cmid") if name in held}
        if shared in told:
            more["showscale"] = False
        told |= {shared} - {""}
        found.append({**trace, **more})
    return found


def bars(traces: Iterable[Held]) -> list[tuple[Scale, Held, list[tuple[float, str]]]]:
    """(scale, what is told of its bar, its ticks by their part of its length) of each bar."""
    return [
        (scale_of(trace), trace["colorbar"], _ticks(scale_of(trace), trace["colorbar"]))
        for trace in traces
        if trace["type"] == "heatmap" and trace.get("showscale") is not False
    ]


def _ticks(scale: Scale, bar: Held) -> list[tuple[float, str]]:
    if bar.get("orientation") != "h" or bar.get("lenmode") != "pixels":
        raise CannotDraw
    return Axis((0, 1), (scale.low, scale.high), bar).ticks()


def _ends(trace: Held) -> tuple[float, float]:
    """The values at the ends of the scale: those told, else of the cells, even about a middle."""
    if "zmin" in trace:
        return float(trace["zmin"]), float(trace["zmax"])
    held = [float(value) for row in trace["z"] for value in row if value is not None]
    low, high = min(held, default=0.0), max(held, default=0.0)
    if "zmid" in trace:
        middle = float(trace["zmid"])
        far = max(abs(low - middle), abs(high - middle))
        return middle - far, middle + far
    return low, high


def _rgb(colour: str) -> Channels:
    if len(colour) != 7 or not colour.startswith("#"):
        raise CannotDraw
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:], 16)
