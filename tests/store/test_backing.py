"""Backups made while the store is written, and a store made anew from one."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from feeds.errors import MissingStore, StoreError
from feeds.store import open_store
from feeds.store.backing import back_up, restore
from feeds.store.backing import postgres as by_dump
from feeds.store.backing import sqlite as by_pages
from feeds.store.protocol import Store
from tests.store.conftest import KINDS
from tests.store.make import entry, outlet, record


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store of its own: restoring looks at who uses the whole database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/desk.db"
    import psycopg

    server = request.getfixturevalue("postgres")
    name = f"desk_{request.node.name.split('[')[0][-40:]}".lower()
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f'CREATE DATABASE "{name}"')
    return str(server.rpartition("/")[0] + f"/{name}")


def silent(done: int, total: int) -> None:
    """Nobody looks."""


def filled(url: str, *keys: str) -> Store:
    store = open_store(url)
    store.save_outlets([outlet()])
    store.record_polls([record(*map(entry, keys))])
    return store


def keys(url: str) -> list[str]:
    store = open_store(url, create=False)
    try:
        return sorted(held.raw.key for held in store.entries())
    finally:
        store.close()


def test_a_backup_holds_the_store_as_it_was(url: str, tmp_path: Path) -> None:
    store = filled(url, "a", "b")
    file = tmp_path / "kept"
    back_up(url, file, silent)
    store.record_polls([record(entry("c"))])
    store.close()
    done = restore(url, file, silent)
    assert (done.stories, keys(url)) == (0, ["a", "b"])
    if done.aside is not None:
        assert keys(f"sqlite:///{done.aside}") == ["a", "b", "c"]


def test_a_store_that_is_gone_comes_back(url: str, tmp_path: Path) -> None:
    filled(url, "a").close()
    file = tmp_path / "kept"
    back_up(url, file, silent)
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).unlink()
    restore(url, file, silent)
    assert keys(url) == ["a"]


def test_a_restore_over_a_store_in_use_is_refused(url: str, tmp_path: Path) -> None:
    store = filled(url, "a")
    file = tmp_path / "kept"
    back_up(url, file, silent)
    store.record_polls([record(entry("b"))])
    with pytest.raises(StoreError, match="in use"):
        restore(url, file, silent)
    assert sorted(held.raw.key for held in store.entries()) == ["a", "b"]
    store.close()
    restore(url, file, silent)
    assert keys(url) == ["a"]


def test_a_poller_keeps_a_restore_out(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path}/desk.db", tmp_path / "kept"
    store = filled(url, "a")
    back_up(url, file, silent)
    with store.alone():
        store.close()  # nothing is open just now: the poller's own file says it
        with pytest.raises(StoreError, match="Another Coverline"):
            restore(url, file, silent)


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_pages, "PAGES", 1)
    url, stop = f"sqlite:///{tmp_path}/desk.db", Event()
    store = filled(url, "a")

    def write() -> None:
        number = 0
        while not stop.wait(0.001):
            number += 1
            two = [entry(f"{number}-{half}") for half in ("left", "right")]
            store.record_polls([record(*two, hours=number)])

    writer = Thread(target=write)
    writer.start()
    try:
        back_up(url, tmp_path / "kept.db", lambda done, total: stop.wait(0.002) or None)
    finally:
        stop.set()
        writer.join()
    store.close()
    held = keys(f"sqlite:///{tmp_path}/kept.db")
    assert len(held) < len(keys(url))
    pairs = {key.split("-")[0] for key in held} - {"a"}
    assert len(held) == 1 + 2 * len(pairs)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no backup"),
        (b"something else", "no backup"),
        (b"SQLite format 3\x00 and no more of it", "not a Coverline store|damaged"),
        (b"PGDMP", "backup of a PostgreSQL store"),
    ],
)
def test_what_is_no_backup_changes_nothing(tmp_path: Path, content: bytes, why: str) -> None:
    url, file = f"sqlite:///{tmp_path}/desk.db", tmp_path / "kept"
    filled(url, "a").close()
    file.write_bytes(content)
    with pytest.raises(StoreError, match=why):
        restore(url, file, silent)
    assert keys(url) == ["a"]


def test_a_backup_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path}/desk.db", tmp_path / "kept"
    filled(url, *map(str, range(2000))).close()
    back_up(url, file, silent)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match="damaged"):
        restore(url, file, silent)
    assert len(keys(url)) == 2000


def test_a_backup_of_a_newer_coverline_is_refused(url: str, tmp_path: Path) -> None:
    store = filled(url, "a")
    file = tmp_path / "kept"
    from sqlalchemy import text

    with store.writing() as conn:  # type: ignore[attr-defined]
        conn.execute(text("INSERT INTO schema_migrations VALUES (999, 'from the future')"))
    back_up(url, file, silent)
    store.close()
    with pytest.raises(StoreError, match="newer Coverline"):
        restore(url, file, silent)


def test_a_backup_is_never_written_over(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path}/desk.db", tmp_path / "kept"
    filled(url, "a").close()
    file.write_text("mine")
    with pytest.raises(StoreError, match="there already"):
        back_up(url, file, silent)
    assert file.read_text() == "mine"
    with pytest.raises(MissingStore):
        back_up(f"sqlite:///{tmp_path}/none.db", tmp_path / "another", silent)
    assert not (tmp_path / "another").exists()


def test_missing_programs_of_postgresql_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(by_dump, "DEBIAN", tmp_path)
    file = tmp_path / "kept"
    file.write_bytes(b"PGDMP")
    with pytest.raises(StoreError, match="pg_restore, which is not installed"):
        restore("postgresql://desk@127.0.0.1:1/desk", file, silent)


def test_a_full_disk_leaves_no_half_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/desk.db"
    filled(url, "a").close()

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(by_pages, "_sync", full)
    with pytest.raises(StoreError, match="disk is full"):
        back_up(url, tmp_path / "kept", silent)
    assert not list(tmp_path.glob("kept*"))
