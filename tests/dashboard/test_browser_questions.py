"""An analyst's questions in Chromium, each from the question to its answer, on the demo."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dashboard.data import Desk
from dashboard.selection import Asked, resolve
from feeds import coverage
from feeds.coverage import Selection
from feeds.opening import Opened
from tests.dashboard.reader import Reader

pytestmark = pytest.mark.browser

BAR = "#timeline-graph .barlayer .trace.bars .point path"
ROWS = ".ag-center-cols-container .ag-row"


@pytest.fixture
def desk(demo: Opened) -> Desk:
    return Desk(demo.store, demo.subject)


def selected(desk: Desk, **asked: Any) -> Selection:
    span = desk.span()
    assert span is not None
    return resolve(Asked(span="all", **asked), desk.subject(), span)


def opens_event(analyst: Reader, words: str) -> None:
    """From the list of events to the one whose stories hold the words."""
    analyst.opens("/events?span=all")
    analyst.page.locator(f"#events-grid {ROWS}").filter(has_text=words).first.click()
    analyst.waits_for_url("event=")
    analyst.page.wait_for_selector("#event-graph .point")


def test_what_happened_this_week(analyst: Reader, desk: Desk) -> None:
    analyst.opens("/overview?span=all")
    analyst.page.wait_for_selector("#overview-graph .xtick")
    basis = desk.basis(selected(desk))
    numbers = analyst.page.locator(".numbers").inner_text()
    assert f"\n{basis.stories - basis.reprints:,}\n" in numbers
    first = analyst.page.locator("#overview-events a").first
    first.wait_for()
    label = first.inner_text()
    first.click()
    analyst.waits_for_url("/events?")
    analyst.page.wait_for_selector("#event-graph .point")
    title = analyst.page.locator("#event-graph .gtitle").text_content()
    assert label[:24] in str(title)
    assert analyst.complaints == []


def test_who_covered_it_and_when(analyst: Reader, desk: Desk) -> None:
    analyst.opens("/?span=all&topics=port")
    analyst.page.wait_for_selector(BAR)
    analyst.page.locator(BAR).first.click(force=True)
    analyst.waits_for_url("series=")
    head = analyst.page.locator("#below h2").first
    head.wait_for()
    told = re.match(r"(\d+) stor", head.inner_text())
    assert told is not None
    analyst.page.locator(f"#below {ROWS} a").first.wait_for()
    assert analyst.page.locator(f"#below {ROWS}").count() == int(told[1])


def test_how_much_against_what_they_normally_publish(analyst: Reader, desk: Desk) -> None:
    analyst.opens("/outlets?span=all&rows=outlet")
    analyst.page.wait_for_selector("#against-graph .gtitle")
    said = analyst.page.evaluate(
        "document.querySelector('#against-graph .js-plotly-plot').data"
        ".flatMap(t => (t.customdata || []).flat().map(c => c[4]))"
    )
    table = coverage.against(desk.store, selected(desk, rows="outlet"))
    assert table["difference"].notna().any()
    told = [line for line in said if "median" in line]
    assert told
    assert all(re.search(r": \d.* % of \d+ stories, median \d.* %$", line) for line in told)
    analyst.page.locator("#page .dash-graph").first.wait_for()
    assert analyst.page.locator("#page").inner_text().count("How is this computed?") >= 2


def test_who_was_first_and_who_followed_after_how_long(analyst: Reader) -> None:
    opens_event(analyst, "denies receiving warnings")
    analyst.sees("first or second")
    told = analyst.page.locator("#event-graph .annotation-text").all_text_contents()
    assert any(re.search(r"was first; half of the others had followed after \d", t) for t in told)
    assert len([text for text in told if re.match(r"\+\d", text)]) > 5


def test_who_reprinted_whom_and_who_cites_whom(analyst: Reader) -> None:
    opens_event(analyst, "denies receiving warnings")
    part = analyst.page.locator("#event-sources")
    part.get_by_role("heading", name="Who cites whom").wait_for()
    told = part.inner_text().replace("\u2068", "").replace("\u2069", "")
    assert re.search(r"\w reprinted \w", told)
    assert "cites The Harbour Times" in told
    part.get_by_role("link").first.click()
    analyst.page.get_by_role("dialog").get_by_text("A reprint of").wait_for()


def test_who_was_silent_and_is_that_silence_real(analyst: Reader, desk: Desk) -> None:
    pair = ("issalya-7", "civil-defence")
    every = coverage.silence(desk.store, selected(desk, rows="outlet"))
    table = every[every["row"].isin(pair)]
    told = table[table["verdict"].isin(["partly observed", "not observed", "not comparable"])]
    assert len(told)
    analyst.opens(f"/outlets?outlets={','.join(pair)}&compare=yes&span=all")
    analyst.sees("Who was silent, and is it real?")
    for sentence in set(told["sentence"]):
        analyst.page.get_by_text(str(sentence)).first.wait_for()
    opens_event(analyst, "denies receiving warnings")
    quiet = analyst.page.locator("#event-quiet")
    quiet.get_by_text("None is said to have ignored anything").wait_for()
    assert re.search(r"% observed|not observed|No outlet was silent|too few", quiet.inner_text())


def test_how_their_words_differ(analyst: Reader) -> None:
    opens_event(analyst, "denies receiving warnings")
    words = analyst.page.locator("#event-worded tbody tr")
    words.first.wait_for()
    assert len(set(words.locator("td:first-child").all_inner_texts())) > 1
    assert analyst.page.locator("#event-worded b").count() > 0
    analyst.page.get_by_text("carries a denial").first.wait_for()


def test_which_figures_they_give(analyst: Reader) -> None:
    opens_event(analyst, "guards hurt")
    analyst.page.wait_for_selector("#given-graph .point")
    rows = analyst.page.locator("#given-graph .ytick").all_text_contents()
    assert any(row.endswith("injured") for row in rows)
    analyst.page.locator("#given-graph .point").first.click(force=True)
    analyst.waits_for_url("story=")
    analyst.page.get_by_role("dialog").get_by_text("How that is known").wait_for()
    assert analyst.complaints == []


@pytest.mark.parametrize(
    "typed",
    ["Selmo Tarvani", "tarvani", "Selmo Tarvany", "سيلمو طرفاني", "طرفاني"],
    ids=["whole", "part", "other", "script", "part in a script"],
)
def test_a_name_is_looked_up_in_any_spelling(analyst: Reader, typed: str) -> None:
    analyst.opens("/names")
    box = analyst.page.locator("#names-sought")
    box.fill(typed)
    box.press("Enter")
    analyst.sees("Names of all that is stored")
    analyst.page.locator("#page tbody a").first.click()
    analyst.waits_for_url("name=")
    analyst.page.locator("#page h1").get_by_text("Selmo Tarvani").wait_for()


def test_a_name_that_nobody_carries_says_what_to_do(analyst: Reader) -> None:
    analyst.opens("/names?q=Qwertzuiop")
    analyst.sees("No story carries a name like this.")
    analyst.sees("Write one part of the name alone")
