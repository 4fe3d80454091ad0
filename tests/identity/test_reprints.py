"""One text at several outlets is found; texts that are merely alike are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.identity import ReprintIndex
from feeds.model import Story, StoryDate

NOON = datetime(2024, 10, 8, 12, 0, tzinfo=UTC)
TITLE = "River bridge reopens after nine months of repairs"
SUMMARY = (
    "The old bridge over the river reopened to traffic on Tuesday, nine months after the flood "
    "that carried away two of its arches, the ministry of works said in a statement."
)


def story(outlet: str, title: str = TITLE, summary: str = SUMMARY, hours: float = 0) -> Story:
    at = NOON + timedelta(hours=hours)
    date = StoryDate(at, at, at, "published", "second", "high")
    where = f"https://{outlet}.example/x"
    return Story(
        f"s-{outlet}", outlet, "f", where, where, title, summary, "en", "news", "summary", date, at
    )


def found(*stories: Story) -> tuple[str, str]:
    index = ReprintIndex()
    return [index.add(one) for one in stories][-1]


def test_the_same_text_at_another_outlet_is_a_reprint_with_its_reason() -> None:
    origin, evidence = found(story("wire"), story("gazette", hours=2))
    assert origin == "s-wire"
    assert "same headline as s-wire of wire, 2.0 h after" in evidence


def test_a_few_words_changed_do_not_hide_it() -> None:
    copy = story("gazette", "Bridge reopens after repairs", f"{SUMMARY} More follows.", 2)
    assert found(story("wire"), copy)[0] == "s-wire"


@pytest.mark.parametrize(
    "summary",
    [f"KARA (Reuters) - {SUMMARY}", f"{SUMMARY} (AFP)", f"Reuters - {SUMMARY}"],
)
def test_marks_of_the_wire_do_not_hide_it(summary: str) -> None:
    copy = story("gazette", "Kara bridge is open again", summary, 1)
    original = story("wire", "Bridge open", SUMMARY)
    assert found(original, copy)[0] == "s-wire"


def test_an_arabic_dateline_does_not_hide_it() -> None:
    text = "أعيد اليوم فتح الجسر القديم فوق النهر أمام حركة السير بعد تسعة أشهر من أعمال الترميم"
    wire, copy = (
        story("wire", "فتح الجسر", text),
        story("sada", "الجسر يفتح", f"كارا - (أ ف ب): {text}"),
    )
    assert found(wire, copy)[0] == "s-wire"


def test_a_copy_of_a_copy_names_the_origin() -> None:
    assert found(story("wire"), story("gazette"), story("herald", hours=1))[0] == "s-wire"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (story("wire"), story("wire", hours=1)),
        (story("wire"), story("gazette", hours=73)),
        (story("wire"), story("gazette", "River bridge closed", "Work on the bridge goes on.")),
        (story("wire", "Bridge reopens today", ""), story("gazette", "Bridge reopens today", "")),
    ],
    ids=["same outlet", "too late", "another text", "a short headline"],
)
def test_what_is_no_reprint(first: Story, second: Story) -> None:
    assert found(first, replace(second, id="s-second")) == ("", "")


def test_a_short_headline_of_five_words_must_be_the_same() -> None:
    short = story("wire", "Old river bridge reopens today", "")
    assert found(short, story("gazette", short.title.upper(), ""))[0] == "s-wire"
    assert found(short, story("gazette", "Old river bridge reopens tomorrow", ""))[0] == ""


def test_live_pages_are_no_reprints_of_each_other() -> None:
    page = replace(story("wire"), form="live")
    assert found(page, replace(story("gazette"), form="live"))[0] == ""


def test_what_is_evicted_is_forgotten_and_a_rebuilt_window_answers_alike() -> None:
    index = ReprintIndex()
    wire, gazette = story("wire"), story("gazette", hours=2)
    index.add(wire)
    origin, evidence = index.add(gazette)
    rebuilt = ReprintIndex()
    for one in (wire, replace(gazette, copy_of=origin, copy_evidence=evidence)):
        rebuilt.add(one)
    later = story("herald", hours=3)
    assert rebuilt.add(later) == index.add(later)
    index.evict(NOON + timedelta(hours=9))
    assert len(index) == 0
    assert index.add(story("echo", hours=10)) == ("", "")


@pytest.mark.parametrize(("hours", "origin"), [(1, "s-wire"), (80, "")])
def test_an_old_text_answers_alike_however_often_the_window_was_evicted(
    hours: float, origin: str
) -> None:
    wire = story("wire", hours=-24 * 6)
    first, second = (
        replace(wire, first_seen_at=NOON),
        replace(
            wire, id="s-gazette", outlet_id="gazette", first_seen_at=NOON + timedelta(hours=hours)
        ),
    )
    for evicted in (True, False):
        index = ReprintIndex()
        index.add(first)
        if evicted:
            index.evict(second.first_seen_at - timedelta(hours=72))
        assert index.add(second)[0] == origin


def test_a_late_arrival_that_is_dated_earlier_is_told_as_such() -> None:
    assert "dated 3.0 h before" in found(story("wire"), story("gazette", hours=-3))[1]
