"""Searching on the page: what is found, its facets and files, and what analysts write."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pandas as pd
import pytest
from dash import Dash
from plotly.utils import PlotlyJSONEncoder

from dashboard import finding, pages, remarking
from dashboard.app import create_app
from dashboard.data import Desk
from dashboard.pages import facets, found_files, found_grid
from dashboard.selection import Asked, from_query, resolve
from feeds.coverage import Selection
from feeds.errors import SelectionError
from feeds.opening import open_demo
from feeds.store.desk.remark_table import Remark
from tests.dashboard import small_store

NOW = datetime(2026, 3, 16, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the small store, only read."""
    opened = open_demo(small_store.fill(tmp_path_factory.mktemp("read")).store)
    yield Desk(opened.store, opened.subject)
    opened.store.close()


@pytest.fixture
def own(tmp_path: Any) -> Iterator[Desk]:
    """One that may be written on."""
    opened = open_demo(small_store.fill(tmp_path).store)
    yield Desk(opened.store, opened.subject, "Sami")
    opened.store.close()


def ask(desk: Desk, **facts: Any) -> tuple[Asked, Selection]:
    asked = Asked(page="stories", span="all", **facts)
    span = desk.span()
    assert span
    return asked, resolve(asked, desk.subject(), span)


def shown(parts: Any) -> str:
    return PlotlyJSONEncoder(ensure_ascii=False).encode([p.to_plotly_json() for p in parts])


def test_a_word_finds_its_stories_with_their_event(desk: Desk) -> None:
    asked, selection = ask(desk, q="gates")
    page = finding.found(desk, asked, selection)
    assert page.total == len(page.stories) > 0
    assert page.stories["title"].str.contains("gates", case=False).all()
    rows = found_grid.rows(page, desk.names(selection, ""), selection.zone, "published")
    assert {row["event"] for row in rows} == {"River gates opened"}
    assert all(row["known"] and row["at"] for row in rows)


def test_facets_count_what_another_choice_would_find(desk: Desk) -> None:
    asked, selection = ask(desk)
    table = finding.facets(desk, asked, selection)
    outlets = table[table["facet"] == "outlet"].set_index("key")["stories"]
    whole = finding.found(desk, asked, selection).total
    assert outlets.sum() == whole
    first = str(outlets.index[0])
    chosen, narrowed = ask(desk, outlets=(first,))
    assert finding.found(desk, chosen, narrowed).total == outlets[first]
    again = finding.facets(desk, chosen, narrowed)
    assert dict(again[again["facet"] == "outlet"].set_index("key")["stories"]) == dict(outlets)
    assert again.loc[again["facet"] == "form", "stories"].sum() == outlets[first]


