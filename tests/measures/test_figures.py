"""What Prometheus reads: sums over all polls, queue and delays, the same from every process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from dashboard.measures.figures import StoreFigures, quantile
from feeds.model import Derived, FeedState, PollRecord
from feeds.store import open_store
from feeds.store.protocol import Store
from tests.store.make import at, dated, entry, outlet, poll, record, story


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = open_store(f"sqlite:///{tmp_path}/desk.db")
    found.save_outlets([outlet()])
    yield found
    found.close()


def told(figures: StoreFigures, hours: float = 0) -> dict[str, float]:
    """Every sample by its name with labels."""
    found = {}
    for family in figures.at(at(hours)):
        for sample in family.samples:
            labels = "".join(f"{{{value}}}" for value in sample.labels.values())
            found[sample.name + labels] = sample.value
    return found


def test_an_empty_store_tells_zeros(store: Store) -> None:
    found = told(StoreFigures(store))
    assert found["coverline_poll_errors_total"] == 0
    assert found["coverline_feeds"] == found["coverline_feeds_due"] == 1
    assert found["coverline_last_poll_timestamp_seconds"] == 0
    assert not any(name.startswith("coverline_lag") for name in found)


def test_polls_are_summed_by_outcome_however_often_one_looks(store: Store) -> None:
    early = StoreFigures(store)
    store.record_polls([record(entry("a"), entry("b"), entries_new=2, bytes_received=100)])
    assert told(early)["coverline_polls_total{fresh}"] == 1
    failed = poll(1, outcome="timed-out", bytes_received=5)
    store.record_polls([PollRecord(failed, (), FeedState("lantern-feed", failures=1))])
    late = told(early, hours=1)
    assert late == told(StoreFigures(store), hours=1), "a process that began later tells the same"
    assert late["coverline_polls_total{timed-out}"] == late["coverline_poll_errors_total"] == 1
    assert late["coverline_entries_total{new}"] == 2
    assert late["coverline_received_bytes_total"] == 105
    assert late["coverline_feeds_failing"] == 1
    assert late["coverline_last_poll_timestamp_seconds"] == at(1).timestamp()


def test_within_seconds_they_are_given_again(store: Store) -> None:
    figures = StoreFigures(store)
    before = told(figures)
    store.record_polls([record(entry("a"))])
    assert told(figures, hours=1 / 3600) == before
    assert told(figures, hours=1) != before


def test_the_queue_tells_how_many_wait_and_how_long(store: Store) -> None:
    waits = replace(record(), state=FeedState("lantern-feed", next_due_at=at(1)))
    store.record_polls([waits])
    assert told(StoreFigures(store))["coverline_feeds_due"] == 0
    found = told(StoreFigures(store), hours=1.5)
    assert found["coverline_feeds_due"] == 1
    assert found["coverline_feeds_overdue_seconds"] == 1800


def test_delays_are_told_of_the_last_day_and_of_dates_that_tell_them(store: Store) -> None:
    stories = [story(f"s{n}", hours=0, seen=n / 60) for n in range(1, 11)]
    vague = replace(story("day", 0, 5), date=dated(0, precision="day"))
    old = story("old", -40, -30)
    store.save_derived(Derived(1, (*stories, vague, old)))
    found = told(StoreFigures(store), hours=1)
    assert found["coverline_lag_seconds{0.5}"] == 5 * 60
    assert found["coverline_lag_seconds{0.9}"] == 9 * 60
    assert found["coverline_lag_seconds{0.99}"] == 10 * 60


@pytest.mark.parametrize(("part", "value"), [(0.5, 2), (0.75, 3), (0.76, 4), (0.99, 4), (0.0, 1)])
def test_a_quantile_is_one_of_the_values(part: float, value: int) -> None:
    assert quantile([1, 2, 3, 4], part) == value


def test_prometheus_reads_it(store: Store) -> None:
    store.record_polls([record(entry("a"))])
    registry = CollectorRegistry()
    registry.register(StoreFigures(store))
    assert b'coverline_polls_total{outcome="fresh"} 1.0' in generate_latest(registry)
