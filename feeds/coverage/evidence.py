"""What a lag rests on, in words (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Texts: TypeAlias = Any  # pyarrow.LargeStringArray
Whole: TypeAlias = npt.NDArray[np.int64]

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
NONE = pa.scalar("", pa.large_string())
UNSEEN = ": it may have told of it from then on"
MINUTE = 60_000_000  # microseconds
DAY = 1440  # minutes
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
CLOCK = np.array(
    [f"{minute // 60:02}:{minute % 60:02}".encode() for minute in range(DAY)], dtype="S5"
).view(np.uint8).reshape(DAY, 5)  # fmt: skip


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


def places(highs: pd.Series) -> pd.Series:
    """`place` from the first to each."""
    number, found = pd.factorize(highs)
    return _column(_told([place(1, high) for high in found.tolist()], number), highs.index)


def evidence(table: pd.DataFrame, zone: str) -> pd.Series:
    """A sentence a line: when its first story was published and how that is known, what it is,
    and since when it may have told of the event unseen."""
    start, end, since = (wall_clock(table[name], zone) for name in ("from_us", "to_us", "since_us"))
    vague = (table["from_us"] != table["to_us"]).to_numpy()
    unseen = (table["since_us"] != table["from_us"]).to_numpy()
    copied = (table["origin"] != "").to_numpy()
    forms = _each(table["form"], lambda form: f"; {FORMS[form]}" if form in FORMS else "")
    parts = (
        _where(vague, _joined(start, " to ")),
        end,
        _each(table["date_basis"], lambda basis: f", {BASES.get(basis, basis)}"),
        pc.if_else(pa.array(copied), _text("; a reprint"), forms),
        _where(unseen, _joined("; not observed at ", since, UNSEEN)),
    )
    return _column(_joined(*parts), table.index)


def _column(texts: Texts, index: pd.Index) -> pd.Series:
    return pd.Series(texts, dtype="str", index=index)


def _text(text: str) -> Texts:
    return pa.scalar(text, pa.large_string())


def _joined(*parts: Texts | str) -> Texts:
    return pc.binary_join_element_wise(
        *(_text(p) if isinstance(p, str) else p for p in parts), NONE
    )


def _where(which: npt.NDArray[np.bool_], texts: Texts) -> Texts:
    """The texts there, nothing elsewhere."""
    return pc.if_else(pa.array(which), texts, NONE)


def _told(texts: Sequence[str], places: npt.NDArray[np.integer[Any]]) -> Texts:
    return pa.array(list(texts), pa.large_string()).take(pa.array(places))


def _each(values: pd.Series, told: Callable[[str], str]) -> Texts:
    """What is told of each value, made once for equal ones."""
    place, found = pd.factorize(values)
    return _told([told(str(value)) for value in found], place)


def wall_clock(micros: pd.Series, zone: str) -> Texts:
    """Instants as `2026-03-01 08:05` of a zone."""
    minutes = local_minutes(micros.to_numpy() // MINUTE, zone)
    days, day = np.unique(minutes // DAY, return_inverse=True)
    dates = np.datetime_as_string(days.astype("datetime64[D]"), unit="D")
    written = np.array([f"{date} " for date in dates], dtype="S11").view(np.uint8).reshape(-1, 11)
    letters = np.concatenate([written[day], CLOCK[minutes % DAY]], axis=1)
    offsets = np.arange(len(minutes) + 1, dtype=np.int64) * letters.shape[1]
    buffers = (pa.py_buffer(np.ascontiguousarray(part)) for part in (offsets, letters))
    return pa.LargeStringArray.from_buffers(len(minutes), *buffers)


def local_minutes(minutes: Whole, zone: str) -> Whole:
    """Minutes since 1970 in UTC as those that clocks of a zone show; these change at quarters
    of an hour, so that only quarters are looked up."""
    quarters, place = np.unique(minutes // 15, return_inverse=True)
    at = pd.DatetimeIndex(quarters * 15 * 60_000_000_000, tz="UTC").tz_convert(zone)
    shown = at.tz_localize(None).as_unit("s").asi8 // 60
    found: Whole = minutes + (shown - quarters * 15)[place]
    return found
