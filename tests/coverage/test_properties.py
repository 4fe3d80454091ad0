"""What holds of the tables whatever is in the store: against a count by hand, and of each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds import coverage
from feeds.coverage import Selection
from feeds.coverage.bins import whole_span
from feeds.coverage.selection import Bin, Counting, Rows, ScopeAsked
from feeds.store import Store
from tests.coverage import made
from tests.coverage.made import COUNTRIES, OUTLETS, Said, asked
from tests.store import make
from tests.store.conftest import emptied

TOPICS, NAMES, EVENTS = ("harbour", "ships"), ("basil", "zenobia"), ("e1", "e2")
ROWS: tuple[Rows, ...] = ("topic", "outlet", "country", "language", "form", "event", "name")
FREE = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


STATES = count(1000, 1000)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    found = made.opened(Path(tmp_path_factory.mktemp("made")) / "s.db")
    yield found
    found.close()


@st.composite
def said(draw: st.DrawFn) -> Said:
    """A story anew, or as it was edited, re-dated, regrouped or found to be a reprint."""
    outlet = draw(st.sampled_from(OUTLETS))
    feeds = draw(st.frozensets(st.sampled_from((f"{outlet}-feed", f"{outlet}-part")), min_size=1))
    story = make.story(
        f"s{draw(st.integers(0, 7))}",
        draw(st.sampled_from((-1, 0, 0.4, 11.9, 12, 30, 71.9, 72))),
        draw(st.sampled_from((1, 20, 40))),
        outlet_id=outlet,
        feed_id=min(feeds),
        language=draw(st.sampled_from(("en", "ar"))),
        form=draw(st.sampled_from(("news", "opinion"))),
        copy_of=draw(st.sampled_from(("", "s0"))),
        event_id=draw(st.sampled_from(("", *EVENTS))),
    )
    return Said(
        story,
        draw(st.frozensets(st.sampled_from(TOPICS))),
        draw(st.frozensets(st.sampled_from(NAMES))),
        feeds,
    )


saves = st.lists(st.lists(said(), max_size=6), min_size=1, max_size=3)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Any selection of the three days."""
    rows: Rows = draw(st.sampled_from(ROWS))
    names = draw(st.sampled_from(((), ("basil",), NAMES)))
    zones = ("UTC", "Asia/Damascus", "Asia/Kolkata", "America/St_Johns")
    bins: tuple[Bin, ...] = ("hour", "day", "week")
    countings: tuple[Counting, ...] = ("reporting", "reach")
    scopes: tuple[ScopeAsked, ...] = ("", "all", "section")
    return asked(
        rows=rows,
        zone=draw(st.sampled_from(zones)),
        bin=draw(st.sampled_from(bins)),
        counting=draw(st.sampled_from(countings)),
        clock=draw(st.sampled_from(("published", "seen"))),
        topics=draw(st.sampled_from(((), ("ships",), TOPICS))),
        outlets=draw(st.sampled_from(((), ("anchor", "beacon")))),
        events=EVENTS if rows == "event" else draw(st.sampled_from(((), ("e1",)))),
        names=names or NAMES if rows == "name" else names,
        languages=draw(st.sampled_from(((), ("ar",)))),
        forms=draw(st.sampled_from(((), ("news",)))),
        scope=draw(st.sampled_from(scopes)),
    )


def kept(store: Store, batches: list[list[Said]]) -> dict[str, Said]:
    """Save the batches into an emptied store; what is in it then, by story."""
    emptied(store)  # type: ignore[arg-type]
    store.set_meta("data_version", str(next(STATES)))  # no state of the data comes twice
    store.save_outlets(made.outlets())
    held: dict[str, Said] = {}
    for batch in batches:
        latest = {one.story.id: one for one in batch}
        for story_id, one in latest.items():
            before = held[story_id].feeds if story_id in held else frozenset()
            held[story_id] = replace(one, feeds=one.feeds | before)
        made.save(store, list(latest.values()))
    return held


def by_hand(held: dict[str, Said], selection: Selection) -> Counter[tuple[str, Any]]:
    """(row, start of the bin) -> stories, counted one by one."""
    found: Counter[tuple[str, Any]] = Counter()
    starts = [*coverage.bins(selection)]
    ends = [*starts[1:], starts[-1] + timedelta(days=8)]
    for one in held.values():
        at = one.story.first_seen_at if selection.clock == "seen" else one.story.date.published_at
        for start, end in zip(starts, ends, strict=True):
            if start <= at < end and at < whole_span(selection)[1] and fits(one, selection):
                found.update((row, start) for row in rows_of(one, selection))
    return found


