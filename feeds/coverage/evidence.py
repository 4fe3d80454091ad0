"""What a lag rests on, in words (pure)."""

from __future__ import annotations

import numpy as np
import pandas as pd

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
    exact = (table["from_us"] == table["to_us"]).to_numpy()
    seen = (table["since_us"] == table["from_us"]).to_numpy()
    rows = zip(start, end, since, exact, seen, *_facts(table), strict=True)
    return [_sentence(*row) for row in rows]


def _facts(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    basis = [BASES.get(name, name) for name in table["date_basis"]]
    kinds = ["a reprint" if copy else "" for copy in table["origin"]]
    forms = [FORMS.get(form, "") for form in table["form"]]
    return basis, [kind or form for kind, form in zip(kinds, forms, strict=True)]


def _sentence(
    start: str, end: str, since: str, exact: bool, seen: bool, basis: str, kind: str
) -> str:
    at = end if exact else f"{start} to {end}"
    words = f"{at}, {basis}"
    if kind:
        words += f"; {kind}"
    if not seen:
        words += f"; not observed at {since}: it may have told of it from then on"
    return words


def wall_clock(micros: pd.Series, zone: str) -> list[str]:
    """Instants as `2026-03-01 08:05` of a zone."""
    # Many lines share a minute, and writing one is slow.
    place, minutes = pd.factorize(micros.to_numpy() // MINUTE)
    at = pd.DatetimeIndex(minutes * (MINUTE * 1000), tz="UTC").tz_convert(zone).tz_localize(None)
    written = np.datetime_as_string(at.to_numpy().astype("datetime64[m]"), unit="m").tolist()
    texts = np.array([text.replace("T", " ") for text in written], dtype=object)
    return list(texts[place])
