"""Which outlets a text names as its source, in ten languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from feeds.citing import Citer, citations, sentence
from feeds.citing.sources import offices
from feeds.subjects import load_subject
from tests.bench.shared import shared
from tests.citing.town import OUTLETS, outlet

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


@pytest.fixture(scope="module")
def citer() -> Citer:
    return Citer(OUTLETS, (*load_subject("syria").sources, *offices()))


@pytest.mark.parametrize("row", rows("sources.tsv"), ids=lambda row: row["text"][:40])
def test_a_source_without_a_feed_is_typed(citer: Citer, row: dict[str, str]) -> None:
    found = citer.find(row["text"], row["lang"])
    assert (row["source"], row["kind"]) in [(one.source_id, one.kind) for one in found]


@pytest.mark.parametrize("row", rows("no-sources.tsv"), ids=lambda row: row["text"][:40])
def test_who_does_something_is_not_cited_for_it(citer: Citer, row: dict[str, str]) -> None:
    assert citer.find(row["text"], row["lang"]) == []


@pytest.mark.parametrize("name", ["citations.tsv", "no-citations.tsv"])
def test_sources_take_nothing_from_outlets(citer: Citer, name: str) -> None:
    for row in rows(name):
        plain = citations(row["text"], row["lang"], OUTLETS)
        found = [one for one in citer.find(row["text"], row["lang"]) if one.outlet_id]
        assert [one.outlet_id for one in found] == [one.outlet_id for one in plain], row["text"]


def test_an_outlet_does_not_cite_itself(citer: Citer) -> None:
    text = "Bahr TV reported that the quay is open, police said."
    assert [one.source_id for one in citer.find(text, "en", by="bahr")] == ["police"]


@pytest.mark.parametrize("host", ["bbc.co.uk", "feeds.bbci.bbc.com", "bbcnews.example"])
def test_an_outlet_that_a_list_calls_by_its_host_is_known_by_it(host: str) -> None:
    named = outlet("broadcaster", host, host, "en")
    text = "The ferry sank at dawn, a sailor told BBC News."
    assert [one.outlet_id for one in citations(text, "en", [named])] == ["broadcaster"]
    assert citations(text, "en", [named], by="broadcaster") == []


def test_a_host_that_bears_no_known_name_is_a_house_of_its_own() -> None:
    named = outlet("lamp", "harbour-lamp.example", "harbour-lamp.example", "en")
    found = citations("The ferry sank, a sailor told BBC News.", "en", [named])
    assert [one.outlet_id for one in found] == [""]


def test_what_says_so_is_kept() -> None:
    text = "The quay is shut. As the Harbour Herald reported, two men were held."
    (one,) = citations(text, "en", OUTLETS)
    assert text[one.start : one.end] == "Harbour Herald"
    assert one.marker == "reported"
    assert text[slice(*sentence(text, one.start, one.end))] == text[18:]


def test_a_whole_article_names_whom_it_retells() -> None:
    path = shared() / "corpus" / "story-khaberni.txt"
    if not path.exists():
        pytest.skip(f"no article at {path}; set COVERLINE_SHARED to what holds corpus/")
    found = citations(path.read_text("utf-8"), "en", load_subject("syria").outlets, by="khaberni")
    assert {"Al Jazeera", "The New York Times"} <= {one.name for one in found}
