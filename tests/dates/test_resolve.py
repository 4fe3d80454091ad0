"""What is known of a story's date, from what its feed said and what polling proves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.dates import Context, read_date, resolve
from feeds.dates.gate import plausible
from feeds.model import RawEntry, Reading, StoryDate

SEEN = datetime(2024, 10, 8, 12, 0, tzinfo=UTC)
BEFORE = SEEN - timedelta(hours=1)
HERE = Context("en", "Asia/Damascus", "SY", SEEN)
BARE = RawEntry("k", "g", "https://lantern.example/a", "A bridge opens", "", 0, "", "en")


def dated(
    published: str = "",
    link: str = BARE.link,
    after: datetime | None = BEFORE,
    seen: datetime = SEEN,
    **raw: str,
) -> StoryDate:
    entry = replace(BARE, published_raw=published, link=link, **raw)
    return resolve(entry, HERE, after, seen)


def test_a_written_instant_with_its_zone_is_sure() -> None:
    date = dated("Tue, 08 Oct 2024 11:30:15 GMT")
    assert date.published_at == date.earliest_at == date.latest_at
    assert date.published_at == datetime(2024, 10, 8, 11, 30, 15, tzinfo=UTC)
    assert (date.basis, date.confidence, date.flags) == ("published", "high", ())


def test_an_instant_without_zone_takes_the_outlets_and_says_so() -> None:
    date = dated("2024-10-08 14:30:15")
    assert date.published_at == datetime(2024, 10, 8, 11, 30, 15, tzinfo=UTC)
    assert (date.zone_basis, date.confidence) == ("outlet", "medium")


def test_an_unknown_zone_name_is_flagged() -> None:
    date = dated("Tue, 08 Oct 2024 14:30:15 XQT")
    assert (date.confidence, date.flags) == ("low", ("unknown-zone",))


def test_a_day_ends_at_the_first_sight() -> None:
    date = dated("2024-10-08")
    assert date.earliest_at == datetime(2024, 10, 7, 21, 0, tzinfo=UTC)
    assert date.latest_at == SEEN
    assert date.earliest_at < date.published_at < date.latest_at
    assert date.precision == "day"


def test_created_goes_before_updated_and_updated_before_the_address() -> None:
    link = "https://lantern.example/2024/10/05/bridge"
    assert dated(link=link).basis == "url"
    assert dated(link=link, updated_raw="2024-10-05T10:00:00Z").basis == "updated"
    both = dated(created_raw="2024-10-05T09:00:00Z", updated_raw="2024-10-05T10:00:00Z")
    assert both.basis == "created"
    assert len(both.evidence) == 3


def test_an_address_that_disagrees_is_flagged() -> None:
    date = dated("2024-10-08T10:00:00Z", link="https://lantern.example/2024/09/01/bridge")
    assert (date.basis, date.flags) == ("published", ("conflicts-with-url",))


def test_of_a_feed_that_taught_nothing_a_day_is_assumed_and_said() -> None:
    date = dated()
    assert (date.earliest_at, date.latest_at) == (BEFORE - timedelta(days=1), SEEN)
    assert (date.published_at, date.basis, date.confidence) == (SEEN, "polled", "low")
    assert date.flags == ("delay-assumed",)
    assert "is not known: up to 24 h assumed" in date.evidence[-1]


def test_after_a_long_gap_an_undated_story_is_not_put_into_the_gap() -> None:
    date = dated(after=SEEN - timedelta(hours=20))
    assert (date.published_at, date.confidence) == (SEEN, "low")
    assert date.earliest_at == SEEN - timedelta(hours=44)


def test_an_undated_story_of_a_first_poll_is_shown_as_undated() -> None:
    date = dated(after=None)
    assert (date.basis, date.confidence) == ("none", "low")
    assert date.flags == ("undated: first seen",)
    assert date.latest_at - date.earliest_at == timedelta(days=30)


def test_a_clock_ahead_is_capped_narrowed_by_the_polls_and_flagged() -> None:
    date = dated("Tue, 08 Oct 2024 15:00:00 GMT")
    assert date.earliest_at == datetime(2024, 10, 7, 15, 0, tzinfo=UTC)
    assert date.latest_at == SEEN
    assert (date.basis, date.confidence, date.flags) == ("published", "low", ("clock-skew",))


def test_minutes_ahead_are_two_clocks() -> None:
    date = dated("Tue, 08 Oct 2024 12:03:00 GMT")
    assert (date.published_at, date.flags) == (SEEN, ())


def test_a_date_in_the_future_is_set_aside_and_said() -> None:
    date = dated("Tue, 15 Oct 2024 12:03:00 GMT")
    assert (date.basis, date.flags) == ("polled", ("delay-assumed", "set-aside:in the future"))
    assert "in the future, set aside" in date.evidence[0]


def test_a_date_after_the_first_sight_conflicts_with_the_polls() -> None:
    date = dated("Tue, 08 Oct 2024 11:30:00 GMT", seen=SEEN - timedelta(hours=3), after=None)
    assert "conflicts-with-polls" in date.flags
    assert date.basis == "none"
    assert "contradicts" in date.evidence[-1]


def test_a_late_listing_is_no_conflict() -> None:
    assert dated("Mon, 07 Oct 2024 09:00:00 GMT").flags == ()


@pytest.mark.parametrize(
    ("ahead", "kept", "flag"),
    [
        (-1, True, ""),
        (4, True, ""),
        (6, True, "clock-skew"),
        (1439, True, "clock-skew"),
        (1441, False, "set-aside:in the future"),
    ],
)
def test_the_gate(ahead: int, kept: bool, flag: str) -> None:
    at = SEEN + timedelta(minutes=ahead)
    reading, said = plausible(Reading(at, at, "second", "UTC", "written", "iso"), SEEN)
    assert ((reading is not None), said) == (kept, flag)
    assert reading is None or reading.latest_at <= SEEN


LANGUAGES = st.sampled_from(["en", "ar", "tr", "ku", "fa", "he", "ru", "fr", "de", "", "xx"])
GARBAGE = st.one_of(
    st.text(max_size=200),
    st.text("0123456789/-:. TZ+APMم،", max_size=40),
    st.lists(
        st.sampled_from(
            [
                "8",
                "2024",
                "Oct",
                "آذار",
                "12:30",
                "GMT",
                "/2024",
                "منذ",
                "ago",
                "99",
                "1403",
                "رمضان",
            ]
        ),
        max_size=6,
    ).map(" ".join),
)


@settings(max_examples=60, deadline=None)
@given(GARBAGE, LANGUAGES)
def test_garbage_never_raises_and_never_leaves_the_interval(raw: str, language: str) -> None:
    context = Context(language, "Asia/Damascus", "", SEEN)
    read_date(raw, context)
    date = resolve(replace(BARE, published_raw=raw, link=raw), context, BEFORE, SEEN)
    assert date.earliest_at <= date.published_at <= date.latest_at <= SEEN


@settings(max_examples=100, deadline=None)
@given(st.datetimes(datetime(1995, 1, 1), datetime(2024, 10, 7)))  # noqa: DTZ001
def test_a_printed_instant_reads_back(at: datetime) -> None:
    instant = at.replace(microsecond=0, tzinfo=UTC)
    for layout in (
        "%a, %d %b %Y %H:%M:%S +0000",
        "%Y-%m-%dT%H:%M:%SZ",
        "%b %d, %Y %I:%M:%S %p UTC",
    ):
        reading = read_date(instant.strftime(layout), HERE).reading
        assert reading is not None
        assert reading.earliest_at == instant
