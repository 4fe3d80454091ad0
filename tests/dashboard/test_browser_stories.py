"""Searching stories in Chromium: a question from its words to its stories."""

from __future__ import annotations

import pytest

from tests.dashboard.reader import Reader

pytestmark = pytest.mark.browser

ROWS = "#stories .ag-center-cols-container .ag-row"


def test_a_search_is_typed_narrowed_and_taken_back(reader: Reader) -> None:
    reader.opens("/stories?span=all")
    reader.page.locator(f"{ROWS} a").first.wait_for()
    reader.page.locator("#sought").fill("water -quay* OR rises")
    reader.page.keyboard.press("Enter")
    reader.waits_for_url("q=water")
    reader.page.locator(f"{ROWS} a").first.wait_for()
    found = reader.page.locator("#found").inner_text()
    reader.page.locator("#facets a").first.click()
    reader.page.locator("#facets a.chosen").first.wait_for()
    assert reader.page.locator("#found").inner_text() != found or "groups=" in reader.page.url
    reader.page.go_back()
    reader.page.locator("#facets a.chosen").wait_for(state="detached")
    assert reader.page.locator("#sought").input_value() == "water -quay* OR rises"
    assert reader.complaints == []
    assert reader.elsewhere() == []


def test_what_is_typed_while_the_page_is_drawn_anew_stays(reader: Reader) -> None:
    reader.opens("/stories?span=all")
    reader.page.locator(f"{ROWS} a").first.wait_for()
    reader.page.locator("#sought").fill("water")
    with reader.page.expect_response(
        lambda answer: "page.children" in (answer.request.post_data or "")
    ):
        reader.page.locator("#theme").get_by_text("Dark").click()
        reader.page.locator("#sought").fill("water rises")
    reader.waits_for_url("theme=dark")
    reader.page.locator(f"{ROWS} a").first.wait_for()
    reader.page.wait_for_load_state("networkidle")
    assert reader.page.locator("#sought").input_value() == "water rises"
    reader.page.locator("#sought").press("Enter")
    reader.waits_for_url("q=water")
    assert reader.complaints == []


def test_what_a_feed_wrote_is_text_in_the_grid_and_opens_its_panel(reader: Reader) -> None:
    reader.opens("/stories?q=rises&span=all")
    reader.page.locator(f"{ROWS} a").first.wait_for()
    assert "<b>rises</b>" in reader.page.locator(f"{ROWS} a").first.inner_text()
    reader.page.locator(f"{ROWS} button.known").first.click()
    reader.waits_for_url("story=")
    reader.page.get_by_role("dialog").get_by_text("What was found").wait_for()


def test_a_bad_search_says_where(reader: Reader) -> None:
    reader.opens("/stories?q=(water")
    reader.sees("The bracket at character 1 is never closed.")


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_accessible(reader: Reader, lang: str, theme: str) -> None:
    reader.opens(f"/stories?q=rises&span=all&theme={theme}&lang={lang}")
    reader.page.locator(f"{ROWS} a").first.wait_for()
    reader.page.locator("#facets a").first.wait_for()
    assert [v for v in reader.violations() if v[0] != "aria-required-children"] == []


@pytest.mark.parametrize("path", ["/stories?q=rises&span=all", "/names?span=all"])
def test_a_phone_needs_no_scrolling_sideways(reader: Reader, path: str) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.opens(path)
    reader.page.wait_for_load_state("networkidle")
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert reader.complaints == []
