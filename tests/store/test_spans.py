"""Spans are what the ledger tells: added up poll by poll, told anew, or read from every poll."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.coverage.exposure import exposed
from feeds.coverage.observed import STATES, outlet_exposure
from feeds.engine.alone import Alone
from feeds.model import Backfill, Outcome, Outlet, Poll, PollRecord
from feeds.store.sql import SqlStore
from feeds.store.watched import watching
from tests.store import make
from tests.store.conftest import emptied
from tests.store.make import FIRST, LAST, at

FEEDS = ("lantern-feed", "lantern-part")
OUTCOMES: tuple[Outcome, ...] = ("fresh", "unchanged", "undated", "failed", "timed-out")


def lantern() -> Outlet:
    """An outlet with two feeds."""
    feed = make.outlet("lantern").feeds[0]
    part = replace(feed, id="lantern-part", url="https://lantern.example/part", scope="section")
    return replace(make.outlet("lantern"), feeds=(feed, part))


@st.composite
def polls(draw: st.DrawFn) -> list[list[Poll]]:
    """Batches of polls of both feeds, nearly always in order of time; some are copies."""
    found, hours = list[list[Poll]](), 0.0
    for _ in range(draw(st.integers(1, 4))):
        batch = list[Poll]()
        for _ in range(draw(st.integers(1, 5))):
            hours += draw(st.sampled_from((0.5, 1, 3, 30, -2)))
            batch.append(_poll(draw, hours))
        found.append(batch)
    return found


def _poll(draw: st.DrawFn, hours: float) -> Poll:
    feed, outcome = draw(st.sampled_from(FEEDS)), draw(st.sampled_from(OUTCOMES))
    back = draw(st.sampled_from((None, 0.5, 1, 4)))
    lost = outcome in ("failed", "timed-out") or back is None
    since = None if lost else at(hours - (back or 0))
    copied = draw(st.sampled_from((False, False, False, True)))
    return replace(
        make.poll(hours, feed),
        outcome=outcome,
        overran=draw(st.booleans()),
        observed_from_at=since,
        source="wayback" if copied else "",
        captured_at=at(hours - 0.25) if copied else None,
    )


def record(store: SqlStore, batch: list[Poll]) -> None:
    """As a pass does, or as fetching a history does where any is a copy."""
    records = [PollRecord(poll, (), make.record(feed=poll.feed_id).state) for poll in batch]
    if any(poll.source for poll in batch):
        store.record_backfill(records, Backfill("lantern-feed", "wayback", at(0)))
    else:
        store.record_polls(records)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=polls(), shift=st.sampled_from((-5, 0, 7)))
def test_spans_tell_what_all_polls_tell(
    store: SqlStore, batches: list[list[Poll]], shift: int
) -> None:
    emptied(store)
    store.save_outlets([lantern()])
    for batch in batches:
        record(store, batch)
    begin = pd.Timestamp(at(shift))
    cut = [begin + timedelta(hours=3 * n) for n in range(40)]
    found = exposed(store.spans(FIRST, LAST), [lantern()], cut)[0]
    ledger = store.observations(FIRST - timedelta(days=1), LAST)
    plain = outlet_exposure(ledger, ["lantern"], cut)[list(STATES)].to_numpy()
    assert found == pytest.approx(plain, abs=1e-6)
    before = store.spans(FIRST, LAST)
    with store.writing() as conn:
        assert watching.rebuild(conn, store.inserter, Alone()) == 0
    assert store.spans(FIRST, LAST).equals(before)


def test_a_steady_month_is_one_span(store: SqlStore) -> None:
    store.save_outlets([lantern()])
    for hour in range(1, 50):
        store.record_polls([make.record(hours=hour)])
    (span,) = store.spans(FIRST, LAST).to_dict("records")
    assert (span["state"], span["from_at"], span["until_at"]) == ("dated", at(0), at(49))


def test_a_failure_stands_to_the_next_poll(store: SqlStore) -> None:
    store.save_outlets([lantern()])
    store.record_polls([make.record(hours=1)])
    store.record_polls([make.record(hours=2, outcome="failed", observed_from_at=None)])
    store.record_polls([make.record(hours=9, observed_from_at=at(8))])
    spans = store.spans(FIRST, LAST).set_index("state")
    assert spans.loc["failed", "from_at"] == at(1)
    assert spans.loc["failed", "until_at"] == at(9)
    assert np.isclose(exposed(store.spans(FIRST, LAST), [lantern()], [
        pd.Timestamp(at(0)), pd.Timestamp(at(10))
    ])[0, 0], [0.2, 0, 0, 0.7, 0.1]).all()  # fmt: skip
