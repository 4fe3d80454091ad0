"""A feed's turn: what is the feed's fault is a failed poll, what is the store's is not."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.errors import StoreError
from feeds.model import Poll
from feeds.polling.holding import Holding
from feeds.polling.poller import Poller
from feeds.settings import Settings
from feeds.store import open_store
from tests.bench.origins import origins
from tests.bench.polling import outlets_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
EASY = replace(Settings(), allow_private=True)
Known = Callable[[str, Collection[str]], dict[str, tuple[int, str]]]


def polled(folder: Path, monkeypatch: pytest.MonkeyPatch, known: Known) -> list[Poll]:
    """The polls that are stored of one feed, where what is known of its entries is told so."""
    with origins(1, 5, 0.0) as urls:
        outlets, store = outlets_of(urls), open_store(f"sqlite:///{folder}/desk.db")
        store.save_outlets(outlets)
        monkeypatch.setattr(store, "known_entries", known)
        feeds = [feed for outlet in outlets for feed in outlet.feeds]
        told: list[Poll] = []
        try:
            poller = Poller(store, EASY, lambda: NOW)
            poller.run(feeds, Holding(feeds, {}), told.append, lambda done, total: None)
        finally:
            store.close()
        return told


def test_a_store_that_fails_is_not_told_as_a_feed_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def known(feed_id: str, keys: Collection[str]) -> dict[str, tuple[int, str]]:
        raise StoreError("The store cannot be reached.", "Check it.")

    with pytest.raises(StoreError, match="cannot be reached"):
        polled(tmp_path, monkeypatch, known)
    store = open_store(f"sqlite:///{tmp_path}/desk.db")
    assert (store.counts()["polls"], store.feed_states()) == (0, {})
    store.close()


def test_what_coverline_stumbles_over_is_one_failed_poll(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def known(feed_id: str, keys: Collection[str]) -> dict[str, tuple[int, str]]:
        raise ZeroDivisionError

    (poll,) = polled(tmp_path, monkeypatch, known)
    assert poll.outcome == "failed"
    assert "stumbled over this feed (ZeroDivisionError" in poll.error