def fits(one: Said, selection: Selection) -> bool:
    """Whether a story is asked for."""
    story, scopes = one.story, {"feed": "all", "part": "section"}
    carried = {scopes[feed.rpartition("-")[2]] for feed in one.feeds | {story.feed_id}}
    on_topic = one.topics & set(selection.topics) if selection.topics else one.topics
    return bool(
        (on_topic or (selection.events and not selection.topics))
        and (not selection.outlets or story.outlet_id in selection.outlets)
        and (not selection.events or story.event_id in selection.events)
        and (not selection.names or one.names & set(selection.names))
        and (not selection.languages or story.language in selection.languages)
        and (not selection.forms or story.form in selection.forms)
        and (not selection.scope or selection.scope in carried)
        and (selection.counting == "reach" or not story.copy_of)
    )


def rows_of(one: Said, selection: Selection) -> set[str]:
    """The rows that a story counts in."""
    story, topics = one.story, set(selection.topics or TOPICS)
    return {
        "topic": set(one.topics) & topics,
        "outlet": {story.outlet_id},
        "country": {COUNTRIES[story.outlet_id]},
        "language": {story.language},
        "form": {story.form},
        "event": {story.event_id},
        "name": set(one.names) & set(selection.names),
    }[selection.rows]


@FREE
@given(batches=saves, selection=selections())
def test_a_count_is_the_count_of_the_stories(
    store: Store, batches: list[list[Said]], selection: Selection
) -> None:
    held = kept(store, batches)
    table = coverage.volume(store, selection)
    sums = table.groupby(["row", "bin_at"])["count"].sum()
    assert sums.to_dict() == dict(by_hand(held, selection))


@FREE
@given(batches=saves, selection=selections())
def test_the_stories_listed_are_those_that_are_counted(
    store: Store, batches: list[list[Said]], selection: Selection
) -> None:
    kept(store, batches)
    table = coverage.volume(store, replace(selection, rows="outlet"))
    assert len(coverage.stories(store, replace(selection, rows="outlet"))) == table["count"].sum()


@FREE
@given(batches=saves, selection=selections())
def test_shares_sum_to_one_and_attention_stays_below(
    store: Store, batches: list[list[Said]], selection: Selection
) -> None:
    kept(store, batches)
    shares = coverage.volume(store, replace(selection, measure="share"))
    of = ["bin_at"] if selection.rows not in ("topic", "event", "name") else ["row", "bin_at"]
    assert shares.groupby(of)["value"].sum().round(9).isin([1.0]).all()
    attention = coverage.volume(store, replace(selection, measure="attention"))
    assert (attention["value"] <= 1.0).all()
    assert (attention["count"] <= attention["total"]).all()


@FREE
@given(batches=saves, selection=selections())
def test_reporting_never_exceeds_reach(
    store: Store, batches: list[list[Said]], selection: Selection
) -> None:
    kept(store, batches)
    each, once = (
        coverage.volume(store, replace(selection, counting=counting))
        .set_index(["row", "series", "bin_at"])["count"]
        for counting in ("reach", "reporting")
    )  # fmt: skip
    assert (once <= each.reindex(once.index)).all()


@FREE
@given(batches=saves, selection=selections(), order=st.randoms(use_true_random=False))
def test_the_order_within_a_batch_changes_nothing(
    store: Store, batches: list[list[Said]], selection: Selection, order: Any
) -> None:
    once = [list({one.story.id: one for one in batch}.values()) for batch in batches]
    kept(store, once)
    before = coverage.volume(store, selection)
    for batch in once:
        order.shuffle(batch)
    kept(store, once)
    assert coverage.volume(store, selection).equals(before)


@FREE
@given(batches=saves, selection=selections(), weeks=st.integers(-3, 3))
def test_shifting_all_times_shifts_the_table(
    store: Store, batches: list[list[Said]], selection: Selection, weeks: int
) -> None:
    here = replace(selection, zone="Asia/Kolkata" if "John" in selection.zone else selection.zone)
    kept(store, batches)
    before = coverage.volume(store, here)
    by = timedelta(weeks=weeks)
    kept(store, [[_moved(one, by) for one in batch] for batch in batches])
    there = replace(here, from_at=here.from_at + by, to_at=here.to_at + by)
    after = coverage.volume(store, there)
    assert after.assign(bin_at=after["bin_at"] - by).equals(before)


def _moved(one: Said, by: timedelta) -> Said:
    date, story = one.story.date, one.story
    moved = replace(
        date,
        published_at=date.published_at + by,
        earliest_at=date.earliest_at + by,
        latest_at=date.latest_at + by,
    )
    return replace(one, story=replace(story, date=moved, first_seen_at=story.first_seen_at + by))
