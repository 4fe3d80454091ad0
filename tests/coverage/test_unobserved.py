"""What holds of time that nobody observed, in every table: it is unknown, and never nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from feeds import coverage
from feeds.coverage.bursts import found as bursts_of
from feeds.coverage.usual import Cube
from feeds.store import Store
from tests.coverage import made
from tests.coverage.made import OUTLETS, Said
from tests.store import make
from tests.store.conftest import emptied

TOPIC = frozenset({"harbour"})
LAST = 24  # hours from noon
VERSIONS = count(1)
HALF = 12  # hours from noon to midnight
DAY = coverage.Selection(make.NOON, make.at(LAST), topics=("harbour",))
Polls = Mapping[str, frozenset[int]]  # hours whose end was polled, by outlet
FREE = settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    found = made.opened(Path(tmp_path_factory.mktemp("dark")) / "s.db")
    yield found
    found.close()


@st.composite
def told(draw: st.DrawFn) -> list[Said]:
    """Up to a dozen stories of the day, some on the topic, some of one event."""
    lines = draw(st.lists(st.tuples(st.sampled_from(OUTLETS), *HAPPENED), max_size=12))
    return [
        Said(
            make.story(
                f"s{number}", hour + 0.5, hour + 0.6, outlet_id=outlet, feed_id=f"{outlet}-feed",
                event_id="e1" if on_topic and in_event else "", date=exact(hour + 0.5),
            ),
            TOPIC if on_topic else frozenset(),
        )
        for number, (outlet, hour, on_topic, in_event) in enumerate(lines)
    ]  # fmt: skip


HAPPENED = (st.integers(0, LAST - 1), st.booleans(), st.booleans())
HOURS = range(1, LAST + 1)
seen = st.frozensets(st.sampled_from(HOURS), min_size=1)
polls = st.fixed_dictionaries(dict.fromkeys(OUTLETS, seen))
fewer = st.fixed_dictionaries({outlet: st.frozensets(st.sampled_from(HOURS)) for outlet in OUTLETS})


def exact(hours: float) -> Any:
    return make.dated(hours, earliest_at=make.at(hours), latest_at=make.at(hours))


def fill(store: Store, said: list[Said], polled: Mapping[str, frozenset[int]]) -> Store:
    emptied(store)  # type: ignore[arg-type]
    store.save_outlets(made.outlets())
    if said:
        made.save(store, said)
    for outlet, hours in sorted(polled.items()):
        made.polled(store, f"{outlet}-feed", sorted(hours))
    return anew(store)


def anew(store: Store) -> Store:
    """The store at a version that no table has been kept for: emptied, it would count again."""
    store.set_meta("data_version", str(1000 * next(VERSIONS)))
    return store


def darker(polled: Polls, taken: Polls) -> Polls:
    """The same with hours taken out; one is left, so that the feed is watched."""
    left = {o: (hours - taken[o]) or frozenset({min(hours)}) for o, hours in polled.items()}
    assume(left != polled)
    return left


def lines(table: pd.DataFrame, *keys: str) -> dict[Any, dict[Any, Any]]:
    return {tuple(one[key] for key in keys): one for one in table.to_dict("records")}


@FREE
@given(said=told(), polled=polls, taken=fewer)
def test_darkness_moves_no_count_and_makes_no_zero(
    store: Store, said: list[Said], polled: Polls, taken: Polls
) -> None:
    by_outlet = replace(DAY, rows="outlet", bin="hour")
    bright = coverage.volume(fill(store, said, polled), by_outlet)
    dark = coverage.volume(fill(store, said, darker(polled, taken)), by_outlet)
    assert dark.equals(bright)
    assert (dark["count"] > 0).all()


@FREE
@given(said=told(), polled=polls, taken=fewer)
def test_exposure_only_shrinks_and_its_parts_sum_to_one(
    store: Store, said: list[Said], polled: Polls, taken: Polls
) -> None:
    left = darker(polled, taken)
    bright = lines(coverage.exposure(fill(store, said, polled), DAY), "outlet_id", "bin_at")
    dark = lines(coverage.exposure(fill(store, said, left), DAY), "outlet_id", "bin_at")
    for key, line in dark.items():
        assert line["observed"] <= bright[key]["observed"] + 1e-9
        parts = ("observed", "captured", "overran", "failed", "unpolled")
        assert sum(line[part] for part in parts) == pytest.approx(1)


@FREE
@given(said=told(), polled=polls)
def test_a_rate_divides_what_was_seen_by_what_was_observed(
    store: Store, said: list[Said], polled: Polls
) -> None:
    table = lines(coverage.rates(fill(store, said, polled), replace(DAY, rows="outlet")), "row")
    for (outlet,), line in table.items():
        lit = [one for one in said if one.topics and hour_of(one) in polled[outlet]]
        number = sum(one.story.outlet_id == outlet for one in lit)
        assert line["stories"] == number
        assert line["rate"] == pytest.approx(24 * number / len(polled[outlet]))


def hour_of(one: Said) -> int:
    """The hour, by its end, in which a story was published."""
    return int((one.story.date.published_at - make.NOON) / timedelta(hours=1)) + 1


@FREE
@given(said=told(), polled=polls)
def test_what_is_missing_weighs_as_much_as_the_outlet_usually_brings(
    store: Store, said: list[Said], polled: Polls
) -> None:
    early = [one for one in said if hour_of(one) <= HALF]
    until = {
        o: frozenset(h for h in hours if h <= HALF) or frozenset({1}) for o, hours in polled.items()
    }
    span = coverage.Selection(make.at(-HALF), make.at(HALF), topics=("harbour",))
    (line,) = coverage.missing(fill(store, early, until), span).to_dict("records")
    pace = {
        outlet: sum(one.story.outlet_id == outlet for one in early) / len(hours) + 1e-9
        for outlet, hours in until.items()
    }
    hidden = {outlet: pace[outlet] * (1 - len(until[outlet]) / 24) for outlet in OUTLETS}
    assert line["missing"] == pytest.approx(sum(hidden.values()) / sum(pace.values()))


@FREE
@given(said=told(), polled=polls, taken=fewer)
def test_darkness_never_rules_out_who_may_be_first(
    store: Store, said: list[Said], polled: Polls, taken: Polls
) -> None:
    left = darker(polled, taken)
    asked = replace(DAY, events=("e1",))
    bright, dark = (coverage.first(fill(store, said, some), asked) for some in (polled, left))
    assert set(bright["row"]) <= set(dark["row"])
    highest = lines(bright, "row")
    for (row,), line in lines(dark, "row").items():
        assert (row,) not in highest or line["rank_high"] >= highest[row,]["rank_high"]


@FREE
@given(said=told(), polled=polls, taken=fewer)
def test_darkness_only_opens_a_lag_downward(
    store: Store, said: list[Said], polled: Polls, taken: Polls
) -> None:
    left = darker(polled, taken)
    asked = replace(DAY, events=("e1",))
    bright = lines(coverage.lags(fill(store, said, polled), asked), "row")
    dark = lines(coverage.lags(fill(store, said, left), asked), "row")
    assert dark.keys() == bright.keys()
    for row, line in dark.items():
        assert line["low_hours"] <= bright[row]["low_hours"]
        assert line["high_hours"] == bright[row]["high_hours"]
        assert line["dated_low_hours"] >= line["low_hours"]


@FREE
@given(said=told(), polled=polls)
def test_nobody_who_was_mostly_in_the_dark_is_called_silent(
    store: Store, said: list[Said], polled: Polls
) -> None:
    for line in coverage.silence(fill(store, said, polled), DAY).to_dict("records"):
        part = len(polled[line["row"]]) / LAST
        assert line["observed"] == pytest.approx(part, abs=1e-5)
        if line["verdict"] in ("none found", "too few to tell"):
            assert part >= 0.8
        if part < 0.5 and not line["stories"]:
            assert line["verdict"] == "not observed"


@FREE
@given(said=told(), polled=polls, weeks=st.integers(-3, 3))
def test_shifting_all_times_shifts_what_was_observed_and_when(
    store: Store, said: list[Said], polled: Polls, weeks: int
) -> None:
    here = replace(DAY, events=("e1",))
    fill(store, said, polled)
    before = [table(store, here) for table in SHIFTED]
    by = timedelta(weeks=weeks)
    fill(store, [moved(one, by) for one in said], {})
    for outlet, hours in sorted(polled.items()):
        away = by // timedelta(hours=1)
        made.polled(store, f"{outlet}-feed", [hour + away for hour in sorted(hours)])
    anew(store)
    there = replace(here, from_at=here.from_at + by, to_at=here.to_at + by)
    for table, was in zip(SHIFTED, before, strict=True):
        now = table(store, there)
        for name in now.select_dtypes("datetimetz"):
            now[name] -= by
        pd.testing.assert_frame_equal(
            now.drop(columns="evidence", errors="ignore"),
            was.drop(columns="evidence", errors="ignore"),
        )


SHIFTED = (coverage.exposure, coverage.rates, coverage.first, coverage.lags, coverage.silence)


def moved(one: Said, by: timedelta) -> Said:
    hours = by / timedelta(hours=1)
    at = (one.story.date.published_at - make.NOON) / timedelta(hours=1)
    later = replace(
        one.story, date=exact(at + hours), first_seen_at=one.story.first_seen_at + by
    )  # fmt: skip
    return replace(one, story=later)


@settings(max_examples=40, deadline=None)
@given(
    counts=st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=8, max_size=40),
)
def test_no_burst_begins_or_ends_in_the_dark(counts: list[tuple[int, bool]]) -> None:
    known = np.array([[float(lit) for _, lit in counts]])
    whole = np.array([[10 if lit else 0 for _, lit in counts]])
    relevant = np.array([[[some if lit else 0 for some, lit in counts]]])
    days = pd.date_range("2026-01-01", periods=len(counts) + 1, tz="UTC")
    for run in bursts_of(Cube(("harbour",), relevant, whole, known), days).to_dict("records"):
        inside = known[0, (days[:-1] >= run["start_at"]) & (days[:-1] < run["end_at"])]
        assert (float(inside[0]), float(inside[-1])) == (1.0, 1.0)
        assert run["earliest_at"] <= run["start_at"] < run["end_at"] <= run["latest_at"]


@FREE
@given(said=told(), polled=polls)
def test_a_day_that_was_mostly_dark_has_no_ratio(
    store: Store, said: list[Said], polled: Polls
) -> None:
    for line in coverage.baseline(fill(store, said, polled), DAY).to_dict("records"):
        if line["observed"] < 0.5:
            assert np.isnan(line["ratio"])
            assert (line["low"], line["high"]) == (0.0, np.inf)


@FREE
@given(said=told(), polled=polls)
def test_the_panel_holds_only_who_was_observed_throughout(
    store: Store, said: list[Said], polled: Polls
) -> None:
    held = set(coverage.panel_outlets(fill(store, said, polled), DAY))
    assert held == {o for o, hours in polled.items() if len(hours) / LAST >= 0.95}
