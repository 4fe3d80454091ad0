"""Servers of old documents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.backfill.shelf import Shelf
from tests.backfill.wayback import Archive


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """The outlet's own server."""
    with Shelf().open() as found:
        yield found


@pytest.fixture
def archive() -> Iterator[Archive]:
    """The archive that keeps copies."""
    with Shelf().open() as found:
        yield Archive(found)
