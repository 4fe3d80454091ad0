"""The dashboard in Chromium: what a reader does, and that nothing leaves the machine."""

from __future__ import annotations

import pytest

from tests.dashboard.reader import Reader

pytestmark = pytest.mark.browser

BAR = ".barlayer .trace.bars .point path"
STORIES = "#below .ag-center-cols-container .ag-row"


@pytest.mark.parametrize("path", ["/", "/outlets", "/events?event=event:flood", "/feeds", "/help"])
def test_pages_load_without_complaint_and_ask_no_other_host(reader: Reader, path: str) -> None:
    reader.opens(path)
    reader.sees("Synthetic: invented outlets and stories")
    reader.page.wait_for_load_state("networkidle")
    assert reader.complaints == []
    assert reader.elsewhere() == []


def test_a_click_on_a_bar_shows_its_stories_and_back_closes_them(reader: Reader) -> None:
    reader.opens("/?topics=floods")
    reader.page.wait_for_selector(BAR)
    reader.page.locator(BAR).first.click(force=True)
    reader.sees("15 stories: Floods on the river, North bank, Fri 13 Mar 2026")
    reader.waits_for_url("series=north")
    link = reader.page.locator(f"{STORIES} a").first
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert link.get_attribute("target") == "_blank"
    assert "Water <b>rises</b>" in link.inner_text()
    assert reader.page.locator("a[href^='javascript']").count() == 0
    reader.page.go_back()
    reader.sees("Choose a bar to read its stories;")
    assert "series" not in reader.page.url


def test_a_reload_keeps_the_selection_and_the_open_bar(reader: Reader) -> None:
    reader.opens("/?topics=floods&row=floods&at=2026-03-13T00:00:00%2B00:00&series=south")
    reader.sees("16 stories: Floods on the river, South bank")
    reader.page.reload()
    reader.sees("16 stories: Floods on the river, South bank")
    assert "topics=floods" in reader.page.url


def test_a_control_writes_the_url_and_back_undoes_it(reader: Reader) -> None:
    reader.opens("/")
    reader.sees("peaked on 13 Mar")
    reader.page.locator("#measure").click()
    reader.page.get_by_role("option", name="Attention").click()
    reader.waits_for_url("measure=attention")
    reader.sees("How much of their coverage did outlets give the subject?")
    reader.page.go_back()
    reader.sees("peaked on 13 Mar")
    assert reader.page.locator("#measure").input_value() == "Stories"


def test_an_event_opens_from_the_table(reader: Reader) -> None:
    reader.opens("/events")
    reader.page.locator("#events-grid .ag-center-cols-container .ag-row").first.click()
    reader.waits_for_url("event=event")
    reader.sees("first among watched feeds")


FLOOD = "/?topics=floods&row=floods&at=2026-03-13T00:00:00%2B00:00&series=south"


def test_a_click_on_a_story_tells_how_its_date_is_known(reader: Reader) -> None:
    reader.opens(FLOOD)
    reader.page.locator(STORIES).first.wait_for()
    reader.page.locator(f"{STORIES}[row-id='story:delta-12-1'] button.known").click()
    reader.waits_for_url("story=story:delta-12-1")
    panel = reader.page.get_by_role("dialog")
    panel.get_by_text("What was found").wait_for()
    told = panel.inner_text()
    assert "Water <b>rises</b> at quay 1" in told
    assert "The date of publication 'Friday': not readable, set aside." in told
    assert "Not listed at 13 March 2026, 08:00 UTC" in told
    assert "because this feed writes local time as GMT" in told
    assert "المياه ترتفع في 3 أرصفة" in told
    assert (
        panel.get_by_role("link", name="Read it at the outlet").get_attribute("href")
        == "https://delta.example/12/1"
    )
    assert (
        panel.get_by_role("link", name="Read it at the outlet").get_attribute("rel")
        == "noopener noreferrer"
    )
    reader.page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    reader.page.wait_for_function("!location.href.includes('story=')")
    assert "series=south" in reader.page.url
    assert reader.complaints == []


def test_a_shared_address_opens_the_panel_and_back_closes_it(reader: Reader) -> None:
    reader.opens("/events?event=event:flood")
    reader.page.wait_for_selector("#event-graph .point")
    reader.opens("/events?event=event:flood&story=story:canal-12-1")
    panel = reader.page.get_by_role("dialog")
    panel.get_by_text("A reprint of").wait_for()
    assert "(that story): same headline." in panel.inner_text()
    there = panel.get_by_role("link", name="that story").get_attribute("href")
    assert there
    assert "story=story:harbour-12-1" in there
    reader.page.go_back()
    panel.wait_for(state="hidden")


def test_a_mark_in_the_lanes_opens_its_story(reader: Reader) -> None:
    reader.opens("/events?event=event:flood")
    reader.page.locator("#event-graph .point").last.click(force=True)
    reader.waits_for_url("story=story")
    reader.page.get_by_role("dialog").get_by_text("How that is known").wait_for()


def test_a_story_without_a_web_address_has_no_link(reader: Reader) -> None:
    reader.opens("/?story=story:delta-12-0")
    panel = reader.page.get_by_role("dialog")
    panel.get_by_text("What was found").wait_for()
    assert panel.get_by_role("link", name="Read it at the outlet").count() == 0


def test_a_story_that_is_not_there_is_said_in_words(reader: Reader) -> None:
    reader.opens("/?story=story:none")
    reader.page.get_by_role("dialog").get_by_text("There is no story").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_panel_is_accessible(reader: Reader, theme: str) -> None:
    reader.opens(f"/?story=story:delta-12-1&theme={theme}")
    reader.page.get_by_role("dialog").get_by_text("What was found").wait_for()
    reader.page.wait_for_timeout(400)  # until it has slid in: axe reads colours
    assert reader.violations() == []


def test_the_menu_keeps_the_selection(reader: Reader) -> None:
    reader.opens("/?span=7d")
    reader.page.get_by_role("link", name="Outlets", exact=True).click()
    reader.waits_for_url("/outlets")
    assert reader.page.url.endswith("/outlets?span=7d")


def test_what_does_not_exist_is_said_in_words(reader: Reader) -> None:
    reader.opens("/?topics=unicorns")
    reader.sees("There is no topic “unicorns”.")
    reader.sees("Choose another topic.")