def test_of_very_many_stories_facets_are_estimates_and_say_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, selection = ask(desk)
    exact = shown(facets.drawn(desk, asked, selection))
    assert "≈" not in exact
    whole = finding.found(desk, asked, selection).total
    monkeypatch.setattr(import_module("feeds.coverage.search"), "COUNTED", whole // 2 + 1)
    asked, selection = ask(desk, order="oldest")  # another search, which is not kept
    table = finding.facets(desk, asked, selection)
    part = int(table["part"].max())
    assert part == 2
    about, events = table[table["facet"] != "event"], table[table["facet"] == "event"]
    assert len(about)
    assert (about["part"] == part).all()
    assert (about["stories"] % part == 0).all()
    assert (events["part"] == 1).all()
    drawn = shown(facets.drawn(desk, asked, selection))
    assert f"from one story in {part}" in drawn
    assert "≈ " in drawn


def test_a_facet_is_a_link_that_takes_a_value_and_lets_it_go(desk: Desk) -> None:
    asked, selection = ask(desk)
    assert "outlets=harbour-times" in shown(facets.drawn(desk, asked, selection))
    chosen, narrowed = ask(desk, outlets=("harbour-times",))
    drawn = shown(facets.drawn(desk, chosen, narrowed))
    assert '"className": "chosen"' in drawn
    assert "/stories?span=all" in drawn


@pytest.mark.parametrize("lang", ["", "ar"])
def test_a_bad_search_is_told_with_its_place(desk: Desk, lang: Any) -> None:
    asked = Asked(page="stories", q="river (gates", lang=lang)
    told = shown(pages.page(desk, asked, NOW))
    assert ("character 7" in told) or ("عند الحرف 7" in told)


def test_nothing_found_says_what_to_do(desk: Desk) -> None:
    told = shown(pages.page(desk, Asked(page="stories", q="unicorn"), NOW))
    assert "No story was found." in told


def test_a_query_survives_the_address() -> None:
    asked = Asked(page="stories", q='"a b" OR مرفأ -c*', languages=("ar", "en"), order="oldest")
    query = asked.to_query()
    assert "مرفأ" not in query
    url = from_query(query, small_subject(), page="stories")
    assert url == asked


def small_subject() -> Any:
    from feeds.subjects import load_subject

    return load_subject("demo")


def test_files_hold_all_that_is_found(desk: Desk) -> None:
    asked, selection = ask(desk, q="gates")
    total = finding.found(desk, asked, selection).total
    query = asked.to_query().lstrip("?")
    csv = pd.read_csv(io.BytesIO(found_files.made(desk, query, "csv")))
    parquet = pd.read_parquet(io.BytesIO(found_files.made(desk, query, "parquet")))
    assert len(csv) == len(parquet) == total
    assert csv["published_at"].str.endswith("+03:00").all()
    assert str(parquet["published_at"].dt.tz) == "UTC"
    assert found_files.made(desk, query, "xlsx").startswith(b"PK")


def test_a_file_of_a_bad_address_says_why(desk: Desk) -> None:
    app: Dash = create_app(desk.store, desk.subject())
    client = app.server.test_client()
    assert client.get("/stories.csv?q=(a").status_code == 400
    assert b"never closed" in client.get("/stories.csv?q=(a").data
    good = client.get("/stories.csv?span=all")
    assert good.status_code == 200
    assert "attachment" in good.headers["Content-Disposition"]


def test_what_an_analyst_writes_is_marked_as_theirs(own: Desk) -> None:
    asked, selection = ask(own, q="gates")
    story = str(finding.found(own, asked, selection).stories["id"].iloc[0])
    remarking.keep(own, story, {"gloss": "بوابات", "note": "=ask()", "briefing": "yes"}, "Lina")
    page = finding.found(own, asked, selection)
    rows = found_grid.rows(page, own.names(selection, ""), selection.zone, "published")
    assert (rows[0]["gloss"], rows[0]["glossed"]) == ("بوابات", "Analyst Lina")
    told = shown(remarking.drawn(own, story, "UTC", ""))
    assert "Analyst’s note, Lina" in told
    assert "Added to the briefing by Lina" in told
    data = found_files.made(own, "q=gates&span=all", "csv").decode("utf-8-sig")
    assert "analyst's note" in data
    assert "'=ask() (Lina)" in data
    remarking.keep(own, story, {"gloss": "", "note": "=ask()", "briefing": ""}, "Lina")
    assert [(r.kind, r.value) for r in own.store.remarks([story])] == [("note", "=ask()")]


def test_who_may_only_read_writes_nothing(desk: Desk) -> None:
    asked, selection = ask(desk)
    story = str(finding.found(desk, asked, selection).stories["id"].iloc[0])
    with pytest.raises(SelectionError, match="only be read"):
        remarking.keep(desk, story, {"gloss": "", "note": "x", "briefing": ""}, "Lina")
    assert desk.store.remarks() == []
    assert "remark-save" not in shown(remarking.drawn(desk, story, "UTC", ""))


def test_remarks_without_end_or_story_are_refused(own: Desk) -> None:
    asked, selection = ask(own)
    story = str(finding.found(own, asked, selection).stories["id"].iloc[0])
    with pytest.raises(SelectionError, match="2000"):
        remarking.keep(own, story, {"gloss": "", "note": "x" * 2001, "briefing": ""}, "Lina")
    with pytest.raises(SelectionError, match="no such story"):
        remarking.keep(own, "none", {"gloss": "", "note": "x", "briefing": ""}, "Lina")


def test_a_gloss_is_kept_for_whoever_asks_the_store(own: Desk) -> None:
    own.store.add_remark(Remark("s", "gloss", "Quay", "Lina", NOW))
    assert finding.remarks_of(own, ["s"])["s", "gloss"].author == "Lina"
