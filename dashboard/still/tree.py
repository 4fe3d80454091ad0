"""Components as markup: the frame and the page as they will stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.still import figure, grid
from dashboard.still.controls import CONTROLS
from dashboard.still.markup import VOID, Markup, box, element, text
from dashboard.still.scale import CannotDraw

SAME = ("dir", "lang", "role", "scope", "title", "hidden", "download", "action", "method", "type",
        "href", "src", "alt", "open")  # fmt: skip
KEPT = {"className": "class", "colSpan": "colspan", "rowSpan": "rowspan",
        **dict(zip(SAME, SAME, strict=True))}  # fmt: skip
POINTING = frozenset({"aria-controls", "aria-labelledby", "aria-describedby"})
DISABLED: dict[str, str | None] = {"aria-disabled": "true", "tabindex": "-1"}
ADDRESSES = ("href", "src", "action")
OWN = ("/", "?", "#", "https://", "http://")
WITHOUT = frozenset({"Store", "Location", "Interval", "Drawer", "Tooltip"})
Block = Callable[[], Sequence[Mapping[str, Any]]]
LATER = frozenset({"Iframe", "Markdown", "Upload", "Checkbox", "CheckboxGroup"})


class Still:
    """Draws one page; `coming` is said where a part has no still."""

    def __init__(self, coming: str, block: Block = list) -> None:
        """`coming` in the reader's language; `block` has the first rows of the page's table of
        stories, where it asks for them."""
        self._coming, self._block = coming, block

    def of(self, part: Any) -> str:
        """The markup of a component, a text, or a list of such."""
        if part is None:
            return ""
        if isinstance(part, list | tuple):
            return "".join(map(self.of, part))
        if hasattr(part, "_type"):
            return self._component(part)
        return part if isinstance(part, Markup) else text(part)

    def _component(self, part: Any) -> str:
        kind = str(part._type)
        if kind in WITHOUT:
            return ""
        if kind in CONTROLS:
            return CONTROLS[kind](part)
        if kind == "Graph":
            return self._figure(part)
        if kind == "AgGrid":
            return self._grid(part)
        if kind in LATER:
            return self._waits(part)
        inside = self.of(getattr(part, "children", None))
        if part._namespace == "dash_html_components":
            return self._element(part, kind.lower(), inside)
        if kind == "Link":
            return element("a", inside, _attributes(part))
        return element("button", inside, DISABLED) if kind == "Button" else inside

    def _element(self, part: Any, name: str, inside: str) -> str:
        more = DISABLED if name in ("button", "input") else {}
        return element(name, inside if name not in VOID else "", {**_attributes(part), **more})

    def _figure(self, part: Any) -> str:
        try:
            return figure.drawn(part.figure)
        except CannotDraw:
            return self._waits(part)

    def _grid(self, part: Any) -> str:
        rows = self._block() if grid.in_blocks(part) else getattr(part, "rowData", None) or []
        return grid.drawn(part, rows) or self._waits(part)

    def _waits(self, part: Any) -> str:
        """The room of what is on its way, so that nothing below it moves."""
        return box(box(text(self._coming), "note"), "coming", _style(part))


def _attributes(part: Any) -> dict[str, str | None]:
    """What an element says of itself; never an id, which is the living element's."""
    held: Mapping[str, Any] = part.to_plotly_json()["props"]
    told: dict[str, str | None] = {}
    for name, value in held.items():
        key = KEPT.get(name) or (name if name.startswith("aria-") else "")
        if not key or value is None or value is False or key in POINTING:
            continue
        if key in ADDRESSES and not str(value).startswith(OWN):
            continue
        told[key] = None if value is True else str(value)
    if style := _style(part):
        told["style"] = style
    return told


def _style(part: Any) -> str:
    """The component's own style as CSS."""
    held = getattr(part, "style", None) or {}
    return ";".join(f"{_dashed(name)}:{_length(value)}" for name, value in held.items())


def _dashed(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)


def _length(value: Any) -> str:
    return f"{value}px" if isinstance(value, int | float) and value else str(value)
