"""How fast dates are read: python -m tests.bench.dates_speed [--seconds 2]

Every class is read through `read_date` with a feed's context, on one core, in the time that the
process itself spent; every string is another one. Beside it stand the bare library calls of the
same run, as ratios: what our evidence, zones and gate cost, or save.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from itertools import islice
from typing import Any

import dateparser

from feeds.dates import Context, read_date
from tests.dates.printing import FORMS, Form

FETCHED_AT = datetime(2026, 6, 1, tzinfo=UTC)
FIRST_AT = datetime(2019, 1, 1, tzinfo=UTC)
STEP = timedelta(seconds=7919)  # a prime, so that days, hours and minutes all change
BATCH, SLOW_BATCH = 500, 10  # strings between two looks at the clock


@dataclass(frozen=True)
class Rate:
    """Strings a second of one class, and of the bare library on the same strings."""

    name: str
    ours: float
    library: str
    theirs: float

    def __str__(self) -> str:
        ratio = f"{self.ours / self.theirs:.2f} × {self.library}" if self.theirs else ""
        return f"{self.name:<24}{self.ours:>12,.0f}/s   {ratio}"


def instants() -> Iterator[datetime]:
    """Instants without end, none twice, all before the fetch."""
    at = FIRST_AT
    while True:
        yield at
        at += STEP
        if at >= FETCHED_AT:
            at -= FETCHED_AT - FIRST_AT - timedelta(seconds=1)


def rate(
    texts: Iterator[str], read: Callable[[str], Any], seconds: float, size: int = BATCH
) -> float:
    """Strings a second that `read` takes; making the strings is not counted."""
    done, spent = 0, 0.0
    while spent < seconds:
        batch = list(islice(texts, size))
        began = time.process_time()
        for text in batch:
            read(text)
        spent += time.process_time() - began
        done += len(batch)
    return done / spent


def standard(seconds: float) -> Iterator[Rate]:
    """RFC 822 and ISO 8601 against the standard library."""
    context = Context("en", "UTC", "", FETCHED_AT)
    zone = timedelta(hours=3)
    classes: tuple[tuple[str, Callable[[datetime], str], str, Callable[[str], Any]], ...] = (
        (
            "RFC 822, GMT",
            lambda at: format_datetime(at, usegmt=True),
            "email",
            parsedate_to_datetime,
        ),
        (
            "RFC 822, +0300",
            lambda at: f"{at + zone:%a, %d %b %Y %H:%M:%S} +0300",
            "email",
            parsedate_to_datetime,
        ),
        ("ISO 8601, Z", lambda at: f"{at:%Y-%m-%dT%H:%M:%S}Z", "datetime", datetime.fromisoformat),
        (
            "ISO 8601, +03:00",
            lambda at: f"{at + zone:%Y-%m-%dT%H:%M:%S}+03:00",
            "datetime",
            datetime.fromisoformat,
        ),
    )
    for name, write, library, theirs in classes:
        ours = rate(map(write, instants()), lambda text: read_date(text, context), seconds)
        bare = rate(map(write, instants()), theirs, seconds)
        yield Rate(name, ours, library, bare)


def languages(seconds: float) -> Iterator[Rate]:
    """Each form of each language against dateparser, which is told the language."""
    for form in FORMS:
        context = Context(form.language, form.zone, "", FETCHED_AT)
        ours = rate(_written(form), partial(_read, context), seconds)
        tongue = [form.language.replace("ku", "tr").replace("ckb", "ar")]
        bare = rate(
            _written(form), partial(dateparser.parse, languages=tongue), seconds, SLOW_BATCH
        )
        yield Rate(form.name, ours, "dateparser", bare)


def _read(context: Context, text: str) -> Any:
    return read_date(text, context)


def _written(form: Form) -> Iterator[str]:
    return (form.write(at) for at in instants())


def main() -> None:
    """Print the rates, and the slowest of the languages."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.dates_speed", description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.0, help="of reading, a class")
    seconds = parser.parse_args().seconds
    for line in standard(seconds):
        print(line, flush=True)
    rates = []
    for line in languages(seconds):
        rates.append(line)
        print(line, flush=True)
    slowest = min(rates, key=lambda line: line.ours)
    print(f"the slowest of {len(rates)} forms: {slowest.name}, {slowest.ours:,.0f}/s")


if __name__ == "__main__":
    main()
