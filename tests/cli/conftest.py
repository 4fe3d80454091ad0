"""A newsroom that answers and a desk that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.cli.newsroom import Newsroom


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    """Three outlets on loopback."""
    with Newsroom().open() as found:
        yield found


@pytest.fixture
def desk(
    tmp_path: Path,
    newsroom: Newsroom,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    """A folder with a subject of three outlets and a store that is not there yet."""
    return Desk(tmp_path, newsroom.url, capsys, monkeypatch)
