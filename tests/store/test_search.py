"""Searching finds the same whichever database keeps the stories, and never less than is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from feeds.model import Derived, NameUse, Story
from feeds.query import Either, Every, Query, Words, indexed_words, parse
from feeds.store import Store, open_store
from feeds.store.sql import SqlStore
from feeds.store.wanted import Wanted
from feeds.store.words import index as search_index
from feeds.store.words.tables import Sought, docs
from tests.store import make
from tests.store.conftest import emptied
from tests.store.make import FIRST, LAST, at

ALL = Sought(FIRST, LAST)


@pytest.fixture
def lantern(store: SqlStore) -> SqlStore:
    """A store that knows two outlets."""
    store.save_outlets([make.outlet("lantern"), make.outlet("beacon")])
    return store


def keep(store: Store, *stories: Story, **facts: Any) -> None:
    store.save_derived(Derived(0, stories=stories, **facts))


def ids(store: Store, typed: str = "", limit: int | None = 100, **facts: Any) -> list[str]:
    """Ids of the stories that a search finds; as many as it counts where none is cut off."""
    total, table = store.search(replace(ALL, query=parse(typed), **facts), limit=limit)
    if limit == 100:
        assert total == len(table)
    return [str(name) for name in table["id"]]


def test_a_word_is_found_in_headline_and_summary(lantern: SqlStore) -> None:
    keep(
        lantern,
        make.story("s1", 1, title="Harbour reopens"),
        make.story("s2", 2, title="Ferries run", summary="The harbour was closed."),
        make.story("s3", 3, title="Choir sings"),
    )
    assert ids(lantern, "HARBOUR") == ["s2", "s1"]
    assert ids(lantern, "harbour -reopens") == ["s2"]
    assert ids(lantern, "choir OR ferries") == ["s3", "s2"]
    assert ids(lantern, "harbour ferries") == ["s2"]
    assert ids(lantern, "harb*") == ["s2", "s1"]
    assert ids(lantern, "harb") == []


def test_a_phrase_does_not_reach_from_the_headline_into_the_summary(lantern: SqlStore) -> None:
    keep(lantern, make.story("s1", title="Ferries run", summary="late again, ferries stop"))
    assert ids(lantern, '"ferries run"') == ["s1"]
    assert ids(lantern, '"run late"') == []
    assert ids(lantern, '"run ferries"') == []
    assert ids(lantern, '"again ferries stop"') == ["s1"]


@pytest.mark.parametrize(
    ("typed", "headline"),
    [
        ("المرفأ", "توسيع مرفأ دسانا"),
        ("مرفأ", "إضراب بالمرفا"),
        ('"مرفأ دسانة"', "من مرفأ دسانه"),
        ('"المرفأ القديم"', "للمرفأ القديم"),
        ("ILICA", "Ilıca limanı"),
        ("elysee", "L’Élysée"),
    ],
)
def test_letters_are_folded_on_both_sides(lantern: SqlStore, typed: str, headline: str) -> None:
    keep(lantern, make.story("s1", title=headline), make.story("s2", title="ميناء"))
    assert ids(lantern, typed) == ["s1"]


@pytest.mark.parametrize(
    "typed",
    ["near", '"not and or"', "quay's", "'A' & B", "B|C", "near(the)", "C:D", "not^2", "'; DROP --"],
)
def test_what_a_database_takes_for_a_sign_is_part_of_a_word(lantern: SqlStore, typed: str) -> None:
    title = "near the not and or quay's 'A' & B | C:D; drop: not 2"
    keep(lantern, make.story("s1", title=title), make.story("s2", title="choir"))
    assert ids(lantern, typed) == ["s1"]


def test_an_edit_is_searched_by_its_new_words_alone(lantern: SqlStore) -> None:
    keep(lantern, make.story("s1", title="Harbour reopens"))
    keep(lantern, make.story("s1", title="Harbour stays closed", version=2))
    assert ids(lantern, "reopens") == []
    assert ids(lantern, "closed") == ["s1"]
    assert ids(lantern, "harbour") == ["s1"]


def test_a_new_date_moves_a_story_within_the_order(lantern: SqlStore) -> None:
    keep(lantern, make.story("s1", 1), make.story("s2", 2))
    keep(lantern, make.story("s1", 3))
    assert ids(lantern, "harbour") == ids(lantern) == ["s1", "s2"]
    assert ids(lantern, "harbour", oldest=True) == ["s2", "s1"]
    assert ids(lantern, "harbour", to_at=at(2.5)) == ids(lantern, to_at=at(2.5)) == ["s2"]


def test_a_span_ends_to_the_microsecond(lantern: SqlStore) -> None:
    tick = timedelta(microseconds=1)
    keep(lantern, make.story("s1", 0))
    assert ids(lantern, "harbour", from_at=at(0)) == ["s1"]
    assert ids(lantern, "harbour", from_at=at(0) + tick) == []
    assert ids(lantern, "harbour", to_at=at(0) + tick) == ["s1"]
    assert ids(lantern, "harbour", to_at=at(0)) == []


def test_by_the_other_clock_order_and_span_are_those_of_first_sight(lantern: SqlStore) -> None:
    keep(lantern, make.story("s1", 2, seen=3), make.story("s2", 1, seen=5))
    assert ids(lantern, "harbour", clock="seen") == ["s2", "s1"]
    assert ids(lantern, "harbour", clock="seen", from_at=at(4)) == ["s2"]
    assert ids(lantern, clock="seen", oldest=True) == ["s1", "s2"]


def test_a_search_is_narrowed_by_what_is_known_of_stories(lantern: SqlStore) -> None:
    other = {"outlet_id": "beacon", "feed_id": "beacon-feed"}
    keep(
        lantern,
        make.story("s1", 1, language="ar", event_id="e1"),
        make.story("s2", 2, form="opinion", copy_of="s1", **other),
        make.story("s3", 3, date=make.dated(3, basis="polled")),
        topics=(make.topic("s1"), make.topic("s3", "off-subject")),
        names=(NameUse("s2", "n1", "Orsan Veltam", "person", "O. Veltam", "title", 0, 9),),
        events=(make.event(),),
    )

    def narrowed(**facts: Any) -> list[str]:
        found = ids(lantern, "harbour", wanted=Wanted(**facts))
        assert ids(lantern, wanted=Wanted(**facts)) == found
        return found

    assert narrowed(outlets=("beacon",)) == ["s2"]
    assert narrowed(languages=("ar",)) == ["s1"]
    assert narrowed(forms=("opinion",)) == ["s2"]
    assert narrowed(events=("e1",)) == ["s1"]
    assert narrowed(topics=("harbour",)) == ["s1"]
    assert narrowed(on_topic=True) == ["s1"]
    assert narrowed(names=("n1",)) == ["s2"]
    assert narrowed(original=True) == ["s3", "s1"]
    assert ids(lantern, "harbour", bases=("polled",)) == ["s3"]


def test_what_changes_without_the_words_is_searched_too(lantern: SqlStore) -> None:
    keep(lantern, make.story("s1"))
    keep(lantern, make.story("s1", event_id="e1"), events=(make.event(),))
    assert ids(lantern, "harbour", wanted=Wanted(events=("e1",))) == ["s1"]


def test_stories_are_counted_by_kind_topic_and_event(lantern: SqlStore) -> None:
    keep(
        lantern,
        make.story("s1", 1, event_id="e1"),
        make.story("s2", 2, event_id="e1"),
        make.story("s3", 3, language="ar"),
        make.story("s4", 4, title="Choir sings"),
        topics=(make.topic("s1"), make.topic("s2"), make.topic("s3", "off-subject")),
        events=(make.event(),),
    )
    sought = replace(ALL, query=parse("harbour"))
    kinds = lantern.search_counts(sought, "kind")
    assert dict(zip(kinds["language"], kinds["stories"], strict=True)) == {"ar": 1, "en": 2}
    assert lantern.search_counts(sought, "topic").to_numpy().tolist() == [["harbour", 2], ["", 1]]
    assert lantern.search_counts(sought, "event").to_numpy().tolist() == [["e1", 2]]
    assert lantern.search_counts(replace(ALL, query=parse("none")), "kind").empty


def test_parts_of_what_is_found_are_alike_and_make_the_whole(lantern: SqlStore) -> None:
    keep(lantern, *(make.story(f"s{number}", number % 5 + 1) for number in range(64)))
    sought = replace(ALL, query=parse("harbour"))
    whole = lantern.search(sought)[0]
    fourth = lantern.search(replace(sought, part=4))
    assert whole == 64
    assert 8 <= fourth[0] == len(fourth[1]) <= 24
    counted = lantern.search_counts(replace(sought, part=4), "kind")["stories"].sum()
    assert counted == fourth[0]
    half = set(lantern.search(replace(sought, part=2))[1]["id"])
    assert set(fourth[1]["id"]) < half


def test_pages_part_what_is_found(lantern: SqlStore) -> None:
    keep(lantern, *(make.story(f"s{n}", n % 5) for n in range(23)))
    sought = replace(ALL, query=parse("harbour"))
    pages = [lantern.search(sought, offset, 10)[1]["id"].tolist() for offset in (0, 10, 20, 30)]
    assert [len(page) for page in pages] == [10, 10, 3, 0]
    joined = [name for page in pages for name in page]
    assert sorted(joined) == sorted(f"s{n}" for n in range(23))
    assert joined == lantern.search(sought, limit=None)[1]["id"].tolist()


def test_the_order_does_not_hang_on_how_stories_came(lantern: SqlStore) -> None:
    stories = [make.story(f"s{n}", 1) for n in range(40)]
    keep(lantern, *stories)
    at_once = ids(lantern, "harbour")
    emptied(lantern)
    lantern.save_outlets([make.outlet("lantern")])
    for story in reversed(stories):
        keep(lantern, story)
    assert ids(lantern, "harbour") == at_once


def test_words_read_anew_are_those_that_were_kept_story_by_story(lantern: SqlStore) -> None:
    same = at(3)  # published in one second, under numbers of their own
    stories = [make.story(f"s{n}", 3, title=f"Harbour {n} ميناء") for n in range(5)]
    keep(lantern, *stories, make.story("s9", 1, copy_of="s1", summary="The 'old' quay's ferry."))
    asked = ("harbour", "ميناء", '"harbour 3"', "old quay", "harbour old")
    found, held = [ids(lantern, typed) for typed in asked], facts_of(lantern)
    with lantern.writing() as conn:
        search_index.rebuild(conn, lantern.inserter, lambda done, total: None)
    assert facts_of(lantern) == held
    assert {row["published_at"] for row in held[1:]} == {same}
    assert [ids(lantern, typed) for typed in asked] == found
    keep(lantern, make.story("s5", 3, title="Harbour 5"))
    assert ids(lantern, '"harbour 5"') == ["s5"]


def facts_of(store: SqlStore) -> list[dict[str, Any]]:
    """What searching reads of each story."""
    with store.reading() as conn:
        return [dict(row) for row in conn.execute(select(docs).order_by(docs.c.doc)).mappings()]


def test_a_store_whose_words_are_kept_otherwise_is_read_anew(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    store = open_store(url)
    store.save_outlets([make.outlet()])
    keep(store, make.story("s1"))
    store.set_meta(search_index.FACT, "0, Unicode 1.1")
    assert isinstance(store, SqlStore)
    with store.writing() as conn:
        conn.execute(docs.delete())
        conn.execute(text("DROP TABLE search_words"))
    store.close()
    again = open_store(url)
    assert ids(again, "harbour") == ["s1"]
    again.close()


def matches(query: Query, parts: list[list[str]]) -> bool:
    """Whether a story holds what is sought, worked out without an index."""
    if isinstance(query, Every):
        return all(matches(part, parts) for part in query.parts) and not any(
            matches(part, parts) for part in query.without
        )
    if isinstance(query, Either):
        return any(matches(part, parts) for part in query.parts)
    return any(_stands(form, query, part) for form in query.forms for part in parts)


def _stands(form: tuple[str, ...], query: Words, part: list[str]) -> bool:
    for start in range(len(part) - len(form) + 1):
        *whole, last = part[start : start + len(form)]
        same = last.startswith(form[-1]) if query.start else last == form[-1]
        if same and tuple(whole) == form[:-1]:
            return True
    return False


WORDS = st.sampled_from(["dock", "quay", "Docks", "مرفأ", "والمرفأ", "بمرفأ", "Île", "a", "or"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
ATOMS = st.one_of(WORDS, TEXTS.filter(bool).map('"{}"'.format), st.sampled_from(["do*", "مر*"]))
TYPED = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("({0[0]} OR {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]} {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]} -{0[1]})".format),
    ),
    max_leaves=5,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6), st.lists(TYPED, max_size=6))
def test_the_index_finds_what_reading_finds(
    kept_store: SqlStore, texts: list[tuple[str, str]], typed: list[str]
) -> None:
    store = emptied(kept_store)
    store.save_outlets([make.outlet("lantern")])
    first = [make.story(f"s{n}", n, title="quay", summary="dock") for n in range(len(texts))]
    last = [replace(s, title=t, summary=u) for s, (t, u) in zip(first, texts, strict=True)]
    keep(store, *first)
    keep(store, *last)
    for text_typed in typed:
        query = parse(text_typed)
        assert query is not None
        read = [
            s.id for s in last if matches(query, [indexed_words(s.title), indexed_words(s.summary)])
        ]
        assert sorted(ids(store, text_typed)) == read


def test_no_document_is_left_behind(lantern: SqlStore) -> None:
    keep(lantern, make.story("s1", 1), make.story("s2", 1))
    keep(lantern, make.story("s1", 2, title="Choir sings"))
    with lantern.reading() as conn:
        kept = set(conn.scalars(select(docs.c.doc)))
        indexed = set(conn.scalars(text("SELECT rowid FROM search_words")))
    assert kept == indexed
    assert len(kept) == 2
