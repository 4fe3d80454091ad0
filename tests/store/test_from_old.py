"""A store of every schema that was ever released opens with all that it held, and goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feeds.store import open_store
from feeds.store.migrations import MIGRATIONS
from feeds.store.sql import SqlStore
from tests.store import old
from tests.store.make import FIRST, LAST, entry, record

NewUrl = Callable[[], str]
NUMBERS = [migration.number for migration in MIGRATIONS]


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """The same as this release makes it."""
    folder: Path = tmp_path_factory.mktemp("today")
    store = open_store(f"sqlite:///{folder}/today.db")
    assert isinstance(store, SqlStore)
    old.fill(store)
    yield store
    store.close()


@pytest.fixture(scope="module")
def rows(today: SqlStore) -> old.Rows:
    held = dict(old.rows_of(today))
    # What this release has counted is told here; an old store knows nothing of it.
    held["meta"] = [row for row in held["meta"] if row["key"] in ("subject", "cursor")]
    return held


@pytest.mark.parametrize("number", NUMBERS)
def test_it_opens_with_all_that_it_held_and_is_polled_on(
    number: int, today: SqlStore, rows: old.Rows, new_url: NewUrl
) -> None:
    url = new_url()
    old.make(url, number, rows)
    store = open_store(url)
    assert isinstance(store, SqlStore)
    assert store.counts() == today.counts()
    assert list(store.entries()) == list(today.entries())
    assert store.polls("lantern-feed") == today.polls("lantern-feed")
    ids = ["s1", "s2"]
    assert store.stories(ids) == today.stories(ids)
    assert store.events(["e1"]) == today.events(["e1"])
    assert store.topics_of(ids) == today.topics_of(ids)
    assert store.places(ids) == today.places(ids)
    assert store.redatings("s1") == today.redatings("s1")
    assert store.corrections() == today.corrections()
    for clock in ("published", "seen"):
        counted = [s.rollup(FIRST, LAST, clock)["reach"].sum() for s in (store, today)]
        assert counted[0] == counted[1] > 0
    assert store.span() == today.span()
    goes_on(store)
    store.close()


def goes_on(store: SqlStore) -> None:
    """It is polled, and what is newer than it works."""
    store.record_polls([record(entry("c"), hours=5)])
    assert [held.raw.key for held in store.entries()] == ["a", "b", "c"]
    assert not store.spans(FIRST, LAST).empty
    assert store.edits() == []
