"""What a lag rests on, in words (pure)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Texts: TypeAlias = npt.NDArray[np.object_]

BASES = {
    "published": "dated by its feed",
    "updated": "dated by its update",
    "created": "dated by its creation",
    "page": "dated by its web page",
    "url": "dated by its address",
    "polled": "undated: listed between two polls",
    "none": "undated: there at the first poll",
    "seen": "first seen by a poll",
}
FORMS = {"opinion": "an opinion piece", "live": "a live blog", "round-up": "a round-up"}
MINUTE = 60_000_000  # microseconds
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip


def place(low: int, high: int) -> str:
    """`first`, `first or second`, `first to fourth`."""
    if low == high:
        return _ordinal(low)
    return f"{_ordinal(low)} {'or' if high == low + 1 else 'to'} {_ordinal(high)}"


def _ordinal(number: int) -> str:
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"


def evidence(table: pd.DataFrame, zone: str) -> list[str]:
    """A sentence a line: when its first story was published and how that is known, what it is,
    and since when it may have told of the event unseen."""
    start, end, since = (wall_clock(table[name], zone) for name in ("from_us", "to_us", "since_us"))
    vague = (table["from_us"] != table["to_us"]).to_numpy()
    words = end.copy()
    words[vague] = start[vague] + " to " + end[vague]
    words += _each(table["date_basis"], lambda basis: f", {BASES.get(basis, basis)}")
    copied = (table["origin"] != "").to_numpy()
    words[copied] += "; a reprint"
    forms = _each(table["form"], lambda form: f"; {FORMS[form]}" if form in FORMS else "")
    words[~copied] += forms[~copied]
    unseen = (table["since_us"] != table["from_us"]).to_numpy()
    tail = ": it may have told of it from then on"
    words[unseen] += "; not observed at " + since[unseen] + tail
    return list(words)


def _each(values: pd.Series, told: Callable[[str], str]) -> Texts:
    """What is told of each value, made once for equal ones."""
    place, found = pd.factorize(values)
    texts: Texts = np.array([told(str(value)) for value in found], dtype=object)[place]
    return texts


def wall_clock(micros: pd.Series, zone: str) -> Texts:
    """Instants as `2026-03-01 08:05` of a zone."""
    # Many lines share a minute, and writing one is slow.
    place, minutes = pd.factorize(micros.to_numpy() // MINUTE)
    at = pd.DatetimeIndex(minutes * (MINUTE * 1000), tz="UTC").tz_convert(zone).tz_localize(None)
    written = np.datetime_as_string(at.to_numpy().astype("datetime64[m]"), unit="m").tolist()
    texts: Texts = np.array([text.replace("T", " ") for text in written], dtype=object)[place]
    return texts
