"""One text at several outlets is found; texts that are merely alike are not."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.identity import ReprintIndex
from feeds.identity.reprints import Copy, Found
from feeds.model import Form, Story, StoryDate

CASES = Path(__file__).parents[1] / "cases" / "identity" / "reprints.tsv"
NOON = datetime(2024, 10, 8, 12, 0, tzinfo=UTC)
TITLE = "River bridge reopens after nine months of hurried repairs"
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


def dated(one: Story, hours: float, wide: float = 0) -> Story:
    """The story dated to an interval that ends that many hours after noon."""
    end = NOON + timedelta(hours=hours)
    start = end - timedelta(hours=wide)
    return replace(one, date=replace(one.date, published_at=end, earliest_at=start, latest_at=end))


def last(*stories: Story) -> Found:
    index = ReprintIndex()
    return [index.add(one) for one in stories][-1]


def origin(*stories: Story) -> str:
    return last(*stories).copy.copy_of


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["why"])
def test_two_texts_are_one_or_two(row: dict[str, str]) -> None:
    language = row["lang"]
    first = replace(story("wire", row["title"], row["summary"]), language=language)
    second = replace(story("gazette", row["title2"], row["summary2"], 2), language=language)
    assert origin(first, second) == ("s-wire" if row["same"] == "1" else "")


def test_a_reprint_is_told_with_its_reason() -> None:
    copied = last(story("wire"), story("gazette", hours=2)).copy
    assert "same headline as s-wire of wire, 2.0 h after" in copied.evidence


def test_the_agency_that_a_copy_names_is_told() -> None:
    copy = story("gazette", "Bridge is open", f"KARA (AFP) - {SUMMARY}", 2)
    evidence = last(story("wire"), copy).copy.evidence
    assert evidence.startswith("100% of the shorter text is the same as s-wire of wire")
    assert evidence.endswith("; AFP is named")


def test_a_copy_of_a_copy_names_the_origin() -> None:
    assert origin(story("wire"), story("gazette"), story("herald", hours=1)) == "s-wire"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (story("wire"), story("wire", hours=1)),
        (story("wire"), story("gazette", hours=73)),
    ],
    ids=["same outlet, another time", "too late"],
)
def test_what_is_no_reprint(first: Story, second: Story) -> None:
    assert origin(first, replace(second, id="s-second")) == ""


def test_one_article_under_two_addresses_of_an_outlet_counts_once() -> None:
    moved = replace(story("wire"), id="s-second", first_seen_at=NOON + timedelta(hours=3))
    assert origin(story("wire"), moved) == "s-wire"
    other = replace(moved, summary="An album of old photographs of the river and of its bridges.")
    assert origin(story("wire"), other) == ""


def test_a_headline_that_an_outlet_uses_every_day_is_no_evidence() -> None:
    title = "Everything you need to know this morning about rivers and bridges"
    days = [replace(story("wire", title, "", h), id=f"s-{h}") for h in (0, 24)]
    assert origin(*days, story("gazette", title, "", 25)) == "s-0"
    own = replace(story("gazette", title, "", 1), id="s-own")
    assert origin(days[0], own, story("gazette", title, "", 25)) == ""


def test_a_summary_that_an_outlet_puts_under_everything_is_no_evidence() -> None:
    own = replace(story("gazette", "Road closed for works until the spring"), id="s-own")
    assert origin(story("wire"), own) == "s-wire"
    assert origin(own, story("gazette", "Ferry stops", hours=1)) == ""
    known = replace(story("wire", "Rain ahead", hours=1), id="s-w")
    assert origin(own, replace(own, id="s-2", title="Ferry stops", outlet_id="wire"), known) == ""


@pytest.mark.parametrize("form", ["live", "round-up"])
def test_pages_that_are_alike_by_their_kind_are_no_reprints(form: Form) -> None:
    page = replace(story("wire"), form=form)
    assert origin(page, replace(story("gazette"), form=form)) == ""


def test_an_origin_that_comes_in_late_takes_over_what_copied_it() -> None:
    index = ReprintIndex()
    index.add(story("gazette", hours=2))
    index.add(story("herald", hours=3))
    found = index.add(replace(story("wire", hours=1), first_seen_at=NOON + timedelta(hours=9)))
    assert found.copy == Copy("s-wire")
    assert {copy.story_id: copy.copy_of for copy in found.moved} == {
        "s-gazette": "s-wire",
        "s-herald": "s-wire",
    }
    assert "2.0 h after it" in found.moved[1].evidence
    assert index.add(story("echo", hours=9)).copy.copy_of == "s-wire"


def test_dates_that_overlap_move_nothing() -> None:
    gazette, late = story("gazette", hours=2), dated(story("wire"), hours=3, wide=9)
    found = last(gazette, replace(late, first_seen_at=NOON + timedelta(hours=9)))
    assert (found.copy.copy_of, found.moved) == ("s-gazette", ())
    assert "at about the same time" in found.copy.evidence


def test_what_an_analyst_said_stands() -> None:
    index = ReprintIndex({"s-gazette", "s-herald"})
    index.add(story("gazette", hours=2))
    said = replace(story("herald", hours=3), copy_of="s-elsewhere", copy_evidence="said by Rima")
    assert index.add(said).copy == Copy("s-herald", "s-elsewhere", "said by Rima")
    assert index.add(story("wire", hours=1)).moved == ()
    own = ReprintIndex({"s-gazette"})
    own.add(story("wire"))
    assert own.add(story("gazette")).copy == Copy("s-gazette")


def test_an_edited_text_replaces_the_earlier_one() -> None:
    edited = replace(story("wire"), title="Bridge closed", summary="The work begins anew.")
    assert origin(story("wire"), edited, story("gazette", hours=1)) == ""


def test_what_is_evicted_is_forgotten_and_a_rebuilt_window_answers_alike() -> None:
    index = ReprintIndex()
    wire, gazette = story("wire"), story("gazette", hours=2)
    index.add(wire)
    copied = index.add(gazette).copy
    rebuilt = ReprintIndex()
    for one in (wire, copied.on(gazette)):
        rebuilt.add(one)
    for later in (story("herald", hours=3), story("early", hours=-1)):
        assert rebuilt.add(later) == index.add(later)
    index.evict(NOON + timedelta(hours=9))
    assert len(index) == 0
    assert index.add(story("echo", hours=10)) == Found(Copy("s-echo"))


def test_an_origin_out_of_reach_is_named_but_not_replaced() -> None:
    wire, gazette = story("wire"), story("gazette", hours=2)
    early = replace(story("early", hours=-1), first_seen_at=NOON + timedelta(hours=73))
    for evicted in (True, False):
        index = ReprintIndex()
        index.add(wire)
        index.add(gazette)
        if evicted:
            index.evict(NOON + timedelta(hours=1))
        assert index.add(early) == Found(
            Copy(
                "s-early",
                "s-wire",
                "same headline as s-gazette of gazette, seen later, but dated 3.0 h before it",
            )
        )


@pytest.mark.parametrize(("hours", "expected"), [(1, "s-wire"), (80, "")])
def test_an_old_text_answers_alike_however_often_the_window_was_evicted(
    hours: float, expected: str
) -> None:
    wire = story("wire", hours=-24 * 6)
    first = replace(wire, first_seen_at=NOON)
    seen_at = NOON + timedelta(hours=hours)
    second = replace(wire, id="s-gazette", outlet_id="gazette", first_seen_at=seen_at)
    for evicted in (True, False):
        index = ReprintIndex()
        index.add(first)
        if evicted:
            index.evict(second.first_seen_at - timedelta(hours=72))
        assert index.add(second).copy.copy_of == expected
