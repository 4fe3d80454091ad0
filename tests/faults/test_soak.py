"""A day of polling, in a minute and a half, with everything failing now and then."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.soak.driver import Soak
from tests.store.conftest import server
from tests.store.server import Server, new_schema

__all__ = ["server"]  # a fixture
FEEDS, HOURS, MINUTES, SEED = 30, 24.0, 1.5, 4
PATIENCE = 60.0  # seconds, on a machine under load


def soaked(folder: Path, store: str, server: Server | None = None) -> Soak:
    soak = Soak(folder, store, FEEDS, HOURS, MINUTES, SEED, server, PATIENCE)
    wrong = soak.run()
    assert not wrong, f"after {soak.done}"
    assert {words.partition(": ")[2] for words in soak.done} > {"kill -9", "disk full"}
    assert soak.counts["entries"] > 20 * FEEDS
    return soak


def test_a_file_comes_through_a_bad_day(tmp_path: Path) -> None:
    soak = soaked(tmp_path, f"sqlite:///{tmp_path}/desk.db")
    assert soak.failed, "nobody noticed the full disk"


@pytest.mark.postgres
def test_a_database_with_three_pollers_comes_through_a_bad_day(
    tmp_path: Path,
    server: Server,
) -> None:
    soak = soaked(tmp_path, new_schema(server.url), server)
    assert soak.failed, "nobody noticed that the database was away"
