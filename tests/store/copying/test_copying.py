"""A store copied into the other kind of database and back is the same store."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import text

from feeds.errors import StoreError
from feeds.query import parse
from feeds.store import open_store
from feeds.store.copying.run import Copied, copy_store
from feeds.store.copying.ways import Tick
from feeds.store.sql import SqlStore
from feeds.store.words.tables import Sought
from tests.demo import few_days
from tests.store import make
from tests.store.server import new_schema
from tests.test_readme import EMPTY, cells, table_of

NewUrl = Callable[[], str]


def silent(done: int, total: int) -> None:
    """Nobody looks."""


def copied(source: str, target: str, tick: Tick = silent) -> Copied:
    return copy_store(source, target, tick, silent, silent)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two days of the demo in SQLite."""
    folder = tmp_path_factory.mktemp("demo")
    few_days.fill(folder)
    return f"sqlite:///{folder / 'coverline-demo.db'}"


@pytest.fixture
def harbour(tmp_path: Path) -> str:
    """A small store in SQLite."""
    url = f"sqlite:///{tmp_path / 'harbour.db'}"
    store = open_store(url)
    store.set_meta("subject", "quay")
    store.save_outlets([make.outlet(), make.outlet("anchor")])
    for number in range(6):
        found = make.entry(f"k{number}", title=f"Ferry {number} \\N \t\x00 عبّارة")
        store.record_polls([make.record(found, hours=number, overran=number % 2 == 0)])
    store.close()
    return url


def opened(url: str, **how: bool) -> SqlStore:
    store = open_store(url, **how)
    assert isinstance(store, SqlStore)
    return store


@pytest.fixture(scope="module")
def there_and_back(
    demo: str, new_url: NewUrl, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[SqlStore]]:
    """The demo's store, its copy, and the copy of that."""
    back = f"sqlite:///{tmp_path_factory.mktemp('back') / 'back.db'}"
    there = new_url()
    copied(demo, there)
    copied(there, back)
    stores = [opened(url) for url in (demo, there, back)]
    yield stores
    for store in stores:
        store.close()


@pytest.mark.parametrize("cell", cells()[1:], ids=table_of)
def test_every_coverage_table_is_the_same(cell: str, there_and_back: list[SqlStore]) -> None:
    first, *others = (table(cell, store) for store in there_and_back)
    for other in others:
        if isinstance(first, pd.DataFrame):
            assert table_of(cell) in EMPTY or len(first)
            pd.testing.assert_frame_equal(first, other)
        else:
            assert repr(first) == repr(other)


def table(cell: str, store: SqlStore) -> Any:
    """What a notebook's cell of the README gives for a store."""
    held: dict[str, Any] = {"given": store}
    exec(re.sub(r"^store = .*$", "store = given", cells()[0], flags=re.M), held)
    return eval(cell, held)


@pytest.mark.parametrize("sought", ["investigation", '"the coast"', "سهيل OR الساحل", "docks*"])
def test_searching_finds_the_same(sought: str, there_and_back: list[SqlStore]) -> None:
    until = few_days.UNTIL + timedelta(days=30)
    asked = Sought(until - timedelta(days=90), until, query=parse(sought))
    (number, first), *others = (store.search(asked) for store in there_and_back)
    for other_number, other in others:
        assert other_number == number
        pd.testing.assert_frame_equal(first, other)


def test_a_copy_in_another_file_holds_the_same_rows_by_the_same_numbers_and_indexes(
    demo: str, there_and_back: list[SqlStore]
) -> None:
    _, there, back = there_and_back
    if not there.url.startswith("sqlite"):
        pytest.skip("compared are two files")
    first, *others = (everything(url) for url in (demo, there.url, back.url))
    assert len(first["search_words_data"]) > 10
    assert len(first["stories"]) > 100
    for other in others:
        assert {name: other.get(name) for name in first} == first


