"""Polling for ever: what is tried again, how soon, and what is not."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import cast

import pytest

from dashboard import forever, stopping
from feeds.errors import StoreError, Unreachable
from feeds.opening import Opened
from feeds.pipeline import PassReport, Pipeline
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


class Passes:
    """A pipeline that is interrupted in its second pass."""

    def run(self, clock: object) -> PassReport:
        raise KeyboardInterrupt


def test_a_first_pass_that_fails_is_tried_again_like_any_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, another = cast(Pipeline, Passes()), cast(Pipeline, Passes())
    tries = list[Pipeline]()

    def begin(pipeline: Pipeline) -> None:
        tries.append(pipeline)
        if len(tries) < 3:
            raise (StoreError("The disk is full."), KeyError("boat"))[len(tries) - 1]

    monkeypatch.setattr(forever, "_another", lambda opened, like: another)
    monkeypatch.setattr(forever, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(forever, "EVERY", 0.0)
    opened = cast(Opened, None)
    with pytest.raises(KeyboardInterrupt):
        forever.keep_polling(opened, first, True, lambda: datetime.now(UTC), begin=begin)
    assert tries == [first, another, another], "what failed may remember what was never saved"
    assert [line.partition("seconds: ")[2] for line in capsys.readouterr().err.splitlines()] == [
        "The disk is full.",
        "KeyError: 'boat'",
        "",
    ]


@pytest.fixture
def listening() -> Iterator[None]:
    usual = signal.getsignal(signal.SIGTERM)
    stopping.listen()
    yield
    signal.signal(signal.SIGTERM, usual)
    stopping._asked.clear()


def test_a_stop_that_a_library_swallows_is_heeded_after_the_pass(listening: None) -> None:
    passes = list[Pipeline]()

    def begin(pipeline: Pipeline) -> None:
        passes.append(pipeline)
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)

    opened, first = cast(Opened, None), cast(Pipeline, Passes())
    with pytest.raises(KeyboardInterrupt):
        forever.keep_polling(opened, first, True, lambda: datetime.now(UTC), begin=begin)
    assert passes == [first]


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
