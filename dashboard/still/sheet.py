"""The sheet of a figure's still: places on it as styles, and texts at them (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.still.markup import element, label
from dashboard.still.scale import Axis, Held, axis, edges

MOVED = {"left": "0", "center": "-50%", "right": "-100%", "top": "0", "middle": "-50%",
         "bottom": "-100%"}  # fmt: skip
SIZE = 12.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The figure's layout, its usual axes, and its margins in pixels."""

    layout: Held
    usual: Held
    margin: Held

    @property
    def high(self) -> float:
        """Pixels of the drawing between the margins."""
        return float(self.layout["height"] - self.margin["t"] - self.margin["b"])

    def axis(self, name: str, trace: Held | None = None) -> Axis:
        """The axis that traces call `y2`, say; without a range it spans a trace's cells."""
        whole = None
        if trace and trace["type"] == "heatmap" and trace["z"]:
            long = len(trace["z"]) if name[0] == "y" else len(trace["z"][0])
            whole = edges(trace[name[0]], long)
        return axis(self.layout, name, self.usual.get(f"{name[0]}axis", {}), whole)

    def left(self, part: float, shift: float = 0) -> str:
        """A part of the drawing's width as a length from the figure's left edge."""
        sides = self.margin["l"] + self.margin["r"]
        return f"calc({self.margin['l'] + shift - part * sides:.1f}px + {part:.4%})"

    def top(self, part: float, shift: float = 0) -> float:
        """A part of the drawing's height from below, as pixels from the figure's upper edge."""
        return float(self.margin["t"] + (1 - part) * self.high - shift)

    def frame(self) -> str:
        """The place of the drawing between the margins."""
        left, right = self.margin["l"], self.margin["r"]
        return (
            f"left:{left:g}px;top:{self.margin['t']:g}px;width:calc(100% - {left + right:g}px);"
            f"height:{self.high:g}px"
        )


def words(
    left: str, top: float, told: object, font: Held, x: str, y: str, align: str = "", more: str = ""
) -> str:
    """A label of Plotly's with its anchor `x`, `y` at a place."""
    look = f"font-size:{font.get('size', SIZE)}px;color:{font.get('color', 'inherit')}"
    move = f"transform:translate({MOVED[x]},{MOVED[y]})"
    style = f"left:{left};top:{top:.1f}px;{move};{look};text-align:{align or x}{more}"
    return element("div", label(told), {"style": style})
