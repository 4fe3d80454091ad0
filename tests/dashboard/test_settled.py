"""While a state of the data stands, pages are made of what was read before and of what is new."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.app import create_app
from feeds.model import Derived
from feeds.opening import Opened, open_demo
from feeds.placing import event_rows
from feeds.store.protocol import Store
from tests.bench.load_reader import PAGES, requests
from tests.demo import few_days

EVER = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three days of the demo."""
    folder = Path(tmp_path_factory.mktemp("settled"))
    few_days.fill(folder)
    return folder / "coverline-demo.db"


@pytest.fixture
def opened(filled: Path, tmp_path: Path) -> Iterator[Opened]:
    """The same, to be changed."""
    path = tmp_path / "demo.db"
    shutil.copy(filled, path)
    held = open_demo(f"sqlite:///{path}")
    with closing(held.store):
        yield held


def merged(store: Store) -> None:
    """Every second event into the one before it."""
    stories = store.stories_seen(*EVER)
    names = sorted({story.event_id for story in stories} - {""})
    into = dict(zip(names[1::2], names[::2], strict=False))
    moved = tuple(
        replace(story, event_id=into[story.event_id]) for story in stories if story.event_id in into
    )
    assert moved
    places = store.places([story.id for story in moved]).values()
    store.save_derived(
        Derived(
            store.cursor(),
            moved,
            memberships=tuple(replace(p, event_id=into[p.event_id]) for p in places),
            events=tuple(event_rows(store, into.values(), moved)),
            removed_events=tuple(into),
            aliases=tuple(into.items()),
        )
    )


def ask(client: Any, page: str) -> None:
    """A page, and all that comes on it later."""
    for body in requests(page, f"/{page}"):
        answer = client.post("/_dash-update-component", json=body)
        assert answer.status_code == 200, (page, answer.text[:500])


@pytest.mark.parametrize("first", PAGES)
def test_pages_are_drawn_of_older_tables_and_events_that_moved_since(
    opened: Opened, first: str
) -> None:
    store = opened.store
    client = create_app(store, opened.subject).server.test_client()
    store.settle(3600)
    before = store.data_version()
    ask(client, first)
    merged(store)
    assert store.data_version() == before
    for page in PAGES:
        ask(client, page)
