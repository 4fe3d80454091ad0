"""The interface as any reader meets it: two languages, two themes, a desk and a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.dashboard.reader import Reader

pytestmark = pytest.mark.browser

PAGES = (
    *("/overview", "/", "/outlets", "/events?event=event:flood", "/names", "/stories"),
    *("/feeds?feed=feed:canal", "/briefing", "/help"),
)
UNNAMED = "/names"  # no story of this store names anybody, and the page says so
# What Dash, Plotly and AG Grid bring themselves and nobody can set from outside.
THEIRS = (
    "dash-dropdown",  # Dash's own dropdown
    "ag-",  # AG Grid's empty header and viewport cells
    "modebar",  # Plotly's bar of tools
    "js-plotly",
)


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Reader]:
    one = Reader(browser, address, width=390)
    yield one
    one.page.close()


def asked(path: str, more: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{more}"


def settled(reader: Reader) -> None:
    reader.page.wait_for_load_state("networkidle")


def ours(found: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """What axe found in what we wrote ourselves."""
    kept = [(rule, [h for h in html if not _theirs(h)]) for rule, html in found]
    return [(rule, html) for rule, html in kept if html]


def _theirs(html: str) -> bool:
    return any(mark in html for mark in THEIRS)


def checked(reader: Reader) -> None:
    """No complaint, nobody else asked, nothing beyond the page's width, nothing for axe."""
    settled(reader)
    empty = reader.page.locator(".state").count() > 0
    assert empty == (UNNAMED in reader.page.url), "the page is empty or says what went wrong"
    assert reader.complaints == []
    assert reader.elsewhere() == []
    wide = reader.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page scrolls sideways"
    assert ours(reader.violations()) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_page_on_a_desk_in_english_and_light(reader: Reader, path: str) -> None:
    reader.opens(path)
    checked(reader)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_on_a_phone_in_arabic_and_dark(phone: Reader, path: str) -> None:
    phone.opens(asked(path, "lang=ar&theme=dark"))
    phone.sees("بيانات مصطنعة")
    checked(phone)
    assert phone.page.evaluate("document.documentElement.dir") == "rtl"


def test_the_language_is_changed_in_the_bar_and_kept_by_the_menu(reader: Reader) -> None:
    reader.opens("/?topics=floods")
    reader.page.get_by_text("العربية").click()
    reader.waits_for_url("lang=ar")
    reader.sees("اختر عمودًا لقراءة أخباره")
    page = reader.page
    page.wait_for_function("() => document.documentElement.dir === 'rtl'")
    assert page.evaluate("document.documentElement.lang") == "ar"
    page.get_by_role("link", name="المنافذ", exact=True).click()
    reader.waits_for_url("/outlets")
    assert "topics=floods" in page.url
    page.get_by_text("English").click()
    reader.waits_for_url("lang=en")
    page.wait_for_function("() => document.documentElement.dir === 'ltr'")


def test_time_runs_from_the_left_in_arabic_too(reader: Reader) -> None:
    reader.opens("/?lang=ar&topics=floods")
    reader.page.wait_for_selector("#timeline-graph .xtick text")
    settled(reader)
    # At one instant: a figure that is drawn again meanwhile has other ticks.
    script = "found => found.map(one => one.getBoundingClientRect().x)"
    places = reader.page.eval_on_selector_all("#timeline-graph .xtick text", script)
    assert len(places) > 1
    assert places == sorted(places)


def test_a_page_is_used_with_the_keyboard_alone(reader: Reader) -> None:
    reader.opens("/")
    settled(reader)
    page = reader.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Timeline"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) != "none"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reader.waits_for_url("/outlets")


def test_on_a_phone_the_controls_unfold(phone: Reader) -> None:
    phone.opens("/")
    page = phone.page
    assert not page.locator("#measure").is_visible()
    page.get_by_role("button", name="What is shown").click()
    page.locator("#measure").wait_for(state="visible")
    assert page.locator("#fold").get_attribute("aria-expanded") == "true"


def test_a_paper_shows_the_picture_and_none_of_the_controls(reader: Reader) -> None:
    reader.opens("/?topics=floods")
    reader.page.locator("#timeline-graph .xtick").first.wait_for()
    reader.page.emulate_media(media="print")
    assert not reader.page.locator("#controls").is_visible()
    assert not reader.page.locator("#menu").is_visible()
    assert reader.page.locator("#timeline-graph").is_visible()


def test_what_is_new_counts_from_the_visit_before(reader: Reader) -> None:
    reader.opens("/overview")
    reader.sees("Your first visit in this browser")
    reader.opens("/overview?since=2026-03-20T10:00:00%2B00:00")
    reader.sees("Since 20 Mar 2026, 10:00")


def test_a_number_of_the_overview_leads_to_its_stories(reader: Reader) -> None:
    reader.opens("/overview?span=all")
    row = reader.page.get_by_role("row").filter(has_text="Floods on the river")
    count = row.get_by_role("link").inner_text()
    row.get_by_role("link").click()
    reader.sees(f"{count} stories: Floods on the river")
