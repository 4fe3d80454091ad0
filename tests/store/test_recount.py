"""All counts made anew: what stood right stays as it is, what did not is set right and told."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from feeds.engine import engine_for
from feeds.engine.alone import Alone
from feeds.model import Derived, NameUse
from feeds.store.counts.tables import rollup_hours, rollup_names, rollup_spans
from feeds.store.protocol import Recounted
from feeds.store.schema import metadata, stories
from feeds.store.sql import SqlStore
from feeds.store.told.tables import told_events, told_hours
from tests.engine.killing import Killer
from tests.store import make

RIGHT = Recounted(40, *[0] * 6)
COUNTS = ("rollup_", "told_", "search_docs")
DASK = pytest.param("local:2", id="dask")


@pytest.fixture
def filled(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> SqlStore:
    """Forty stories of two outlets in eight events, counted as they came; parts are small."""
    monkeypatch.setattr("feeds.store.counts.recount.AT_ONCE", 7)
    monkeypatch.setattr("feeds.store.told.events.AT_ONCE", 2)
    monkeypatch.setattr("feeds.store.watched.watching.AT_ONCE", 1)
    store.save_outlets([make.outlet("lantern"), make.outlet("anchor")])
    for hour in range(8):
        store.save_derived(batch(hour))
        store.record_polls([make.record(hours=hour), make.record(hours=hour, feed="anchor-feed")])
    return store


def batch(hour: int) -> Derived:
    """The stories of an hour, one of them a reprint; all of one event."""
    found = tuple(
        make.story(
            f"s{hour}{number}",
            hour + number / 5,
            outlet_id=("lantern", "anchor")[number % 2],
            feed_id=("lantern-feed", "anchor-feed")[number % 2],
            event_id=f"e{hour}",
            copy_of=f"s{hour}0" if number == 3 else "",
        )
        for number in range(5)
    )
    ids = [story.id for story in found]
    return Derived(
        hour + 1,
        found,
        story_entries=tuple((story.id, story.feed_id, "key") for story in found),
        memberships=tuple(make.placed(name, f"e{hour}") for name in ids),
        events=(make.event(f"e{hour}"),),
        topics=tuple(make.topic(name) for name in ids[::2]),
        named=tuple(ids),
        names=tuple(
            NameUse(name, "n1", "Orsa", "place", "Orsa", "title", 0, 4) for name in ids[:3]
        ),
    )


def contents(store: SqlStore) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that is counted from others."""
    with store.reading() as conn:
        return {
            table.name: sorted(map(tuple, conn.execute(select(table)).all()), key=repr)
            for table in metadata.sorted_tables
            if table.name.startswith(COUNTS)
        }


def test_counts_that_stand_right_are_left_alone(filled: SqlStore) -> None:
    before, version = contents(filled), filled.data_version()
    assert filled.recount(Alone(), no_tick) == RIGHT
    assert contents(filled) == before
    assert filled.data_version() == version, "views need not be read again"


def test_what_is_wrong_is_set_right_and_told(filled: SqlStore) -> None:
    before, version = contents(filled), filled.data_version()
    with filled.writing() as conn:
        conn.execute(update(stories).where(stories.c.id == "s10").values(scopes=4))
        conn.execute(update(rollup_hours).where(rollup_hours.c.clock == "seen").values(cells=b""))
        conn.execute(rollup_names.delete())
        conn.execute(told_events.delete().where(told_events.c.event_id.in_(["e1", "e2"])))
        conn.execute(update(told_hours).values(topical=1 - told_hours.c.topical))
        conn.execute(rollup_spans.delete().where(rollup_spans.c.feed_id == "anchor-feed"))
    hours = sum(row[0] == "seen" for row in before["rollup_hours"])
    held = len(before["told_hours"])
    found = filled.recount(Alone(), no_tick)
    assert found == Recounted(40, 1, hours, 1, 2, 2 * held, 1)
    assert contents(filled) == before
    assert filled.data_version() != version
    assert filled.recount(Alone(), no_tick) == RIGHT


def test_what_no_story_tells_of_goes(filled: SqlStore) -> None:
    before = contents(filled)
    row = {"name_id": "nobody", "block": 0, "members": b"\x01\x00"}
    with filled.writing() as conn:
        conn.execute(rollup_names.insert(), row)
    assert filled.recount(Alone(), no_tick).names == 1
    assert contents(filled) == before


@pytest.mark.parametrize("engine", ["pool:1", "pool:2", DASK])
def test_any_engine_gives_the_same(filled: SqlStore, engine: str) -> None:
    before = contents(filled)
    spoil(filled)
    with engine_for(engine, 0) as workers:
        found = filled.recount(workers, no_tick)
    assert contents(filled) == before
    assert found.hours == len(before["rollup_hours"])
    assert found.events == 8


def test_a_worker_killed_in_the_middle_changes_nothing(filled: SqlStore) -> None:
    before, killer = contents(filled), Killer()
    spoil(filled)
    with engine_for("pool:2", 0) as workers:
        filled.recount(workers, killer)
    assert killer.killed
    assert contents(filled) == before


def test_nothing_is_written_where_it_is_stopped(filled: SqlStore) -> None:
    spoil(filled)
    before = contents(filled)

    def stop(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filled.recount(Alone(), stop)
    assert contents(filled) == before


def spoil(store: SqlStore) -> None:
    """Lose all counts but the numbers that they stand on."""
    with store.writing() as conn:
        for table in (rollup_hours, rollup_names, told_events, told_hours, rollup_spans):
            conn.execute(table.delete())


def no_tick(done: int, total: int) -> None:
    """Nobody is looking."""
