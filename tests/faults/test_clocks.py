"""A clock that is set back or forward between polls: no negative time, nothing lost or stuck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.coverage.exposure import exposure
from feeds.coverage.selection import Selection
from feeds.opening import open_real
from feeds.pipeline import Pipeline
from feeds.settings import Settings
from tests.faults.agreement import disagreements, lost, unfinished
from tests.faults.press import Press

START = datetime(2026, 1, 2, 6, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CLOCKS = {  # hours after the start, as the clock says at each poll
    "set back an hour": (0, 1, 2, 1.1, 2.1, 3.1),
    "set forward a day and back": (0, 1, 26, 2, 3, 4),
    "set back to before the first poll": (0, 1, -5, -4, 1.5, 2.5),
    "stopped": (0, 0, 0, 1, 2, 2),
}


class Desk:
    """A store that polls the press at given instants."""

    def __init__(self, folder: Path, press: Press) -> None:
        self.path, self.press = folder / "desk.db", press
        subject = press.write_subject(folder / "press")
        settings = Settings(store=f"sqlite:///{self.path}", subject=str(subject))
        self.settings = replace(settings, allow_private=True, host_spacing=0)
        self.opened = open_real(self.settings)
        outlets = self.opened.subject.outlets
        self.pipeline = Pipeline(
            self.opened.store, lambda: self.opened.subject, outlets, self.settings
        )

    def poll(self, hours: float, everything: bool = True) -> int:
        """Feeds polled at an instant of the clock."""
        now = START + hours * HOUR
        return len(self.pipeline.run(lambda: now, everything).polls)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Press(5, feeds=4).open() as press:
        found = Desk(tmp_path, press)
        yield found
        found.opened.store.close()


@pytest.mark.parametrize("hours", CLOCKS.values(), ids=CLOCKS)
def test_a_wrong_clock_loses_nothing_and_makes_no_time_up(
    desk: Desk, hours: tuple[float, ...]
) -> None:
    for at in hours:
        assert desk.poll(at) == len(desk.press.names)
    desk.press.frozen = True
    desk.poll(hours[-1] + 1)
    wrong = [*disagreements(desk.path, desk.press), *unfinished(desk.path, desk.press)]
    assert [*wrong, *lost(desk.path, desk.press)] == []
    store = desk.opened.store
    for name in desk.press.names:
        for poll in store.polls(f"{name}-all"):
            assert poll.observed_from_at is None or poll.observed_from_at < poll.started_at
            assert poll.next_due_at is not None
            assert timedelta(0) < poll.next_due_at - poll.started_at <= DAY
    for entry in store.entries():
        assert entry.listed_after_at is None or entry.listed_after_at < entry.seen_at
    table = exposure(store, Selection(START - DAY, START + 2 * DAY, bin="hour"))
    parts = table[["observed", "captured", "overran", "failed", "unpolled"]]
    assert parts.min().min() >= 0
    assert parts.sum(axis=1).sub(1).abs().max() < 1e-9


def test_no_feed_waits_longer_than_a_day_for_a_clock_that_ran_ahead(desk: Desk) -> None:
    desk.poll(24 * 400)
    assert desk.poll(1, everything=False) == len(desk.press.names)
    assert desk.poll(1.1, everything=False) == 0
    assert desk.poll(24 + 1, everything=False) == len(desk.press.names)


def test_a_clock_that_is_set_back_an_hour_costs_an_hour_at_most(desk: Desk) -> None:
    desk.poll(10)
    due = max(state.next_due_at or START for state in desk.opened.store.feed_states().values())
    waits = (due - (START + 10 * HOUR)) / HOUR
    assert desk.poll(9, everything=False) == 0
    assert desk.poll(10 + waits, everything=False) == len(desk.press.names)


def test_stories_are_first_seen_in_the_order_of_the_clock_that_saw_them(desk: Desk) -> None:
    """What is new after the clock was set back bears the clock's time, as its poll does."""
    for at in (0, 1, 0.5):
        desk.poll(at)
    polls = {p.id: p for name in desk.press.names for p in desk.opened.store.polls(f"{name}-all")}
    for entry in desk.opened.store.entries():
        assert entry.seen_at == polls[entry.poll_id].started_at
    seen = desk.opened.store.stories_seen(START - DAY, START + DAY)
    assert {story.first_seen_at for story in seen} <= {p.started_at for p in polls.values()}