def everything(url: str) -> dict[str, list[Any]]:
    """Tables, indexes and rows of a file, but for the schema's own log."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as conn:
        kept = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        plain = {name: sql for name, sql in kept if not name.startswith("search_words")}
        held = {name: conn.execute(f"SELECT rowid, * FROM {name}").fetchall() for name in plain}
        words = "search_words_data", "search_words_docsize"
        held |= {name: sorted(conn.execute(f"SELECT * FROM {name}")) for name in words}
        for name in ("meta", "sqlite_sequence"):  # written by name, not in order of rows
            held[name] = sorted(row[1:] for row in held[name])
        listed = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' ORDER BY 1, 2"
        return held | {"indexes": conn.execute(listed).fetchall()}


def test_what_is_polled_into_a_copy_goes_on_from_its_numbers(harbour: str, new_url: NewUrl) -> None:
    url = new_url()
    copied(harbour, url)
    store = opened(url)
    store.record_polls([make.record(make.entry("later"), hours=9)])
    assert [entry.id for entry in store.entries()] == [1, 2, 3, 4, 5, 6, 7]
    assert [poll.overran for poll in store.polls("lantern-feed")][:3] == [True, False, True]
    assert store.meta("subject") == "quay"
    store.close()


@pytest.mark.postgres
def test_a_copy_in_postgresql_knows_how_much_it_holds(harbour: str, postgres: str) -> None:
    url = new_schema(postgres)
    copied(harbour, url)
    store = opened(url)
    size = text("SELECT reltuples FROM pg_class WHERE oid = CAST(:name AS regclass)")
    with store.reading() as conn:
        assert conn.scalar(size, {"name": "entries"}) == 6
        assert conn.scalar(size, {"name": "search_words"}) == 0
    store.close()


@pytest.mark.postgres
def test_a_copy_in_postgresql_has_the_keys_and_indexes_of_any_store(
    harbour: str, postgres: str
) -> None:
    plain, copy = new_schema(postgres), new_schema(postgres)
    opened(plain).close()
    copied(harbour, copy)
    first, other = map(keys_and_indexes, (plain, copy))
    assert len(first) > 100
    assert other == first


def keys_and_indexes(url: str) -> set[tuple[Any, ...]]:
    """By table and name, as PostgreSQL writes them down."""
    keys = (
        "SELECT relname, conname, pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class"
        " ON pg_class.oid = conrelid WHERE connamespace = CAST(current_schema() AS regnamespace)"
    )
    indexes = (
        "SELECT tablename, indexname, replace(indexdef, schemaname || '.', '') FROM pg_indexes"
        " WHERE schemaname = current_schema()"
    )
    with closing(opened(url)) as store, store.reading() as conn:
        return {tuple(row) for query in (keys, indexes) for row in conn.execute(text(query))}


@pytest.mark.parametrize("at_once", [2, 5000])
def test_whatever_a_title_holds_comes_over_and_back(
    at_once: int, new_url: NewUrl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.store.appending.AT_ONCE", at_once)
    titles = [
        "plain",
        "NULL",
        "'NULL'",
        "it's",
        "a,b;\t'\n",
        "\\N",
        "one\n\\.\ntwo",
        "\\.",
        "",
        "\r\n",
        "a\\nb\\",
        "one\x01two",
        "\x02",
        "\x03",
    ]
    first, there, back = (
        f"sqlite:///{tmp_path}/first.db",
        new_url(),
        f"sqlite:///{tmp_path}/back.db",
    )
    store = opened(first)
    store.save_outlets([make.outlet()])
    for number, title in enumerate(titles):
        store.record_polls([make.record(make.entry(f"k{number}", title=title), hours=number)])
    store.close()
    copied(first, there)
    copied(there, back)
    for url in (there, back):
        store = opened(url)
        assert [entry.raw.title for entry in store.entries()] == titles
        store.close()


def test_a_copy_that_was_cut_off_is_no_store_and_goes_on_where_it_was(
    harbour: str, new_url: NewUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.store.appending.AT_ONCE", 2)
    url, written = new_url(), list[int]()

    def cut(done: int, total: int) -> None:
        written.append(done)
        if done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copied(harbour, url, cut)
    with pytest.raises(StoreError, match="is half a copy of another"):
        open_store(url)
    before, went_on = written[-1], list[int]()
    copied(harbour, url, lambda done, total: went_on.append(done))
    assert went_on[0] == before + 2 or went_on[0] == before + 1, "nothing is copied twice"
    store = opened(url)
    assert store.counts()["entries"] == 6
    store.close()


def test_a_source_that_changed_meanwhile_is_not_mixed_with_its_half_copy(
    harbour: str, new_url: NewUrl
) -> None:
    url = new_url()

    def cut(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copied(harbour, url, cut)
    store = opened(harbour)
    store.record_polls([make.record(make.entry("later"), hours=9)])
    store.close()
    with pytest.raises(StoreError, match="has changed since its copy"):
        copied(harbour, url)
    other = Path(harbour.removeprefix("sqlite:///")).with_name("other.db")
    shutil.copy(harbour.removeprefix("sqlite:///"), other)
    with pytest.raises(StoreError, match=r"is half a copy of .*harbour\.db"):
        copied(f"sqlite:///{other}", url)


def test_a_target_that_holds_anything_is_left_as_it_is(harbour: str, new_url: NewUrl) -> None:
    url = new_url()
    store = opened(url)
    store.save_outlets([make.outlet("heron")])
    with pytest.raises(StoreError, match="is not empty"):
        copied(harbour, url)
    assert [outlet.id for outlet in store.outlets()] == ["heron"]
    store.close()


def test_a_copy_that_differs_in_one_letter_is_not_finished(harbour: str, new_url: NewUrl) -> None:
    url = new_url()

    def cut(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copied(harbour, url, cut)
    half = opened(url, unfinished=True)
    with half.writing() as conn:
        conn.execute(text("UPDATE entries SET title = 'Ferry' WHERE id = 3"))
    half.close()
    with pytest.raises(StoreError, match=r"The table entries of the copy .* is not that of its"):
        copied(harbour, url)
    with pytest.raises(StoreError, match="is half a copy"):
        open_store(url)


@pytest.mark.postgres
def test_a_source_whose_rows_refer_to_none_is_told_so(harbour: str, postgres: str) -> None:
    with closing(sqlite3.connect(harbour.removeprefix("sqlite:///"))) as conn:
        conn.execute("DELETE FROM polls WHERE id = 3")
        conn.commit()
    with pytest.raises(StoreError, match=r"entries of the source refers to .*\(poll_id\)=\(3\)"):
        copied(harbour, new_schema(postgres))


def test_nothing_is_copied_from_a_store_that_is_polled(harbour: str, new_url: NewUrl) -> None:
    store = opened(harbour)
    refused = pytest.raises(StoreError, match="Another Coverline is polling or filling")
    with store.alone(), refused:
        copied(harbour, new_url())
    store.close()


def test_a_source_that_is_not_there_makes_no_target(tmp_path: Path) -> None:
    target = tmp_path / "new.db"
    with pytest.raises(StoreError, match="does not exist"):
        copied(f"sqlite:///{tmp_path / 'no.db'}", f"sqlite:///{target}")
    assert not target.exists()
