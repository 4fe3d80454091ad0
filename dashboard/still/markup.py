"""Elements of HTML as text; whatever is put into them is escaped (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

VOID = frozenset({"img", "br", "hr", "input"})
_TAG = re.compile(r"(<[^>]*>)")
_COLOUR = re.compile(r"<span style='color:(#[0-9a-fA-F]{6})'>")


class Markup(str):
    """Markup that was made here already."""

    __slots__ = ()


def element(name: str, inside: str = "", attributes: Mapping[str, str | None] | None = None) -> str:
    """An element around markup; an attribute that is None stands without a value."""
    told = "".join(
        f" {key}" if value is None else f' {key}="{escape(value)}"'
        for key, value in (attributes or {}).items()
    )
    return f"<{name}{told}>" if name in VOID else f"<{name}{told}>{inside}</{name}>"


def box(inside: str, classes: str = "", style: str = "") -> str:
    """A division with its class and style, where it has any."""
    named = {"class": classes, "style": style}
    return element("div", inside, {key: told for key, told in named.items() if told})


def text(told: object) -> str:
    """A text as it is."""
    return escape(str(told))


def label(told: object) -> str:
    """A label of Plotly's: bold, coloured and broken as it says, any other tag left out."""
    found, opened = [], []
    for part in _TAG.split(str(told or "")):
        if colour := _COLOUR.fullmatch(part):
            found.append(f'<span style="color:{colour[1]}">')
            opened.append("span")
        elif part == "<b>":
            found.append("<b>")
            opened.append("b")
        elif part in ("</b>", "</span>") and opened and opened[-1] == part[2:-1]:
            found.append(f"</{opened.pop()}>")
        elif part == "<br>":
            found.append("<br>")
        elif not _TAG.fullmatch(part):
            found.append(escape(unescape(part), quote=False))
    return "".join(found) + "".join(f"</{name}>" for name in reversed(opened))
