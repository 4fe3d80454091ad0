"""How late a feed lists, learnt from its dated entries, and what that says of undated ones."""

from __future__ import annotations

import random
from datetime import timedelta

from feeds.dates.delay import BUCKETS, LONGEST, MOST, Counts, bucket, counted, delay_of, edge
from tests.dates.wire import HOUR, MINUTE, Wire

NOBODY = [0] * BUCKETS


def counts(*minutes: float) -> Counts:
    found: Counts = ()
    for length in minutes:
        found = counted(found, bucket(length * 60))
    return found


def test_an_edge_holds_what_is_in_its_bucket_and_little_more() -> None:
    for minutes in (0, 0.5, 1, 7, 61, 600, 20_000):
        top = edge(bucket(minutes * 60))
        assert timedelta(minutes=minutes) <= top
        assert top <= timedelta(minutes=max(1, minutes * 1.2 + 0.1)) or minutes == 0


def test_more_than_a_month_is_one_bucket() -> None:
    assert bucket(1e9) == BUCKETS - 1
    assert edge(BUCKETS - 1) == LONGEST


def test_old_ways_are_forgotten() -> None:
    found = counts(*[5] * MOST, *[300] * MOST)
    assert delay_of(found, NOBODY).span >= timedelta(minutes=300)
    assert sum(found) <= MOST
    assert found[bucket(300)] < found[bucket(300 * 60)]


def test_of_nothing_a_day_is_assumed() -> None:
    assert (delay_of((), NOBODY).span, delay_of((), NOBODY).source) == (
        timedelta(days=1),
        "assumed",
    )


def test_a_new_feed_borrows_from_the_others_and_grows_out_of_it() -> None:
    pool = counts(*[90] * 500)
    spans = [delay_of(counts(*[10] * n), pool) for n in (0, 30, 300)]
    assert spans[0].source == "others"
    assert spans[0].span == edge(bucket(90 * 60))
    assert spans[1].span == edge(bucket(90 * 60))  # thirty are too few to do without
    assert spans[2].span == edge(bucket(10 * 60))
    assert (spans[2].dated, spans[2].held) == (300, 300)


def test_nineteen_of_twenty_intervals_hold() -> None:
    rng = random.Random(4)
    feeds = [rng.uniform(2, 200) for _ in range(40)]
    own: list[Counts] = [() for _ in feeds]
    pool, tried, held = [0] * BUCKETS, 0, 0
    for turn in range(150):
        for number, mean in enumerate(feeds):
            late = max(0.0, rng.expovariate(1 / mean) - 30)
            if turn >= 20:
                tried += 1
                held += timedelta(minutes=late) <= delay_of(own[number], pool).span
            own[number] = counted(own[number], bucket(late * 60))
            pool[bucket(late * 60)] += 1
    assert 0.94 <= held / tried <= 0.98


def test_an_undated_story_reaches_back_as_far_as_the_feed_lists_late() -> None:
    wire = Wire()
    for _ in range(60):
        wire.hour(100)
    wire.at += HOUR
    date = wire.says("")
    assert date.basis == "polled"
    assert date.latest_at == wire.at
    assert timedelta(minutes=40) <= wire.at - HOUR - date.earliest_at <= timedelta(minutes=49)
    assert (date.confidence, date.flags) == ("medium", ())
    assert "100% of its 60 dated stories were published at most" in date.evidence[-1]


def test_a_day_in_the_address_is_narrowed_by_the_polls() -> None:
    wire = Wire("Asia/Damascus")
    wire.hours(60)
    wire.at += HOUR
    date = wire.says("", link=f"https://tide.example/{wire.at:%Y/%m/%d}/lock")
    assert (date.basis, date.latest_at) == ("polled", wire.at)
    assert date.latest_at - date.earliest_at <= HOUR + MINUTE
    late = wire.says("", link=f"https://tide.example/{wire.at - timedelta(days=3):%Y/%m/%d}/lock")
    assert late.basis == "url"  # it was listed late: the day stands as written
    assert late.latest_at < wire.at - timedelta(days=1)


def test_a_day_in_the_address_is_that_day_anywhere_where_no_zone_is_known() -> None:
    wire = Wire("UTC")
    wire.hours(60)
    wire.at += HOUR
    date = wire.says("", link=f"https://tide.example/{wire.at - timedelta(days=3):%Y/%m/%d}/lock")
    assert date.latest_at - date.earliest_at > timedelta(hours=47)


def test_another_feed_of_the_store_stands_in_for_one_without_dates() -> None:
    tide = Wire()
    tide.hours(60)
    mute = Wire(name="mute", dater=tide.dater)
    mute.at = tide.at
    date = mute.says("")
    assert date.flags == ("delay-of-others",)
    assert (date.confidence, date.earliest_at) == ("low", mute.at - HOUR)
