"""Where values stand on a figure's paper: axes, their ticks, and numbers of dates (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Held = Mapping[str, Any]
SECONDS = 19  # letters of an instant up to its second; Plotly heeds no zone either
NEAR = 1e-9


class CannotDraw(Exception):
    """The figure has something that a still does not draw: it waits for Plotly."""


def numbers(values: Sequence[Any]) -> Numbers:
    """Numbers as they are, instants as milliseconds."""
    if len(values) and not isinstance(values[0], int | float | np.number):
        told = [str(value)[:SECONDS] for value in values]
        return np.array(told, dtype="datetime64[ms]").astype(np.float64)
    return np.array(values, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its part of the paper, its range, and what Plotly was told of it."""

    domain: tuple[float, float]
    range: tuple[float, float]
    held: Held

    def at(self, values: Numbers) -> Numbers:
        """Parts of the paper from its left or lower edge, within the axis's own part."""
        low, high = self.range
        inside = np.clip((values - low) / (high - low), 0, 1)
        found: Numbers = self.domain[0] + inside * (self.domain[1] - self.domain[0])
        return found

    def within(self, value: float) -> bool:
        """Whether a value is in the range."""
        low, high = sorted(self.range)
        return low - NEAR <= value <= high + NEAR

    def ticks(self) -> list[tuple[float, str]]:
        """(part of the paper, label) of each tick in the range."""
        if self.held.get("tickmode") == "array":
            places = numbers(self.held.get("tickvals") or [])
            named = [str(told) for told in self.held.get("ticktext") or places]
        else:
            places = self._places()
            named = [_formatted(value, self.held.get("tickformat")) for value in places]
        found = zip(places, self.at(places), named, strict=True)
        return [(float(at), told) for value, at, told in found if self.within(float(value))]

    def _places(self) -> Numbers:
        if self.held.get("type") == "date":
            raise CannotDraw
        low, high = sorted(self.range)
        step = float(self.held.get("dtick") or _step((high - low) / self.held.get("nticks", 5)))
        count = np.arange(ceil(low / step - NEAR), floor(high / step + NEAR) + 1)
        return numbers((count * step).tolist())


def axis(layout: Held, name: str, usual: Held, whole: Numbers | None = None) -> Axis:
    """The axis that a trace calls `x2`, say, over what is usual for it; `whole` is what it spans
    where it has no range of its own."""
    held = {**usual, **layout.get(f"{name[0]}axis{name[1:]}", {})}
    if not held.get("range") and whole is None:
        raise CannotDraw
    low, high = numbers(held["range"]) if whole is None or held.get("range") else whole[[0, -1]]
    first, last = held.get("domain", (0, 1))
    return Axis((first, last), (float(low), float(high)), held)


def edges(values: Sequence[Any], size: int) -> Numbers:
    """Where cells begin and end: as told, or half a step round each."""
    found = numbers(values)
    if len(found) == size + 1:
        return found
    step = found[1] - found[0] if len(found) > 1 else 1.0
    return np.append(found, found[-1] + step) - step / 2


def _step(rough: float) -> float:
    """The next of 1, 2, 5, 10 and so on from a rough step up, as Plotly has it."""
    base = 10.0 ** floor(log10(rough))
    return next(base * size for size in (1, 2, 5, 10) if base * size >= rough - NEAR)


def _formatted(value: float, form: str | None) -> str:
    if not form:
        return f"{value:g}"
    return format(round(value) if form.endswith("d") else value, form)
