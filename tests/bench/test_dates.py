"""The benchmark of dates runs, and reads none of the shared cases wrongly."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.dates import readings

SHARED = Path(os.environ.get("COVERLINE_SHARED", "../shared"))
DEV = SHARED / "bench" / "dates-dev.tsv"


def test_the_command_writes_one_reading_a_case(tmp_path: Path) -> None:
    cases, out = tmp_path / "cases.tsv", tmp_path / "readings"
    cases.write_text(
        "raw\tlang\tfeed_zone\tfetched_at\n"
        "8 آذار 2024\tar\tAsia/Damascus\t2024-10-09T00:00:00Z\n"
        "2024-10-08T12:30:15+03:00\ten\tUTC\t2024-10-09T00:00:00Z\n"
        "soon\ten\tUTC\t2024-10-09T00:00:00Z\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "tests.bench.dates", str(cases), "--out", str(out)]
    subprocess.run(command, check=True)
    assert out.read_text("utf-8").split() == ["2024-03-08", "2024-10-08T09:30:15Z", "null"]


@pytest.mark.corpus
@pytest.mark.skipif(not DEV.exists(), reason="no dates-dev.tsv under COVERLINE_SHARED")
def test_a_date_is_read_for_each_case_that_has_one() -> None:
    with DEV.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        dated = [row["expected"] != "null" for row in table]
    assert [reading != "null" for reading in readings(DEV)] == dated
