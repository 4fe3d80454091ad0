"""What names an event tells of is the same however its stories came, and told of its last words."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from feeds.derive import Deriver
from feeds.model import KnownName, Subject
from feeds.store import open_store
from tests.rebuilding.conftest import Press, contents

STORIES = (  # the third brings a name that nobody listed; none of the first event comes after it
    ("tide", "Ferry runs aground in the fog off Lake Mirel, skipper Karim Dastour is arrested", 0),
    ("buoy", "Wheat prices rise for a third month, says the trade secretary Karim Dastour", 30),
    ("mast", "Handball: Orsa reach the final after two goals of striker Karim Dastour", 60),
)


def test_a_name_learnt_later_is_told_by_events_of_before_whatever_the_batch(
    tmp_path: Path,
) -> None:
    found = []
    for pass_of in (1, 3):
        with closing(open_store(f"sqlite:///{tmp_path}/{pass_of}.db")) as store:
            press = Press(store)
            for number, (name, title, hours) in enumerate(STORIES, 1):
                press.lists(name, title, hours)
                if number % pass_of == 0:
                    press.derive()
            rows = contents(store)
            found.append((rows["events"], rows["story_names"]))
            events = store.events([press.event(title) for _, title, _ in STORIES]).values()
            assert len(events) == 3
            assert len({event.names for event in events}) == 1
            assert all(event.names for event in events)
    assert found[0] == found[1]


def test_an_event_forgets_a_name_that_its_headline_lost(tmp_path: Path) -> None:
    known = KnownName("Orsan Veltam", "person", ("Orsan Veltam",))
    subject = Subject("quay", "Quay", "", "UTC", (), (), (), names=(known,))
    with closing(open_store(f"sqlite:///{tmp_path}/press.db")) as store:
        press = Press(store)
        press.deriver = Deriver(store, subject)
        key = press.lists("tide", "Orsan Veltam named harbour master", 0)
        press.derive()
        event = press.event("Orsan Veltam named harbour master")
        assert store.events([event])[event].names
        press.lists("tide", "Nobody named harbour master", 2, key=key)
        press.derive()
        assert store.events([event])[event].names == ()
