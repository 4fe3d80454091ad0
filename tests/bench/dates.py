"""How well dates are read: python -m tests.bench.dates CASES.tsv --out READINGS

CASES has a header with raw, lang, feed_zone and fetched_at; other columns are not looked at.
READINGS gets one line a case: an instant, a bare date for a reading of day precision, or null.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.dates import Context, point, read_date

WIDEST = timedelta(days=31)


def reading_of(raw: str, language: str, zone: str, fetched_at: datetime) -> str:
    """What the pipeline's readers make of a string, as the scorer wants it.

    `two weeks ago` is an interval of two weeks, and its middle is what the words say; an interval
    wider than a month says no instant.
    """
    context = Context(language, zone, "", fetched_at)
    reading = read_date(raw, context).reading
    if reading is None:
        return "null"
    if reading.precision == "day":
        return reading.earliest_at.astimezone(context.tz).date().isoformat()
    if reading.reader == "relative" and reading.precision == "interval":
        middle = reading.earliest_at + (reading.latest_at - reading.earliest_at) / 2
        wide = reading.latest_at - reading.earliest_at > WIDEST
        return "null" if wide else middle.isoformat().replace("+00:00", "Z")
    return point(reading).astimezone(UTC).isoformat().replace("+00:00", "Z")


def readings(cases: Path) -> Iterator[str]:
    """One reading a case, in order, without holding the file."""
    with cases.open(encoding="utf-8", newline="") as lines:
        for case in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            fetched_at = datetime.fromisoformat(case["fetched_at"])
            yield reading_of(case["raw"], case["lang"], case["feed_zone"], fetched_at)


def main() -> None:
    """Stream the cases through the readers."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.dates", description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    with asked.out.open("w", encoding="utf-8") as out:
        out.writelines(f"{reading}\n" for reading in readings(asked.cases))


if __name__ == "__main__":
    main()
