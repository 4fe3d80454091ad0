"""What a reader does with a picture in Chromium: comes closer and back, puts a group at the foot
of the bars, reads a story's evidence in Arabic."""

from __future__ import annotations

import re

import pytest

from tests.dashboard.reader import Reader

pytestmark = pytest.mark.browser

BAR = "#timeline-graph .barlayer .trace.bars .point path"
KEY = "#timeline-graph .legend .traces"
ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")


def test_drawing_across_the_bars_comes_closer_and_back_leads_out(reader: Reader) -> None:
    reader.opens("/?topics=floods")
    reader.page.wait_for_selector(BAR)
    before = reader.page.url
    area = reader.page.locator("#timeline-graph .nsewdrag").first.bounding_box()
    assert area is not None
    middle = area["y"] + area["height"] / 2
    reader.page.mouse.move(area["x"] + area["width"] * 0.55, middle)
    reader.page.mouse.down()
    reader.page.mouse.move(area["x"] + area["width"] * 0.9, middle, steps=8)
    reader.page.mouse.up()
    reader.waits_for_url("whole=")
    assert "from_day=" in reader.page.url
    reader.page.wait_for_selector(BAR)
    reader.page.go_back()
    reader.page.wait_for_function("was => location.href === was", arg=before)
    assert reader.complaints == []


def test_a_click_in_the_key_puts_the_group_at_the_foot_and_hides_none(reader: Reader) -> None:
    reader.opens("/?topics=floods")
    reader.page.wait_for_selector(BAR)
    shown = reader.page.locator(BAR).count()
    reader.page.locator(KEY).nth(1).locator(".legendtoggle").click(force=True)
    reader.waits_for_url("base=")
    reader.sees("Usual order")  # the picture before has bars and keys, too
    reader.page.wait_for_selector(BAR)
    assert reader.page.locator(BAR).count() == shown
    reader.page.locator(KEY).first.locator(".legendtoggle").click(force=True)
    reader.page.wait_for_function("() => !location.href.includes('base=')")


def test_a_story_is_explained_in_arabic(reader: Reader) -> None:
    reader.opens("/?story=story:delta-12-1&lang=ar")
    panel = reader.page.get_by_role("dialog")
    panel.get_by_text("ما وُجد").wait_for()
    items = panel.locator("#story-told li").all_inner_texts()
    left = [text for text in items if not re.search("[\u0621-\u064a]", ISOLATED.sub("", text))]
    assert left == []
