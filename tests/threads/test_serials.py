"""Instalments of a serial are no thread; what goes on from one another is none of a serial."""

from __future__ import annotations

from feeds.cluster.blend import WINDOW_HOURS
from feeds.threads.building import Threads
from feeds.threads.serials import DAYS
from feeds.threads.told import Told
from tests.threads.shelf_maker import told


def linked(*stories: Told) -> int:
    return len(Threads().take(stories).links)


FERRY = "Ferry prices at Quill harbour rise by 4 per cent after Tarvik storm"
AGAIN = "Ferry prices at Orsa harbour rise by 9 per cent after Melvin storm"


def test_a_form_filled_in_anew_follows_nothing() -> None:
    assert linked(told("e1", FERRY), told("e2", AGAIN, "bahr", 48)) == 0


def test_a_headline_of_its_own_beside_the_form_makes_it_news() -> None:
    own = "Tarvik storm: Quill harbour and its ferry prices under inquiry"
    stories = told("e1", FERRY), told("e2", AGAIN, "bahr", 48), told("e2", own, "mirror", 49)
    assert linked(*stories) > 0


def test_a_toll_that_another_outlet_brings_up_to_date_follows() -> None:
    toll = "Toll of Quill ferry sinking off Tarvik rises to"
    hours = WINDOW_HOURS / 2
    assert linked(told("e1", f"{toll} 4"), told("e2", f"{toll} 9", "bahr", hours)) > 0
    assert linked(told("e1", f"{toll} 4"), told("e2", f"{toll} 9", "herald", hours)) == 0
    assert linked(told("e1", f"{toll} 4"), told("e2", f"{toll} 9", "bahr", DAYS / 3600)) == 0
