"""The usual views are drawn beforehand, once for each state of the data that stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import TypeVar

import pytest

from dashboard.callbacks import drawn
from dashboard.data import Desk
from dashboard.pages import happenings
from dashboard.warming import USUAL, due, keep_warm, usual, warm
from feeds.model import Correction
from feeds.opening import open_real
from tests.dashboard import small_store

QUICK, PATIENCE = 0.05, 30.0  # seconds: between looks, and until what does not come is an error
T = TypeVar("T")
PAGES = {"/overview", "/", "/outlets"}  # the events' page is not kept, its tables are
EVERY = {*PAGES, *(f"{page}?lang=ar" for page in PAGES)}


class NotingDesk(Desk):
    """Notes the address of each page that is drawn, not taken from what is kept."""

    noted: list[str]

    def page(self, draw: Callable[[], T], *asked: Hashable) -> T:
        def noting() -> T:
            self.noted.append(str(asked[0]))
            return draw()

        return super().page(noting, *asked)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[NotingDesk]:
    opened = open_real(small_store.fill(tmp_path), create=False)
    held = NotingDesk(opened.store, opened.subject)
    held.noted = []
    yield held
    opened.store.close()


@pytest.fixture
def warmed(desk: NotingDesk) -> Iterator[NotingDesk]:
    """A desk whose usual views are being drawn."""
    stopped = Event()
    thread = Thread(target=keep_warm, args=(desk, stopped, QUICK))
    thread.start()
    yield desk
    stopped.set()
    thread.join(timeout=PATIENCE)
    assert not thread.is_alive()


def wait(until: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not until():
        assert monotonic() < end, "the views were not drawn"
        sleep(QUICK)


def test_who_comes_finds_each_usual_page_drawn(warmed: NotingDesk) -> None:
    wait(lambda: set(warmed.noted) == EVERY)
    before = list(warmed.noted)
    for url in EVERY:
        assert drawn(warmed, url, narrow=False)
    assert warmed.noted == before
    drawn(warmed, "/?span=7d", narrow=False)
    assert warmed.noted == [*before, "/?span=7d"]


def test_pages_are_drawn_again_once_something_was_written(warmed: NotingDesk) -> None:
    wait(lambda: len(warmed.noted) == len(EVERY))
    sleep(3 * QUICK)
    assert len(warmed.noted) == len(EVERY)
    warmed.store.add_correction(
        Correction("pin", "story:t1", "story:d1", "ada", "one", small_store.at(9))
    )
    wait(lambda: len(warmed.noted) == 2 * len(EVERY))


def test_only_what_stood_for_a_look_and_was_not_drawn_is_due() -> None:
    assert due("7", before="7", drawn_for="6")
    assert not due("7", before="6", drawn_for="6"), "it is being written"
    assert not due("7", before="7", drawn_for="7")
    assert not due("", before="", drawn_for="7"), "the store is away"


def test_drawing_ends_with_the_server(desk: NotingDesk) -> None:
    with warm(desk):
        pass
    assert desk.noted == []


def test_the_findings_that_come_later_are_drawn_with_the_overview(desk: NotingDesk) -> None:
    pages, langs = len(USUAL), 2
    assert len(usual(desk)) == (pages + len(happenings.PARTS)) * langs
