"""Which outlets a text names as its source, in ten languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from feeds.citing.finding import citations
from tests.citing.town import OUTLETS

CASES = Path(__file__).parent.parent / "cases" / "citing"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows("citations.tsv"), ids=lambda row: row["text"][:40])
def test_a_source_is_found(row: dict[str, str]) -> None:
    found = citations(row["text"], row["lang"], OUTLETS)
    assert [one.outlet_id for one in found] == [row["outlet"]]


@pytest.mark.parametrize("row", rows("no-citations.tsv"), ids=lambda row: row["text"][:40])
def test_a_name_alone_is_no_source(row: dict[str, str]) -> None:
    assert citations(row["text"], row["lang"], OUTLETS) == []
