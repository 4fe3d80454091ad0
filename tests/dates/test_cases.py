"""Every case file reads as it says: class by class, one line a case."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.dates import Context, point, read_date

CASES = Path(__file__).parents[1] / "cases" / "dates"
CUT = {"second": 19, "minute": 16, "hour": 13, "interval": 13}


def rows() -> list[tuple[str, dict[str, str]]]:
    """(case id, row) of all files; an empty country leaves it to the zone."""
    found = []
    for path in sorted(CASES.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [(f"{path.stem}:{n}", row) for n, row in enumerate(table, start=2)]
    return found


def read(row: dict[str, str]) -> str:
    """The reading as the case file writes it: an instant, a bare day, or the reason for none."""
    context = Context(row["lang"], row["zone"], "", datetime.fromisoformat(row["fetched_at"]))
    attempt = read_date(row["raw"], context)
    if attempt.reading is None:
        return attempt.flag
    if attempt.reading.precision == "day":
        return attempt.reading.earliest_at.astimezone(context.tz).date().isoformat()
    at = point(attempt.reading).astimezone(UTC).isoformat()
    return at[: CUT[attempt.reading.precision]]


@pytest.mark.parametrize(("case", "row"), rows(), ids=[case for case, _ in rows()])
def test_a_date_reads_as_its_case_says(case: str, row: dict[str, str]) -> None:
    assert read(row) == row["expected"], row["why"]


def test_there_are_cases_of_every_class() -> None:
    assert len(rows()) >= 300
    assert {"iso", "rfc822", "zones", "numeric", "arabic", "words", "clocks", "nothing"} <= {
        case.split(":")[0] for case, _ in rows()
    }
