"""Every page on the demo in Chromium comes back the same after a reload, and back leads to it; the
pages that the river country has nothing for are accessible and quiet, too."""

from __future__ import annotations

import pytest

from feeds import coverage
from feeds.coverage import Selection
from feeds.opening import Opened
from tests.dashboard.reader import Reader

pytestmark = pytest.mark.browser

# The part of a page that says that it stands.
PAGES = {
    "/overview?span=all": "#overview-graph .xtick",
    "/?span=all": "#timeline-graph .xtick",
    "/?span=all&show=heat": "#heatmap-graph .xtick",
    "/outlets?span=all": "#exposure-graph .xtick",
    "/outlets?span=all&outlets=harbour-times": "#rhythm-graph .xtick",
    "/outlets?span=all&outlets=harbour-times,mna&compare=yes": "#page table",
    "/events?span=all": "#events-grid .ag-row",
    "/events?span=all&event={event}": "#event-thread :is(p, h3)",
    "/names?span=all": "#page tbody a",
    "/names?span=all&name={name}": "#name-graph .xtick",
    "/stories?span=all": "#facets a",
    "/feeds": "#feeds-grid .ag-row",
    "/briefing": "#page iframe",
    "/help": "#page article h1",
}
OWN = [path for path in PAGES if any(word in path for word in ("heat", "outlets=", "name="))]


def opens(analyst: Reader, demo: Opened, path: str, more: str = "") -> None:
    span = demo.store.span()
    assert span is not None
    events = coverage.events(demo.store, Selection(*span, "UTC"))["event_id"]
    where = path.format(event=events.iloc[0], name=demo.store.names()[0].id)
    analyst.opens(where + more)
    analyst.page.locator(PAGES[path]).first.wait_for()


@pytest.mark.parametrize("path", OWN)
def test_a_page_is_accessible_quiet_and_keeps_to_its_own_host(
    analyst: Reader, demo: Opened, path: str
) -> None:
    for more in ("", "&lang=ar&theme=dark"):
        opens(analyst, demo, path, more)
        analyst.page.wait_for_load_state("networkidle")
        assert analyst.violations() == []
        assert analyst.page.evaluate("document.documentElement.scrollWidth") <= 1400
    assert analyst.complaints == []
    assert analyst.elsewhere() == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_after_a_reload_and_back_leads_to_it(
    analyst: Reader, demo: Opened, path: str
) -> None:
    opens(analyst, demo, path)
    held = analyst.page.url
    title = analyst.page.locator("#menu a.here").inner_text()
    analyst.page.reload()
    analyst.page.locator(PAGES[path]).first.wait_for()
    assert analyst.page.url == held
    other = "Help" if title != "Help" else "Feeds"
    analyst.page.get_by_role("link", name=other, exact=True).click()
    analyst.page.locator("#menu a.here").get_by_text(other, exact=True).wait_for()
    analyst.page.go_back()
    analyst.page.wait_for_function("was => location.href === was", arg=held)
    analyst.page.locator("#menu a.here").get_by_text(title, exact=True).wait_for()
    analyst.page.locator(PAGES[path]).first.wait_for()
    assert analyst.complaints == []


def test_the_calendar_speaks_arabic(analyst: Reader) -> None:
    analyst.opens("/overview?lang=ar&span=dates&from_day=2026-10-25&to_day=2026-10-26")
    analyst.page.locator("#dates").get_by_text("25/10/2026").wait_for()
    analyst.page.locator("#dates").click()
    analyst.page.get_by_text("تشرين الأول 2026").first.wait_for()
    assert analyst.complaints == []
