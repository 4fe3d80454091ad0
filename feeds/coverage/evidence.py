"""What a lag rests on, in words (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from feeds.coverage.leading import Lines
from feeds.coverage.numbered import Numbered, Whole, categories, codes

Texts: TypeAlias = Any  # pyarrow.LargeStringArray

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
UNSEEN, TAIL = "; not observed at ", ": it may have told of it from then on"
NEVER, FEW = 2**62, 10_000
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


def places(highs: Whole) -> pd.Series:
    """`place` from the first to each."""
    number, found = pd.factorize(highs)
    return _column(_told([place(1, high) for high in found.tolist()], number))


def evidence(told: Numbered, held: Lines, zone: str) -> pd.Series:
    """A sentence a line: when its first story was published and how that is known, what it is,
    and since when it may have told of the event unseen."""
    start, end, since = held.from_us, held.to_us, held.since_us
    dated = [
        _where(start != end, lambda some: _joined(wall_clock(start[some], zone), " to ")),
        wall_clock(end, zone),
        _known(told, held.story),
        _where(since != start, lambda some: _joined(UNSEEN, wall_clock(since[some], zone), TAIL)),
    ]
    return _column(_joined(*(part for part in dated if part is not None)))


def _known(told: Numbered, story: Whole) -> Texts:
    """How each date is known and what the story is: a few texts, each made once."""
    (basis, bases), (form, forms) = (_few(told.table[n], story) for n in ("date_basis", "form"))
    copied = (told.table["origin"] != "").to_numpy()[story]
    texts = [
        f", {BASES.get(one, one)}{'; a reprint' if copy else _form(other)}"
        for one in bases
        for other in forms
        for copy in (False, True)
    ]
    return _told(texts, (basis * len(forms) + form) * 2 + copied)


def _few(values: pd.Series, story: Whole) -> tuple[Whole, list[str]]:
    """The few values of some stories: the place of each among them, and their names."""
    held = categories(values)
    return codes(held)[story], list(map(str, held.cat.categories))


def _form(form: str) -> str:
    return f"; {FORMS[form]}" if form in FORMS else ""


def _column(texts: Texts) -> pd.Series:
    return pd.Series(texts, dtype="str")


def _text(text: str) -> Texts:
    return pa.scalar(text, pa.large_string())


def _joined(*parts: Texts | str) -> Texts:
    return pc.binary_join_element_wise(
        *(_text(p) if isinstance(p, str) else p for p in parts), NONE
    )


def _where(which: npt.NDArray[np.bool_], told: Callable[[Whole], Texts]) -> Texts | None:
    """What is told of some lines, nothing at the others; None where of no line."""
    some = np.flatnonzero(which)
    if not len(some):
        return None
    place = np.zeros(len(which), dtype=np.int64)
    place[some] = np.arange(1, len(some) + 1)
    return pa.concat_arrays([pa.array([""], pa.large_string()), told(some)]).take(pa.array(place))


def _told(texts: Sequence[str], places: npt.NDArray[np.integer[Any]]) -> Texts:
    return pa.array(list(texts), pa.large_string()).take(pa.array(places))


def wall_clock(micros: Whole, zone: str) -> Texts:
    """Instants as `2026-03-01 08:05` of a zone."""
    minutes = local_minutes(micros // MINUTE, zone)
    days, day = _numbered(minutes // DAY)
    dates = np.datetime_as_string(days.astype("datetime64[D]"), unit="D")
    written = np.array([f"{date} " for date in dates], dtype="S11").view(np.uint8).reshape(-1, 11)
    letters = np.concatenate([written[day], CLOCK[minutes % DAY]], axis=1)
    offsets = np.arange(len(minutes) + 1, dtype=np.int64) * letters.shape[1]
    buffers = (pa.py_buffer(np.ascontiguousarray(part)) for part in (offsets, letters))
    return pa.LargeStringArray.from_buffers(len(minutes), *buffers)


def local_minutes(minutes: Whole, zone: str) -> Whole:
    """Minutes since 1970 in UTC as those that clocks of a zone show; these change at quarters
    of an hour, so that only quarters are looked up."""
    quarters, place = _numbered(minutes // 15)
    at = pd.DatetimeIndex(quarters * 15 * 60_000_000_000, tz="UTC").tz_convert(zone)
    shown = at.tz_localize(None).as_unit("s").asi8 // 60
    found: Whole = minutes + (shown - quarters * 15)[place]
    return found


def _numbered(values: Whole) -> tuple[Whole, Whole]:
    """Values, among them all that there are, and the place of each line's: the whole range where
    it is no longer than the lines are many, for that needs no sorting."""
    low, high = int(values.min(initial=NEVER)), int(values.max(initial=-NEVER))
    if 0 <= high - low <= len(values) + FEW:
        return np.arange(low, high + 1), values - low
    found, place = np.unique(values, return_inverse=True)
    return found, place
