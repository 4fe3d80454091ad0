"""Figures of the store for Prometheus, the same whichever server process is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from feeds.model import OBSERVING
from feeds.schedule import due
from feeds.store.measured.measuring import PollSum
from feeds.store.protocol import Store

WITHIN = timedelta(hours=24)  # of which delays are told
PARTS = (0.5, 0.9, 0.99)
KEPT = timedelta(seconds=10)  # that figures are given again


class StoreFigures(Collector):
    """Sums that grow with each look by the polls since the last one, and states as they are."""

    def __init__(self, store: Store) -> None:
        self._store, self._last, self._lock = store, 0, Lock()
        self._sums: dict[str, PollSum] = {}
        self._told: tuple[datetime, list[Metric]] | None = None

    def collect(self) -> Iterator[Metric]:
        """All figures as of now."""
        yield from self.at(datetime.now(UTC))

    def describe(self) -> Iterator[Metric]:
        """Nothing is asked of the store before Prometheus asks."""
        return iter(())

    def at(self, now: datetime) -> list[Metric]:
        """All figures as of an instant; those of the last seconds are given again."""
        with self._lock:
            if self._told is None or not timedelta(0) <= now - self._told[0] < KEPT:
                self._told = now, [*self._polled(), *self._states(now), self._late(now)]
            return self._told[1]

    def _polled(self) -> Iterator[Metric]:
        self._last, found = self._store.poll_sums(self._last)
        for new in found:
            self._sums[new.outcome] = _added(self._sums.get(new.outcome), new)
        held = [self._sums[outcome] for outcome in sorted(self._sums)]
        polls = CounterMetricFamily("coverline_polls", "Polls by outcome.", labels=["outcome"])
        for one in held:
            polls.add_metric([one.outcome], one.polls)
        yield polls
        entries = CounterMetricFamily("coverline_entries", "Entries.", labels=["kind"])
        entries.add_metric(["new"], sum(one.new for one in held))
        entries.add_metric(["edited"], sum(one.edited for one in held))
        yield entries
        errors = sum(one.polls for one in held if one.outcome not in OBSERVING)
        yield CounterMetricFamily("coverline_poll_errors", "Polls without observation.", errors)
        received = sum(one.bytes for one in held)
        yield CounterMetricFamily("coverline_received_bytes", "Bytes from feeds.", received)

    def _states(self, now: datetime) -> Iterator[Metric]:
        feeds = [feed for outlet in self._store.outlets() for feed in outlet.feeds if feed.enabled]
        states = self._store.due_states()
        failing = sum(feed.id in states and states[feed.id].failures > 0 for feed in feeds)
        waiting = due(feeds, states, now)
        times = [at for f in waiting if f.id in states and (at := states[f.id].next_due_at)]
        overdue = max(((now - at).total_seconds() for at in times), default=0.0)
        span = self._store.span()
        gauges = (
            ("coverline_feeds", "Feeds that are polled.", len(feeds)),
            ("coverline_feeds_failing", "Feeds whose last poll observed nothing.", failing),
            ("coverline_feeds_due", "Feeds that wait for their poll.", len(waiting)),
            ("coverline_feeds_overdue_seconds", "How long the first of them waits.", overdue),
            (
                "coverline_last_poll_timestamp_seconds",
                "When the last poll was; 0 for never.",
                span[1].timestamp() if span else 0,
            ),
        )
        for name, meaning, value in gauges:
            yield GaugeMetricFamily(name, meaning, value)

    def _late(self, now: datetime) -> Metric:
        held = self._store.delays(now - WITHIN)
        family = GaugeMetricFamily(
            "coverline_lag_seconds",
            "From publication to first seen, of stories first seen in the last 24 hours.",
            labels=["quantile"],
        )
        for part in PARTS if held else ():
            family.add_metric([str(part)], quantile(held, part))
        return family


def quantile(ascending: Sequence[float], part: float) -> float:
    """The smallest value that at least that part of them does not exceed (pure)."""
    return ascending[max(0, -(-int(len(ascending) * part * 1000) // 1000) - 1)]


def _added(held: PollSum | None, new: PollSum) -> PollSum:
    if held is None:
        return new
    return PollSum(
        new.outcome,
        held.polls + new.polls,
        held.new + new.new,
        held.edited + new.edited,
        held.bytes + new.bytes,
    )
