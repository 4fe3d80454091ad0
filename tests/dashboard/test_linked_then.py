"""Which events went on from one another, as it was known at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.data import Desk
from dashboard.linked_then import links_then, reached
from feeds.model import Derived, Event, EventLink
from feeds.opening import open_real
from tests.dashboard import small_store
from tests.dashboard.small_store import at

LATER = Event("event:dry", "Town dry", "en", at(10), at(10), 1, 1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The small store with an event that goes on from another, shown by two of its stories."""
    opened = open_real(small_store.fill(tmp_path), create=False)
    first, last = sorted(opened.store.stories(["t1", "d2"]).values(), key=lambda s: s.first_seen_at)
    evidence = f"story:{last.id} shares with story:{first.id} what few others tell"
    shown_at = first.date.published_at
    link = EventLink(LATER.id, small_store.EVENT.id, "follows", 0.8, evidence, shown_at)
    found = Derived(3, events=(LATER,), linked=(LATER.id,), links=(link,))
    opened.store.save_derived(found)
    yield Desk(opened.store, opened.subject)
    opened.store.close()


def test_a_link_is_known_once_both_stories_that_show_it_were_seen(desk: Desk) -> None:
    ids = [LATER.id, small_store.EVENT.id]
    last = max(story.first_seen_at for story in desk.store.stories(["t1", "d2"]).values())
    before = last - timedelta(seconds=1)
    known = {when: len(links_then(desk, ids, when)) for when in (before, last, None)}
    assert known == {before: 0, last: 1, None: 1}


def test_a_thread_goes_as_far_as_its_links() -> None:
    links = [EventLink(b, a, "follows", 0.8, "", at(9)) for a, b in ("ab", "bc", "xy")]
    assert reached(links, "c") == {"a", "b", "c"}
    assert reached([], "c") == {"c"}
