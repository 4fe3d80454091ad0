"""Who cites whom, in a store: the table, the graph, and lanes for those without a feed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from feeds import coverage
from feeds.coverage import Selection
from feeds.model import CitedSource, Derived, Outlet, Story, TopicMatch
from feeds.sourcing import Sourcer
from feeds.store import Store, open_store
from feeds.subjects import load_subject
from tests.store import make

CASES = Path(__file__).parent.parent / "cases" / "coverage"
NOON = make.NOON
DAY = Selection(NOON - timedelta(days=1), NOON + timedelta(days=1))


def lines(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def outlet(name: str, english: str, native: str, *languages: str) -> Outlet:
    held = make.outlet(name)
    return replace(held, name=english, native_name=native, languages=languages)


OUTLETS = [
    outlet("lantern", "Harbour Lantern", "Harbour Lantern", "en"),
    outlet("gull", "The Grey Gull", "النورس", "en", "ar"),
    outlet("jazeera-ar", "Al Jazeera Arabic", "الجزيرة", "ar"),
    outlet("jazeera-en", "Al Jazeera English", "Al Jazeera English", "en"),
]


def told(line: dict[str, str]) -> Story:
    story = make.story(line["story"], float(line["hours"]))
    return replace(
        story,
        outlet_id=line["outlet"],
        feed_id=f"{line['outlet']}-feed",
        url=f"https://port.example/{line['story']}",
        title=line["title"],
        summary=line["summary"],
        language=line["lang"],
        copy_of=line["copy_of"],
        event_id="e1",
        text_scope="summary" if line["summary"] else "title",
    )


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the stories of the cases, cited as a pass cites them."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('port') / 'port.db'}")
    store.save_outlets(OUTLETS)
    stories = tuple(told(line) for line in lines("cited-stories.tsv"))
    cited, citations = Sourcer(store, load_subject("demo")).of(stories)
    topics = tuple(TopicMatch(story.id, "harbour", 1.0, "") for story in stories)
    derived = Derived(1, stories, topics=topics, cited=cited, citations=citations)
    store.save_derived(replace(derived, events=(make.event("e1"),)))
    yield store
    store.close()


def test_each_citation_with_its_sentence(port: Store) -> None:
    table = coverage.citations(port, DAY)
    names = ["story_id", "outlet_id", "source", "source_kind", "text_scope", "sentence"]
    found = sorted(table[names].astype(str).itertuples(index=False, name=None))
    expected = sorted(tuple(line[n] for n in names) for line in lines("citations.tsv"))
    assert found == expected


def test_the_graph_counts_stories_and_not_mentions(port: Store) -> None:
    graph = coverage.citation_graph(port, DAY)
    names = ["outlet_id", "source", "source_kind", "watched", "stories"]
    found = sorted(graph[names].astype(str).itertuples(index=False, name=None))
    assert found == sorted(tuple(line[n] for n in names) for line in lines("citation-graph.tsv"))


def test_the_graph_tells_when_a_source_was_first_cited(port: Store) -> None:
    graph = coverage.citation_graph(port, DAY).set_index(["outlet_id", "source"])
    lantern = graph.loc[("lantern", "police")]
    assert lantern["first_at"] == pd.Timestamp(make.at(1))
    assert lantern["last_at"] == pd.Timestamp(make.at(5))


def test_the_graph_is_that_of_the_table(port: Store) -> None:
    pd.testing.assert_frame_equal(
        coverage.citation_graph(port, DAY),
        coverage.citation_graph(port, replace(DAY, as_of=datetime(2100, 1, 1, tzinfo=UTC))),
    )


def test_reprints_cite_only_where_each_copy_counts(port: Store) -> None:
    reach = replace(DAY, counting="reach")
    more = len(coverage.citations(port, reach)) - len(coverage.citations(port, DAY))
    assert more == sum(bool(line["copy_of"]) for line in lines("cited-stories.tsv"))


def test_one_source_at_a_time(port: Store) -> None:
    found = coverage.citations(port, DAY, source="jazeera-en")
    assert set(found["source"]) == {"jazeera-en"}
    assert set(coverage.citations(port, DAY, source="police")["source"]) == {"police"}


def test_a_selection_narrows_it(port: Store) -> None:
    only = coverage.citations(port, replace(DAY, outlets=("gull",)))
    assert set(only["outlet_id"]) == {"gull"}
    arabic = coverage.citation_graph(port, replace(DAY, languages=("ar",)))
    assert set(arabic["source"]) == {"jazeera-ar", "unnamed-security"}
    early = replace(DAY, as_of=make.at(1.5))
    assert coverage.citations(port, early)["story_id"].nunique() == 1


def test_nothing_has_its_columns(port: Store) -> None:
    empty = replace(DAY, from_at=NOON + timedelta(days=9), to_at=NOON + timedelta(days=10))
    for table in (coverage.citations, coverage.citation_graph):
        none, some = table(port, empty), table(port, DAY)
        assert list(none.columns) == list(some.columns)
        assert none.empty
        for name in ("first_at", "last_at", "at"):
            if name in none:
                assert str(none[name].dtype) == "datetime64[us, UTC]"


def test_what_a_story_cited_is_replaced_with_its_words(port: Store, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'edit.db'}")
    store.save_outlets(OUTLETS[:1])
    one = CitedSource("s1", "title", 0, 6, "police", "Police", "ministry", "said", 0, 12)
    store.save_derived(Derived(1, (make.story("s1"),), cited=("s1",), citations=(one,)))
    assert store.citations_of(["s1", "s2"]) == {"s1": [one]}
    later = replace_start(one, 7)
    store.save_derived(Derived(2, cited=("s1",), citations=(later,)))
    assert store.citations_of(["s1"]) == {"s1": [later]}
    store.save_derived(Derived(3, cited=("s1",)))
    assert store.citations_of(["s1"]) == {}
    store.close()


def replace_start(one: CitedSource, start: int) -> CitedSource:
    return one._replace(start=start)
