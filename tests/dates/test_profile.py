"""What a feed's dated entries teach: whose clock it writes, noticed, corrected and given up."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.model import FeedClock
from tests.dates.wire import HOUR, MINUTE, Wire

CASES = Path(__file__).parent.parent / "cases" / "profiles" / "clocks.tsv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def clock_of(wire: Wire) -> FeedClock:
    clock = wire.profile.clock
    assert clock is not None
    return clock


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["what"])
def test_whose_clock_a_feed_writes(case: dict[str, str]) -> None:
    wire = Wire(case["zone"], ahead=float(case["ahead"]))
    dates = wire.hours(40)
    clock = wire.profile.clock
    found = ("", "", "") if clock is None else (
        str(clock.minutes), "yes" if clock.sure else "no", clock.zone
    )  # fmt: skip
    assert found == (case["minutes"], case["sure"], case["named"])
    true_at = wire.at - 19 * MINUTE
    right = not case["ahead"].startswith("-") or case["sure"] != ""
    assert (dates[-1].earliest_at <= true_at <= dates[-1].latest_at) is right


def test_a_clock_ahead_is_noticed_within_hours_and_corrected_from_then_on() -> None:
    wire = Wire(ahead=180)
    dates = wire.hours(5)
    assert [date.flags for date in dates[:3]] == [("clock-skew",)] * 3
    after = dates[3]
    assert after.flags == ("zone-corrected",)
    assert after.published_at == wire.at - HOUR - 47 * MINUTE
    assert (after.zone, after.zone_basis, after.confidence) == ("+03:00", "feed", "medium")
    assert "3 h back, because this feed writes local time as GMT" in after.evidence[0]
    assert "3 of 3 dates lay after the poll" in after.evidence[0]


def test_until_it_is_noticed_the_interval_holds_the_truth() -> None:
    first = Wire(ahead=180).hours(1)[0]
    assert first.earliest_at <= Wire().at + HOUR - 4 * MINUTE <= first.latest_at


def test_two_events_announced_make_no_wrong_clock() -> None:
    wire = Wire()
    wire.hours(20)
    wire.hour(-180)
    wire.hour(-240)
    wire.hours(20)
    assert wire.profile.clocks == ()


def test_announcements_now_and_then_make_no_wrong_clock() -> None:
    wire = Wire()
    for _ in range(5):
        wire.hours(11)
        wire.hour(-120)
    assert wire.profile.clocks == ()


def test_one_far_announcement_does_not_set_the_offset() -> None:
    wire = Wire(ahead=120)
    wire.hours(10)
    wire.hour(-600)
    wire.hours(3)
    assert clock_of(wire).minutes == 120


def test_a_better_look_is_the_same_error() -> None:
    wire = Wire(ahead=180)
    for _ in range(4):
        wire.hour(75)  # it lists late: two hours would explain these dates
    assert clock_of(wire).minutes == 120
    wire.hours(4)
    assert [clock.minutes for clock in wire.profile.clocks] == [180]


def test_half_an_hour_is_left_open_where_no_zone_is_known() -> None:
    wire = Wire(ahead=210)
    dates = wire.hours(20)
    clock = clock_of(wire)
    assert (clock.minutes, clock.slack) == (240, 30)
    assert dates[-1].latest_at - dates[-1].earliest_at <= timedelta(minutes=30)
    assert dates[-1].earliest_at <= wire.at - 47 * MINUTE <= dates[-1].latest_at


def test_the_date_of_the_document_settles_the_half_hour() -> None:
    wire = Wire(ahead=210)
    for age in (4, 26, 11, 47, 33):
        wire.hour(age, channel=-210)
    assert (clock_of(wire).minutes, clock_of(wire).slack) == (210, 0)


def test_a_clock_that_was_set_right_is_noticed_and_left_alone() -> None:
    wire = Wire(ahead=180)
    wire.hours(20)
    wire.ahead, mended = 0, wire.at + HOUR
    dates = wire.hours(12)
    (clock,) = wire.profile.clocks
    assert clock.until_at == mended
    assert dates[-1].flags == ()
    assert dates[-1].published_at == wire.at - 47 * MINUTE


def test_a_clock_may_be_wrong_again() -> None:
    wire = Wire(ahead=180)
    wire.hours(20)
    wire.ahead = 0
    wire.hours(20)
    wire.ahead = 120
    wire.hours(12)
    assert [clock.minutes for clock in wire.profile.clocks] == [180, 120]


def test_summer_time_is_followed_where_the_zone_is_known() -> None:
    wire = Wire("Europe/Berlin", ahead=60, at=Wire().at + timedelta(days=81))
    dates = wire.hours(41)
    assert wire.at.isoformat() == "2026-03-28T23:00:00+00:00"
    wire.hours(2)
    wire.ahead = 120
    dates = wire.hours(30)
    assert {clock.zone for clock in wire.profile.clocks} == {"Europe/Berlin"}
    assert len(wire.profile.clocks) == 1
    assert {date.flags for date in dates} == {("zone-corrected",)}
    assert dates[-1].published_at == wire.at - 8 * MINUTE


def test_summer_time_is_noticed_where_no_zone_is_known() -> None:
    wire = Wire(ahead=60)
    wire.hours(40)
    wire.ahead = 120
    wire.hours(24)
    assert [clock.minutes for clock in wire.profile.clocks] == [60, 120]
    wire.ahead = 60
    wire.hours(40)
    assert [clock.minutes for clock in wire.profile.clocks] == [60, 120, 60]


def test_a_restart_changes_nothing() -> None:
    through, restarted = Wire(ahead=180), Wire(ahead=180)
    for _ in range(6):
        through.hours(5)
        restarted.hours(5)
        restarted.restarts()
    assert restarted.profile == through.profile


def test_an_old_date_among_fresh_ones_is_set_aside_and_said() -> None:
    wire = Wire()
    wire.hours(12)
    wire.at += HOUR
    old = wire.says("Tue, 08 Mar 2016 10:00:00 GMT")
    assert old.flags == ("set-aside:long before the feed's other entries",) or (
        "set-aside:long before the feed's other entries" in old.flags
    )
    assert (old.basis, old.confidence, old.published_at) == ("polled", "low", wire.at)
    assert old.earliest_at.year == 2016  # nothing proves that it is not as old


def test_an_old_date_that_is_repeated_or_stands_in_the_address_is_kept() -> None:
    wire = Wire()
    wire.hours(12)
    wire.at += HOUR
    said = "Tue, 08 Mar 2016 10:00:00 GMT"
    kept = wire.says(said, link="https://tide.example/2016/03/08/lock")
    assert (kept.basis, kept.published_at.year) == ("published", 2016)
    again = wire.says("Wed, 09 Mar 2016 10:00:00 GMT")
    assert (again.basis, again.published_at.year) == ("published", 2016)


def test_a_feed_of_old_dates_alone_is_left_as_it_is() -> None:
    wire = Wire()
    dates = []
    for day in range(10, 30):
        wire.at += HOUR
        dates.append(wire.says(f"Tue, {day} Mar 2016 10:00:00 GMT"))
    assert {date.basis for date in dates} == {"published"}


def test_days_and_phrases_teach_no_clock() -> None:
    wire = Wire()
    for _ in range(12):
        wire.at += HOUR
        wire.says("2 hours ago")
        wire.says(f"{wire.at + timedelta(days=1):%Y-%m-%d}")
    assert (wire.profile.told, wire.profile.clocks) == (0, ())
