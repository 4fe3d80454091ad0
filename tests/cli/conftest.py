"""A newsroom that answers and a desk that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import running
from feeds.settings import Settings
from tests.cli.desk import Desk, write_subject
from tests.cli.newsroom import Newsroom


@pytest.fixture(scope="session")
def open_newsroom() -> Iterator[Newsroom]:
    """Three outlets on loopback."""
    with Newsroom().open() as found:
        yield found


@pytest.fixture
def newsroom(open_newsroom: Newsroom) -> Newsroom:
    """The three outlets, well and not yet asked for anything."""
    open_newsroom.is_well()
    return open_newsroom


@pytest.fixture(scope="session")
def polled_store(tmp_path_factory: pytest.TempPathFactory, open_newsroom: Newsroom) -> Path:
    """A store into which the three outlets were polled, to be copied."""
    open_newsroom.is_well()  # this is made before the first test's own newsroom
    folder = tmp_path_factory.mktemp("polled")
    path, subject = folder / "desk.db", write_subject(folder, open_newsroom.url)
    mine = Settings(store=f"sqlite:///{path}", subject=str(subject), allow_private=True)
    running.poll(replace(mine, host_spacing=0.0), running.now, everything=False)
    return path


@pytest.fixture
def desk(
    tmp_path: Path,
    newsroom: Newsroom,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    """A folder with a subject of three outlets and a store that is not there yet."""
    return Desk(tmp_path, newsroom.url, capsys, monkeypatch)


@pytest.fixture
def polled(desk: Desk, polled_store: Path, newsroom: Newsroom) -> Desk:
    """A desk whose store holds six stories of the three outlets."""
    (desk.folder / "desk.db").write_bytes(polled_store.read_bytes())
    newsroom.asked.clear()
    return desk
