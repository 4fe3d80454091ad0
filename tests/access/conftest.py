"""A store of the river country that tests may write into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.store import open_store
from feeds.store.protocol import Store
from tests.dashboard.fakes.world import river


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    from sqlite3 import connect

    path = tmp_path / "desk.db"
    held = connect(river("real").url.removeprefix("sqlite:///"))
    copy = connect(path)
    held.backup(copy)
    held.close()
    copy.close()
    found = open_store(f"sqlite:///{path}")
    yield found
    found.close()
