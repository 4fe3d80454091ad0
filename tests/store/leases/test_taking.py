"""Leases in a PostgreSQL store: two holders, one store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from feeds.errors import StoreError, Unreachable
from feeds.store import open_store, postgres
from feeds.store.leases import deciding
from feeds.store.leases.deciding import Wish
from feeds.store.leases.taking import Leases
from feeds.store.sql import SqlStore
from tests.store import make
from tests.store.server import Server, new_schema

pytestmark = pytest.mark.postgres
SECOND = timedelta(seconds=1)
LANTERN = Wish("lantern-feed", "lantern.example", None)


@pytest.fixture
def desk(postgres: str) -> Iterator[SqlStore]:
    """A store with one feed that was never polled."""
    store = open_store(new_schema(postgres))
    assert isinstance(store, SqlStore)
    store.save_outlets([make.outlet()])
    yield store
    store.close()


def leases(store: SqlStore) -> Leases:
    assert store.leases is not None
    return store.leases


def test_a_feed_has_one_holder_until_its_poll_is_written(desk: SqlStore) -> None:
    first = leases(desk).take([LANTERN], "first")
    assert dict(first.numbers) == {"lantern-feed": 1}
    assert leases(desk).take([LANTERN], "second").later == ("lantern-feed",)
    written = desk.record_polls([make.record(make.entry())], first.numbers)
    assert len(written) == 1
    again = leases(desk).take([LANTERN], "second")
    assert (again.numbers, again.later) == ({}, ()), "it was polled since it was found due"
    now = Wish("lantern-feed", "lantern.example", make.at(0))
    assert dict(leases(desk).take([now], "second").numbers) == {"lantern-feed": 2}


def test_a_holder_that_comes_back_late_does_not_write_over_its_successor(
    desk: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "LEASE", timedelta(0))
    late = leases(desk).take([LANTERN], "late").numbers
    successor = leases(desk).take([LANTERN], "successor").numbers
    desk.record_polls([make.record(make.entry("new"), hours=1)], successor)
    assert desk.record_polls([make.record(make.entry("old"))], late) == []
    assert [entry.raw.key for entry in desk.entries()] == ["new"]
    assert desk.feed_states()["lantern-feed"].last_poll_at == make.at(1)


def test_a_holder_that_nobody_followed_may_still_write(
    desk: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "LEASE", timedelta(0))
    late = leases(desk).take([LANTERN], "late").numbers
    assert len(desk.record_polls([make.record(make.entry())], late)) == 1


def test_what_is_renewed_stays_and_what_is_given_back_is_free(desk: SqlStore) -> None:
    leases(desk).take([LANTERN], "first")
    leases(desk).renew("first")
    assert leases(desk).take([LANTERN], "second").later
    leases(desk).give_back("first", SECOND)
    assert dict(leases(desk).take([LANTERN], "second").numbers) == {"lantern-feed": 2}


def test_other_feeds_of_a_host_wait_for_the_one_that_is_polled(desk: SqlStore) -> None:
    leases(desk).take([LANTERN], "first")
    sister = Wish("sister-feed", "lantern.example", None)
    assert leases(desk).take([sister], "second").later == ("sister-feed",)
    assert dict(leases(desk).take([sister], "first").numbers) == {"sister-feed": 1}


def test_a_host_passes_from_one_to_the_other_after_its_spacing(desk: SqlStore) -> None:
    asked = {"lantern.example"}
    assert leases(desk).turns(asked, (), "first", SECOND) == {"lantern.example": 0.0}
    assert leases(desk).turns(asked, (), "second", SECOND) == {}
    assert leases(desk).turns((), asked, "first", SECOND) == {}
    assert leases(desk).turns(asked, (), "second", SECOND) == {}, "it was asked just now"
    desk_is_quick = timedelta(0)
    leases(desk).turns((), asked, "second", desk_is_quick)  # not its to hand back
    assert leases(desk).turns(asked, (), "second", SECOND) == {}


def test_a_host_that_was_asked_until_the_end_of_a_pass_is_left_alone_for_its_spacing(
    desk: SqlStore,
) -> None:
    asked, long = {"lantern.example"}, timedelta(seconds=30)
    assert leases(desk).turns(asked, (), "first", timedelta(0)) == {"lantern.example": 0.0}
    leases(desk).give_back("first", long)
    assert leases(desk).turns(asked, (), "second", long) == {}
    assert leases(desk).turns({"anchor.example"}, (), "second", long) == {"anchor.example": 0.0}


def test_feeds_whose_servers_said_not_now_are_told_to_every_poller(desk: SqlStore) -> None:
    record = make.record()
    desk.record_polls([replace(record, state=replace(record.state, throttled=1))])
    other = Wish("other-feed", "lantern.example", None)
    assert leases(desk).take([other], "second").refused["lantern-feed"].throttled == 1


def test_pollers_sit_together_and_one_of_them_dates_and_groups(desk: SqlStore) -> None:
    other = open_store(desk.url)
    with desk.together(), other.together():
        assert desk.derives() != ""
        assert other.derives() == ""
        refused = pytest.raises(StoreError, match="Another Coverline is polling")
        third = open_store(desk.url)
        with refused, third.alone():
            pytest.fail("alone among others")
        third.close()
        desk.turn.leave()
        assert other.derives() != "", "it takes over"
    with other.alone():
        assert other.derives() != ""
    other.close()


def test_who_leaves_is_gone_before_the_server_hears_that_the_connection_is(
    desk: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Connection, "invalidate", lambda conn: None)
    with desk.alone():
        pass
    other = open_store(desk.url)
    with other.alone():
        pass
    other.close()


def test_a_seat_that_was_lost_is_another_afterwards(desk: SqlStore, server: Server) -> None:
    with desk.together():
        before = desk.derives()
        assert desk.derives() == before
        server.stop()
        with pytest.raises(Unreachable, match="cannot be reached"):
            desk.derives()
        assert server.start() == ""
        assert desk.derives() not in ("", before)


def fall_silent(store: SqlStore, meanwhile: Callable[[], None]) -> None:
    """Begin to write, and go on when something else is done."""
    with store.writing() as conn:
        conn.exec_driver_sql("SELECT 1")
        meanwhile()
        conn.exec_driver_sql("SELECT 1")


def test_a_writer_that_falls_silent_loses_its_turn(
    desk: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "SILENT", 1)
    other = open_store(desk.url)
    with pytest.raises(Unreachable, match="cannot be reached"):
        fall_silent(desk, lambda: other.set_meta("note", "written meanwhile"))
    assert other.meta("note") == "written meanwhile"
    desk.set_meta("note", "and it goes on with a new connection")
    other.close()


def test_sqlite_has_no_leases_and_one_poller(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/desk.db")
    assert store.leases is None
    assert store.derives() == "alone"
    other = open_store(f"sqlite:///{tmp_path}/desk.db")
    refused = pytest.raises(StoreError, match="Another Coverline is polling")
    with store.together(), refused, other.together():
        pytest.fail("two pollers at once")
    other.close()
    store.close()
