"""What cannot be a store says so in one line, and is left as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from feeds.errors import StoreError, Unreachable
from feeds.store import open_store
from tests.store import make
from tests.store.server import new_schema


def refusal(url: str, create: bool = True, read_only: bool = False) -> StoreError:
    """The error that opening raises: one line, with a hint."""
    with pytest.raises(StoreError) as caught:
        open_store(url, create, read_only)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    "url", ["coverline.db", "mysql://host/db", "http://news.example", "", "sqlite:/x.db"]
)
def test_an_address_of_no_known_kind(url: str) -> None:
    assert "is not a store address" in refusal(url).message


def test_an_address_without_a_file() -> None:
    assert "names no file" in refusal("sqlite://").message


def test_a_file_that_is_not_sqlite_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("The harbour, in my own words.")
    assert "is not a Coverline store" in refusal(f"sqlite:///{path}").message
    assert path.read_text() == "The harbour, in my own words."
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "table", ["boats (name TEXT)", "schema_migrations (version TEXT)"], ids=["other", "look-alike"]
)
def test_the_database_of_another_program_is_left_alone(tmp_path: Path, table: str) -> None:
    path = tmp_path / "boats.db"
    other = sqlite3.connect(path)
    other.execute(f"CREATE TABLE {table}")
    other.close()
    before = path.read_bytes()
    assert "is not a Coverline store" in refusal(f"sqlite:///{path}").message
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
    assert "is damaged" in refusal(f"sqlite:///{path}").message


def test_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(f"sqlite:///{tmp_path}").message
    missing = refusal(f"sqlite:///{tmp_path}/no/where.db")
    assert "does not exist" in missing.message
    assert "mkdir -p" in missing.hint


@pytest.mark.parametrize(("create", "read_only"), [(False, False), (True, True)])
def test_a_store_that_is_not_there_is_not_made(
    tmp_path: Path, create: bool, read_only: bool
) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    assert "does not exist" in refusal(url, create, read_only).message
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "store.db").touch()
    open_store(f"sqlite:///{tmp_path}/store.db").close()


def test_a_timeout_that_is_no_number(tmp_path: Path) -> None:
    assert "is no number" in refusal(f"sqlite:///{tmp_path}/store.db?timeout=soon").message


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    store = open_store(url)
    store.save_outlets([make.outlet()])
    store.record_polls([make.record(make.entry("a"))])
    with store.writing() as conn:  # type: ignore[attr-defined]
        conn.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite's own way to be full
    much = tuple(make.entry(f"k{n}", summary="words " * 500) for n in range(50))
    with pytest.raises(StoreError, match="database or disk is full"):
        store.record_polls([make.record(*much)])
    assert [e.raw.key for e in store.entries()] == ["a"]
    store.close()


@contextmanager
def read_only_folder() -> Iterator[Path]:
    """A folder that nothing can be written to, seen as a user whom that binds."""
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp())  # pytest's own is closed to others than its maker
    try:
        open_store(f"sqlite:///{folder}/store.db").close()
        folder.chmod(0o555)
        if root:
            os.seteuid(65534)
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_read_only_disk_can_be_read_and_says_so_when_written() -> None:
    with read_only_folder() as folder:
        url = f"sqlite:///{folder}/store.db"
        reader = open_store(url, read_only=True)
        assert reader.counts()["polls"] == 0
        reader.close()
        assert refusal(url).hint
        assert "cannot be opened" in refusal(f"sqlite:///{folder}/new.db").message


def test_a_reader_sees_what_a_writer_adds_later(new_url: Callable[[], str]) -> None:
    url = new_url()
    open_store(url).close()
    reader, writer = open_store(url, read_only=True), open_store(url)
    writer.set_meta("subject", "harbours")
    assert reader.meta("subject") == "harbours"
    writer.close()
    assert reader.meta("subject") == "harbours"
    reader.close()


def test_a_store_that_another_program_locks(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/store.db?timeout=0.05")
    other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="is locked"):
        store.set_meta("subject", "harbours")
    assert store.meta("subject") is None, "readers do not wait for a writer"
    other.close()
    store.set_meta("subject", "harbours")
    store.close()


def test_a_write_is_waited_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    first, second = open_store(url), open_store(url)
    for number in range(20):
        (first, second)[number % 2].set_meta(f"k{number}", "v")
    assert all(first.meta(f"k{number}") == "v" for number in range(20))
    first.close()
    second.close()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_server_that_does_not_answer_keeps_the_password(scheme: str) -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    error = refusal(f"{scheme}://ann:secret@127.0.0.1:1/news?connect_timeout=2")
    assert "cannot be reached" in error.message
    assert "secret" not in str(error)


@pytest.mark.postgres
def test_a_socket_that_nobody_listens_at_is_worth_another_try(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="cannot be reached"):
        open_store(f"postgresql:///coverline?host={tmp_path}")


def test_a_server_without_that_database_or_with_foreign_tables(postgres: str) -> None:
    import psycopg

    missing = postgres.removesuffix("postgres") + "nowhere"
    assert "cannot be entered" in refusal(missing).message
    url = new_schema(postgres)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("CREATE TABLE boats (name TEXT)")
        assert "is not a Coverline store" in refusal(url).message
        found = conn.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
        assert found.fetchone() == (1,)


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    error = refusal("postgresql://127.0.0.1/news")
    assert 'pip install "coverline[scale]"' in error.hint


def test_importing_the_store_does_not_import_pandas() -> None:
    code = "import sys, feeds.store.sqlite; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_kind_of_store_opens_twice_at_once(new_url: Callable[[], str]) -> None:
    url = new_url()
    first, second = open_store(url), open_store(url)
    first.set_meta("subject", "harbours")
    assert second.meta("subject") == "harbours"
    first.close()
    second.close()
