"""In Chromium from question to answer on an event's page: who was first and who followed after
how long, who reprinted whom, and the way from the list and back."""

from __future__ import annotations

import pytest

from tests.dashboard.reader import Reader

pytestmark = pytest.mark.browser


def test_who_was_first_who_followed_and_who_reprinted_whom(reader: Reader) -> None:
    reader.opens("/events")
    reader.page.locator("#events-grid .ag-center-cols-container .ag-row").first.click()
    reader.waits_for_url("event=event")
    reader.page.wait_for_selector("#event-graph .point")
    reader.sees("first among watched feeds")
    lanes = reader.page.locator("#event-graph").inner_text()
    assert "+1 h" in lanes
    reader.page.locator("#event-sources").get_by_text("reprinted").first.wait_for()
    told = reader.page.locator("#event-sources").inner_text()
    assert "Canal Post\u2069 reprinted \u2068Harbour Courier" in told
    reader.page.get_by_role("link", name="All events").click()
    reader.page.wait_for_selector("#events-grid")
    assert "event=" not in reader.page.url
    assert reader.complaints == []
