"""Polling for ever: what is tried again, how soon, and what is not."""

from __future__ import annotations

import pytest

from dashboard import forever
from feeds.errors import StoreError, Unreachable
from tests.cli.desk import Desk, refused


def test_waits_double_up_to_five_minutes() -> None:
    assert [forever.wait_after(failures) for failures in (1, 2, 3, 8, 9, 1000)] == [
        2.0,
        4.0,
        8.0,
        256.0,
        300.0,
        300.0,
    ]


def test_a_database_that_is_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    waits, tries = list[float](), iter([Unreachable("It is away."), Unreachable("Still."), None])

    def opening() -> str:
        if error := next(tries):
            raise error
        return "open"

    monkeypatch.setattr(forever.time, "sleep", waits.append)
    assert forever.patiently(opening) == "open"
    assert waits == [2.0, 4.0]
    assert capsys.readouterr().err.splitlines() == [
        "coverline: It is away. Trying again in 2 seconds.",
        "coverline: Still. Trying again in 4 seconds.",
        "coverline: the store can be reached again.",
    ]


def test_what_time_does_not_mend_is_told_at_once() -> None:
    def opening() -> str:
        raise StoreError("Wrong password.", "Check it.")

    with pytest.raises(StoreError, match="Wrong password"):
        forever.patiently(opening)


def test_for_ever_takes_no_made_up_time(desk: Desk) -> None:
    refused(
        desk("poll", "--forever", "--all"), "--forever goes with none of --at, --all and --json"
    )


def test_a_second_poller_of_a_file_says_so_and_ends(desk: Desk) -> None:
    from feeds.store import open_store

    store = open_store(desk.store)
    with store.alone():
        refused(
            desk("--subject", "quay", "poll", "--forever"),
            "Another Coverline is polling or filling",
            "Wait until it is done, stop it, or name another --store.",
        )
    store.close()
