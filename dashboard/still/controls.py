"""Mantine's controls as they will stand, with what they hold; they cannot be worked yet (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from dashboard.still.markup import box, element, text


def select(control: Any) -> str:
    """One choice among several."""
    value = getattr(control, "value", None)
    return _field(control, _name(control, value) if value else "")


def many(control: Any) -> str:
    """Several choices."""
    values = getattr(control, "value", None) or ()
    return _field(control, ", ".join(_name(control, value) for value in values))


def days(control: Any) -> str:
    """First and last day, in the control's own order of day, month and year."""
    held = [date.fromisoformat(day[:10]) for day in getattr(control, "value", None) or () if day]
    ordered = "MMM" in control.valueFormat
    told = [
        f"{day.day} {day:%b} {day.year}" if ordered else f"{day.day}/{day.month}/{day.year}"
        for day in held
    ]
    return _field(control, " – ".join(told))


def switch(control: Any) -> str:
    """Choices side by side, of which one stands out."""
    value = getattr(control, "value", None)
    kinds = ("" if one["value"] != value else "chosen" for one in control.data)
    inside = [
        element("span", text(one["label"]), {"class": kind} if kind else {})
        for one, kind in zip(control.data, kinds, strict=True)
    ]
    return box("".join(inside), "switch")


def line(control: Any) -> str:
    """A line or a box to write in."""
    value = str(getattr(control, "value", None) or "")
    return box(_field(control, value), str(getattr(control, "className", "") or ""))


def _name(control: Any, value: Any) -> str:
    """What a value is called among the choices, which may stand in groups."""
    for one in _flat(getattr(control, "data", None) or ()):
        if isinstance(one, str) and one == value:
            return one
        if isinstance(one, dict) and one["value"] == value:
            return str(one["label"])
    return str(value)


def _flat(data: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for one in data:
        found += one["items"] if isinstance(one, dict) and "items" in one else [one]
    return found


def _field(control: Any, held: str) -> str:
    """What the control holds under its name, as wide as the control."""
    name, width = getattr(control, "label", None), getattr(control, "w", None)
    inside: dict[str, str | None] = {
        "value": held,
        "placeholder": str(getattr(control, "placeholder", None) or ""),
        "readonly": None,
        "tabindex": "-1",
        "aria-label": str(name or getattr(control, "aria-label", None) or held),
        **({"disabled": None} if getattr(control, "disabled", False) else {}),
    }
    head = box(text(name), "name") if name else ""
    drawn = head + element("input", "", inside)
    return box(drawn, "field-still", f"width:{width}px" if width else "")


CONTROLS: dict[str, Callable[[Any], str]] = {
    "Select": select,
    "MultiSelect": many,
    "DatePickerInput": days,
    "SegmentedControl": switch,
    "TextInput": line,
    "Textarea": line,
}
