"""Events of a span, also of those that began before it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from feeds.coverage import Selection, events, first
from feeds.coverage.events import medians
from feeds.coverage.timing import delays
from feeds.store import open_store
from tests.coverage.told import told, watched
from tests.dashboard import small_store


def test_who_was_first_is_asked_of_the_whole_event_not_of_the_span(tmp_path: Path) -> None:
    store = open_store(small_store.fill(tmp_path).store)
    after_the_first = Selection(small_store.at(8, 9), small_store.at(9), bin="hour")
    (event,) = events(store, after_the_first).to_dict("records")
    store.close()
    assert (event["stories"], event["first_at"]) == (1, small_store.GATES)
    assert (event["first_outlet"], event["lag_hours"]) == ("harbour-times", 3.0)


def test_the_median_lag_is_of_those_that_surely_came_later_with_news_of_their_own() -> None:
    told_of = told("A 08:00, B 07:50~09:00, C 10:00, D 12:00~14:00, E 09:00 =A, F 11:00 opinion")
    found = medians(delays(told_of, "outlet_id", watched(told_of)))
    assert found.to_dict() == {"e": pytest.approx((10 - 8 + 1 / 12 + 13 - 8 + 1 / 12) / 2, abs=0.2)}


def test_the_list_names_first_whom_the_page_of_the_event_does(tmp_path: Path) -> None:
    store = open_store(small_store.fill(tmp_path).store)
    week = Selection(small_store.at(1), small_store.at(14), bin="day")
    listed = events(store, week)
    for line in listed.to_dict("records"):
        page = first(store, replace(week, events=(line["event_id"],)))
        assert set(page["row"]) == set(line["first_outlets"])
    store.close()
