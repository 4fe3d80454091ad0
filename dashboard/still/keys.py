"""What the colours of a figure's still say: its legend, and bars of colours (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.still.colours import Scale, bars
from dashboard.still.markup import box, element, label
from dashboard.still.scale import Held
from dashboard.still.sheet import MOVED, SIZE, Sheet, words
from dashboard.still.traces import Marks

LOWER = 15  # pixels from a bar of colours down to the lower edge of its ticks


def drawn(sheet: Sheet, traces: Sequence[Held], marks: Marks) -> Iterator[str]:
    """Each as markup."""
    yield _legend(sheet, traces, marks)
    yield from (_bar(sheet, *bar) for bar in bars(traces))


def _named(traces: Sequence[Held]) -> Iterator[Held]:
    return (
        trace
        for trace in traces
        if trace.get("name") and trace.get("showlegend") is not False and trace["type"] == "bar"
    )


def _legend(sheet: Sheet, traces: Sequence[Held], marks: Marks) -> str:
    """What the colours say."""
    held = sheet.layout.get("legend") or {}
    named = list(_named(traces))
    if not named or sheet.layout.get("showlegend") is False or "x" not in held:
        return ""
    keys = "".join(_key(trace, marks) for trace in named)
    font, right = held.get("font", {}), held.get("xanchor") == "right"
    left = sheet.left(float(held["x"]))
    up = "top" if held.get("yanchor") == "top" else "bottom"
    style = (
        f"left:{left};top:{sheet.top(float(held['y'])):.1f}px;"
        f"transform:translate({MOVED['right' if right else 'left']},{MOVED[up]});"
        f"font-size:{font.get('size', SIZE)}px;color:{font.get('color', 'inherit')}"
    )
    return box(keys, "keys", style)


def _bar(sheet: Sheet, scale: Scale, held: Held, ticks: Sequence[tuple[float, str]]) -> str:
    """What the colours of cells say: a bar with its ticks below it."""
    long, thick = float(held["len"]), float(held["thickness"])
    right = long if held.get("xanchor") == "right" else 0
    low = sheet.top(float(held["y"]), float(held.get("ypad", 10))) - LOWER
    style = (
        f"left:{sheet.left(float(held['x']), -right)};top:{low - thick:.1f}px;width:{long:g}px;"
        f"height:{thick:g}px;background:{scale.gradient()}"
    )
    font = held.get("tickfont", {})
    named = [
        words(sheet.left(float(held["x"]), long * at - right), low + 3, told, font, "center", "top")
        for at, told in ticks
    ]
    return box("", "", style) + "".join(named)


def _key(trace: Held, marks: Marks) -> str:
    marker = trace.get("marker", {})
    pattern = marker.get("pattern", {})
    colour = marker.get("color")
    colour = colour[0] if isinstance(colour, list) else colour
    held = {"width": "12", "height": "12", "fill": str(colour)}
    if pattern.get("shape"):
        held["fill"] = marks.filled(pattern)
    swatch = element("svg", element("rect", "", held), {"width": "12", "height": "12"})
    return element("span", swatch + label(trace["name"]))
