"""While one process works out a batch, a person sets something right in another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from feeds.correcting import Asked, correct
from feeds.derive import Deriver
from feeds.errors import Overtaken
from feeds.model import Correction, Derived, Redating
from feeds.rebuilding import rebuild
from feeds.redating import Fix, apply
from feeds.store import Store
from tests.rebuilding.conftest import MONDAY, SUBJECT, Press, contents, empty, press

__all__ = ["empty", "press"]

STRIKE = "Dockworkers of the northern harbour go on strike over pay"
FLOOD = "Lake Mirel floods the valley after a week of rain"
WATER = "Valley under water as Lake Mirel floods after a week of rain"
NEWER = "Fishing law: parliament of Orsa passes it in a close vote"
LAW = "Fishing law passes the parliament of Orsa in a close vote"


class Elsewhere:
    """A store in which other processes do something right before the next batch is saved."""

    def __init__(self, store: Store, *acts: Callable[[], object]) -> None:
        self._store, self._acts = store, list(acts)

    def save_derived(self, derived: Derived) -> None:
        while self._acts:
            self._acts.pop()()
        self._store.save_derived(derived)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def analyst(press: Press, hours: float = 40) -> Asked:
    return Asked(press.store, SUBJECT, "Nour", MONDAY + timedelta(hours=hours))


def pinned(press: Press, *titles: str) -> Correction:
    """That the events of some headlines are one."""
    ask = analyst(press)
    return ask.pin([story for title in titles for story in ask.stories_of(press.event(title))])


def joined(press: Press, *titles: str) -> Callable[[], object]:
    """A person pins events together."""
    return lambda: correct(press.store, SUBJECT, pinned(press, *titles))


def derive(press: Press, *acts: Callable[[], object]) -> None:
    Deriver(Elsewhere(press.store, *acts), SUBJECT).run()


def check_whole(press: Press) -> None:
    """Every story is in an event that is there, every event holds a story and has no alias."""
    rows = contents(press.store)
    events = {row[0] for row in rows["events"]}
    stories = press.store.stories_of_events(events)
    assert {story.event_id for story in stories} == events
    assert len(stories) == press.store.counts()["stories"]
    assert events.isdisjoint(row[0] for row in rows["event_aliases"])


@pytest.mark.parametrize("kept", [True, False], ids=["same process", "new process"])
def test_an_event_that_was_merged_while_a_batch_was_placed_stays_merged(
    press: Press, kept: bool
) -> None:
    press.lists("reef", NEWER, 31.5)
    law, strike = press.event(LAW), press.event(STRIKE)
    assert law != strike
    place = joined(press, LAW, STRIKE)
    if kept:
        press.deriver.date()
        press.deriver._placer._store = Elsewhere(press.store, place)  # type: ignore[assignment]
        press.derive()
    else:
        press.deriver.date()
        derive(press, place)
    assert press.store.current_event(law) == strike
    assert press.event(NEWER) == press.event(LAW) == strike
    check_whole(press)


def test_what_is_placed_after_all_is_what_would_have_been_placed_after_the_correction(
    press: Press,
) -> None:
    press.lists("reef", NEWER, 31.5)
    press.deriver.date()
    derive(press, joined(press, LAW, STRIKE))
    before = contents(press.store)
    report = rebuild(press.store, SUBJECT, MONDAY + timedelta(days=9))
    assert report.moved == []
    assert contents(press.store)["stories"] == before["stories"]


def test_an_edit_that_is_dated_meanwhile_does_not_bring_an_event_back(press: Press) -> None:
    press.lists("mast", LAW + ", fishermen cheer", 33, key=_key(press, LAW))
    law = press.event(LAW)
    derive(press, joined(press, LAW, STRIKE))
    assert press.event(LAW + ", fishermen cheer") == press.event(STRIKE)
    assert press.store.current_event(law) == press.event(STRIKE)
    check_whole(press)


def test_a_correction_moves_what_a_batch_brings_meanwhile(press: Press) -> None:
    press.lists("reef", NEWER, 31.5)
    law = press.event(LAW)
    correct(Elsewhere(press.store, press.derive), SUBJECT, pinned(press, STRIKE, LAW))
    assert press.event(LAW) == press.event(STRIKE) != law
    assert press.event(NEWER) not in ("", law), "its event lost its first story and goes on"
    assert len(press.store.corrections()) == 1
    check_whole(press)


def test_two_people_at_once_are_both_heard(press: Press) -> None:
    act = joined(press, LAW, STRIKE)
    correct(Elsewhere(press.store, act), SUBJECT, pinned(press, FLOOD, LAW))
    assert press.event(FLOOD) == press.event(LAW) == press.event(STRIKE)
    assert [c.id for c in press.store.corrections()] == [1, 2]
    check_whole(press)


def test_a_rebuild_heeds_what_was_set_right_while_it_went_on(press: Press) -> None:
    rebuild(Elsewhere(press.store, joined(press, LAW, STRIKE)), SUBJECT, MONDAY + timedelta(days=9))
    assert press.event(LAW) == press.event(STRIKE)
    check_whole(press)


def test_a_new_date_does_not_bring_an_event_back(press: Press) -> None:
    story = press.store.stories([press.titled(LAW)])[press.titled(LAW)]
    date = replace(story.date, published_at=story.date.published_at - timedelta(hours=2))
    fix = Fix(story, Redating(story.id, MONDAY, date, story.date.published_at, "clock"))
    apply(Elsewhere(press.store, joined(press, LAW, STRIKE)), SUBJECT, [fix])
    assert press.event(LAW) == press.event(STRIKE)
    assert press.store.stories([story.id])[story.id].date == date
    check_whole(press)


def test_a_batch_made_from_another_state_of_the_store_is_refused_whole(press: Press) -> None:
    before, upon = press.store.derivation(), press.store.data_version()
    story = press.store.stories([press.titled(LAW)])[press.titled(LAW)]
    late = Derived(press.store.cursor(), (replace(story, title="Other"),), upon=before)
    joined(press, LAW, STRIKE)()
    assert press.store.data_version() != upon
    with pytest.raises(Overtaken):
        press.store.save_derived(late)
    assert press.titled(LAW) == story.id


def _key(press: Press, title: str) -> str:
    return press.store.stories([press.titled(title)])[press.titled(title)].link.rpartition("/")[2]
