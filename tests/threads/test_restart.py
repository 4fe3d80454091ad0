"""Threads are read by the words in which stories were placed, whenever the program began."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from feeds.store import open_store
from tests.rebuilding.conftest import Press, contents

BREACH = "Dredging fraud at Mirel lock: auditor Orsan Veltam finds forged silt tallies"
EDITED = "Live: weather in the capital today"
FOLLOWS = "Prosecutor opens case over forged silt tallies at Mirel lock after audit"


def linked(folder: Path, restart: bool) -> list[tuple[object, ...]]:
    """The links after a story was edited and another one came that goes on from it."""
    with closing(open_store(f"sqlite:///{folder}/{restart}.db")) as store:
        press = Press(store)
        key = press.lists("tide", BREACH, 0)
        press.lists("mast", "Handball: Orsa reach the final after extra time", 1)
        press.derive()
        press.lists("tide", EDITED, 2, key=key)
        press.derive()
        press.lists("buoy", FOLLOWS, 80)
        press.derive(restart=restart)
        return contents(store)["event_links"]


def test_an_edit_changes_no_thread_after_a_restart(tmp_path: Path) -> None:
    assert linked(tmp_path, restart=True) == linked(tmp_path, restart=False) != []
