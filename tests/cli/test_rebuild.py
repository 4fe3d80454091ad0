"""`coverline rebuild` in a user's folder: nothing is lost, what changed is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from dashboard.rebuilding import lines
from feeds.cluster.version import version
from feeds.model import Derived
from feeds.rebuilding import Report
from feeds.store import open_store
from feeds.store.counts.tables import rollup_hours
from feeds.store.sql import SqlStore
from feeds.store.told.tables import told_events
from tests.cli.desk import Desk, refused


def test_an_untouched_store_is_as_before(polled: Desk) -> None:
    done = polled("rebuild", "events")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Nothing changed: 6 stories in")
    assert json.loads(polled("rebuild", "events", "--json").out)["moved"] == []


def test_stories_that_were_in_no_event_yet_are_not_told_as_moved() -> None:
    moved = [("s1", "", "e1"), ("s2", "", "e1"), ("s3", "e2", "e1")]
    report = Report(stories=3, moved=moved, split=[("e1", ""), ("e3", "e2")])
    told = "\n".join(lines(report, {"e3": "Strike"}))
    assert told.startswith("1 story of 3 moved to another event.\n2 stories had none yet")
    assert "event:e3 " in told
    assert "was part of event:\n" not in told


def test_dates_read_anew_are_as_before_and_what_changed_is_told(polled: Desk) -> None:
    done = polled("rebuild", "dates")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("No date changed: ")
    store = open_store(polled.store)
    story = next(iter(store.stories_seen(datetime(2000, 1, 1, tzinfo=UTC), datetime.now(UTC))))
    wrong = replace(story.date, published_at=story.date.published_at - timedelta(days=1))
    store.save_derived(Derived(store.cursor(), (replace(story, date=wrong),)))
    store.close()
    told = polled("rebuild", "dates").out
    assert told.startswith("1 story dated otherwise, 0 more with other evidence")
    assert f"story:{story.id}" in told


def test_status_says_which_version_grouped_and_what_to_do(polled: Desk) -> None:
    assert f"made by version {version()} of the grouping." in polled("status").out
    store = open_store(polled.store)
    store.set_meta("pipeline", "1-0ld")
    store.close()
    told = polled("status").out
    assert "made by version 1-0ld" in told
    assert "coverline rebuild events" in told
    polled("rebuild", "events")
    assert f"made by version {version()} of the grouping." in polled("status").out


def test_polling_a_store_of_another_version_says_so_in_one_line(polled: Desk) -> None:
    assert "of the grouping" not in polled("poll").err
    store = open_store(polled.store)
    store.set_meta("pipeline", "1-0ld")
    store.close()
    done = polled("poll", "--json")
    warned = [line for line in done.err.splitlines() if "of the grouping" in line]
    assert len(warned) == 1
    assert "1-0ld" in warned[0]
    assert "`coverline rebuild events`" in warned[0]
    assert done.code == 0
    assert "polls" in json.loads(done.out)


def test_a_wrong_day_and_a_strange_model_are_one_line(polled: Desk) -> None:
    refused(polled("rebuild", "events", "--from", "yesterday"), "Write it like 2026-01-31")
    refused(polled("rebuild", "events", "--vectors", "nobody/nothing"), "nobody/nothing")
    refused(polled("--vectors", "nobody/nothing", "poll"), "coverline rebuild events --vectors")


def test_coverage_counted_anew_is_as_before_and_what_was_wrong_is_told(polled: Desk) -> None:
    done = polled("rebuild", "coverage")
    assert (done.code, done.err) == (0, "")
    assert done.out == "Nothing changed: 6 stories counted anew, all counts stood right.\n"
    store = open_store(polled.store)
    assert isinstance(store, SqlStore)
    with store.writing() as conn:
        conn.execute(rollup_hours.delete())
        conn.execute(update(told_events).values(stories=7))
    store.close()
    told = json.loads(polled("rebuild", "coverage", "--json", "--engine", "pool:1").out)
    assert (told["stories"], told["spans"]) == (6, 0)
    assert min(told["events"], told["hours"]) > 0
    assert "Nothing changed" in polled("rebuild", "coverage").out


def test_an_engine_that_is_none_is_one_line(polled: Desk) -> None:
    refused(polled("rebuild", "coverage", "--engine", "swarm"), "'swarm' is no engine")


def test_nothing_is_rebuilt_while_another_polls(polled: Desk) -> None:
    store = open_store(polled.store)
    with store.alone():
        refused(polled("rebuild", "events"), "Another Coverline is polling")
    store.close()
