"""Events of a span, also of those that began before it."""

from __future__ import annotations

from pathlib import Path

from feeds.coverage import Selection, events
from feeds.store import open_store
from tests.dashboard import small_store


def test_who_was_first_is_asked_of_the_whole_event_not_of_the_span(tmp_path: Path) -> None:
    store = open_store(small_store.fill(tmp_path).store)
    after_the_first = Selection(small_store.at(8, 9), small_store.at(9), bin="hour")
    (event,) = events(store, after_the_first).to_dict("records")
    store.close()
    assert (event["stories"], event["first_at"]) == (1, small_store.GATES)
    assert (event["first_outlet"], event["lag_hours"]) == ("harbour-times", 3.0)
