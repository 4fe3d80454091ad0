"""Events tied to one another and parted again by hand, in Chromium."""

from __future__ import annotations

import pytest

from feeds import coverage
from feeds.coverage import Selection
from feeds.opening import Opened
from tests.dashboard.reader import Reader

pytestmark = pytest.mark.browser


def two_events(demo: Opened) -> tuple[str, str]:
    """An event, and one that began after it."""
    span = demo.store.span()
    assert span is not None
    table = coverage.events(demo.store, Selection(*span, "UTC")).sort_values("first_at")
    return str(table["event_id"].iloc[0]), str(table["event_id"].iloc[-1])


def test_an_event_is_tied_to_an_earlier_one_and_parted_again(analyst: Reader, demo: Opened) -> None:
    earlier, later = two_events(demo)
    analyst.opens(f"/events?event={later}&span=all")
    thread, said = analyst.page.locator("#event-thread"), analyst.page.locator("#tied")
    thread.locator("#tie-other").fill(f"event:{earlier}")
    thread.locator("#tie").click()
    said.get_by_text("the event goes on from the earlier one").wait_for()
    said.get_by_role("link", name="Show the event as it is now").click()
    thread.get_by_role("heading", name="Before").wait_for()
    assert thread.locator(f"a[href*='event={earlier}']").count() == 1
    thread.get_by_role("button", name="Not tied").click()
    said.get_by_text("the two events are not tied").wait_for()
    analyst.page.reload()
    thread.get_by_text("No other event is tied to this one.").wait_for()
    assert [deed.kind for deed in demo.store.corrections()] == ["link", "unlink"]
    assert analyst.complaints == []


def test_a_tie_that_cannot_be_is_told_in_words(analyst: Reader, demo: Opened) -> None:
    earlier, _ = two_events(demo)
    analyst.opens(f"/events?event={earlier}&span=all&lang=ar")
    analyst.page.locator("#tie-other").fill("event:nowhere")
    analyst.page.locator("#tie").click()
    analyst.page.locator("#tied").get_by_text("nowhere").wait_for()
