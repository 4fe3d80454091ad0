"""The frozen migrations make just what schema.py describes, and never half of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Boolean, Float, Integer, LargeBinary, delete, insert, inspect
from sqlalchemy.types import TypeDecorator, TypeEngine

from feeds.errors import StoreError
from feeds.model import Derived
from feeds.store import migrations, open_store
from feeds.store.counts.tables import rollup_hours
from feeds.store.schema import meta, metadata, schema_migrations
from feeds.store.schema.dictionary import dictionary, tables
from feeds.store.sql import SqlStore
from tests.store import make

NewUrl = Callable[[], str]


def opened(url: str) -> SqlStore:
    store = open_store(url)
    assert isinstance(store, SqlStore)
    return store


def kind(found: TypeEngine[Any]) -> str:
    """The broad kind of a column: databases spell a floating number in several ways."""
    plain = found.impl if isinstance(found, TypeDecorator) else found
    kinds = {Float: "number", Integer: "whole", Boolean: "yes/no", LargeBinary: "bytes"}
    return next((word for k, word in kinds.items() if isinstance(plain, k)), "text")


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = [migration.number for migration in migrations.MIGRATIONS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_migrated_schema_is_the_described_one(new_url: NewUrl) -> None:
    store = opened(new_url())
    with store.reading() as conn:
        found = inspect(conn)
        made = {name for name in found.get_table_names() if not name.startswith("search_words")}
        assert made == {table.name for table in tables()}
        for name, table in metadata.tables.items():
            columns = {c["name"]: c for c in found.get_columns(name)}
            assert list(columns) == [c.name for c in table.columns], name
            for column in table.columns:
                kept = columns[column.name]
                assert kind(kept["type"]) == kind(column.type), (name, column.name)
                assert column.primary_key or kept["nullable"] == column.nullable, column
            indexes = {i["name"] for i in found.get_indexes(name)} - {
                u["name"] for u in found.get_unique_constraints(name)
            }
            assert indexes == {index.name for index in table.indexes}, name
            links = {k["constrained_columns"][0] for k in found.get_foreign_keys(name)}
            assert links == {k.parent.name for k in table.foreign_keys}, name
    store.close()


def test_opening_again_migrates_nothing(new_url: NewUrl) -> None:
    url = new_url()
    opened(url).close()
    store = opened(url)
    with store.reading() as conn:
        count = len(conn.execute(schema_migrations.select()).all())
    assert count == len(migrations.MIGRATIONS)
    store.close()


def test_a_newer_schema_is_refused(new_url: NewUrl) -> None:
    url = new_url()
    store = opened(url)
    with store.writing() as conn:
        conn.execute(insert(schema_migrations), {"number": 99, "name": "from the future"})
    store.close()
    with pytest.raises(StoreError, match="was written by a newer Coverline"):
        open_store(url)


def test_a_migration_that_fails_is_undone(new_url: NewUrl) -> None:
    store = opened(new_url())
    number, sql = len(migrations.MIGRATIONS) + 1, "CREATE TABLE half (x TEXT); CREATE NONSENSE"
    broken = migrations.Migration(number, "broken", sql)
    with pytest.raises(StoreError), store.writing() as conn:
        migrations.apply(conn, broken)
    with store.reading() as conn:
        assert "half" not in inspect(conn).get_table_names()
        assert migrations.version(conn, "") == len(migrations.MIGRATIONS)
    store.close()


def test_every_column_has_its_sentence_in_the_dictionary() -> None:
    text = dictionary()
    for table in metadata.tables.values():
        assert f"### {table.name}\n\n{table.comment}" in text
        for column in table.columns:
            assert column.comment, column
            assert column.comment.endswith("."), column
            assert f"| `{column.name}` |" in text


def test_counts_that_another_code_made_are_made_anew(new_url: NewUrl) -> None:
    url = new_url()
    store = opened(url)
    store.save_outlets([make.outlet("lantern")])
    store.save_derived(Derived(1, (make.story("s1"),)))
    for mark in ("stale", "1", None):  # a schema of old, a code of old, one that made none
        with store.writing() as conn:
            conn.execute(delete(rollup_hours))
            conn.execute(delete(meta).where(meta.c.key == "rollups"))
            if mark:
                conn.execute(insert(meta), {"key": "rollups", "value": mark})
        store.close()
        store = opened(url)
        assert store.rollup(make.FIRST, make.LAST, "published")["reach"].tolist() == [1]
    store.close()
