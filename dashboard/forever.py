"""Polling pass after pass until stopped: what fails is told and tried again after a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from dashboard.stopping import heed
from feeds.errors import CoverlineError, Unreachable
from feeds.opening import Opened, watched_outlets
from feeds.pipeline import PassReport, Pipeline

EVERY = 60.0  # seconds between two looks at what is due
TAKEN_ON = 5.0  # seconds between two looks whether other pollers brought something to date
FIRST_WAIT, LONGEST_WAIT = 2.0, 300.0  # seconds after a failure, doubled each time
T = TypeVar("T")


def wait_after(failures: int) -> float:
    """Seconds to wait after so many failures in a row."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - 1, 20))


def patiently(opening: Callable[[], T]) -> T:
    """What `opening` gives, once the database can be reached; any other trouble is raised."""
    failures = 0
    while True:
        heed()
        try:
            found = opening()
        except Unreachable as error:
            failures += 1
            _tell(f"{error} Trying again in {wait_after(failures):g} seconds.")
            time.sleep(wait_after(failures))
            continue
        if failures:
            _tell("the store can be reached again.")
        return found


def keep_polling(
    opened: Opened,
    first: Pipeline,
    listed: bool,
    clock: Callable[[], datetime],
    told: Callable[[PassReport], None] = lambda report: None,
    begin: Callable[[Pipeline], None] | None = None,
) -> None:
    """Pass after pass; feeds that were added meanwhile are polled, too, unless the feeds are
    those of a list. `told` is told of each pass but for the first, if `begin` makes that one."""
    pipeline: Pipeline | None = first
    failures = 0
    while True:
        heed()
        if failures or begin is None:
            _rest(pipeline, wait_after(failures) if failures else EVERY)
        try:
            # After a failure the old one may remember stories that were never saved.
            pipeline = pipeline or _another(opened, first)
            if not listed:
                pipeline.outlets = watched_outlets(opened, None)
            if begin is None:
                told(pipeline.run(clock))
            else:
                begin(pipeline)
        except Exception as error:  # a poller must outlive one bad pass
            pipeline, failures = None, failures + 1
            wait = wait_after(failures)
            _tell(f"this pass failed and will be tried again in {wait:g} seconds: {_why(error)}")
            continue
        if failures:
            _tell("a pass went well again.")
        failures, begin = 0, None


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, CoverlineError) else f"{type(error).__name__}: {error}"


def _rest(pipeline: Pipeline | None, seconds: float) -> None:
    """Wait, and take on meanwhile what other pollers of the store have brought."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        heed()
        time.sleep(min(left, TAKEN_ON))
        if pipeline is not None and pipeline.store.leases is not None:
            with suppress(Exception):  # the next pass meets the same trouble, and tells of it
                pipeline.take_on()


def _another(opened: Opened, like: Pipeline) -> Pipeline:
    return Pipeline(opened.store, lambda: opened.subject, like.outlets, like.settings)


def _tell(what: str) -> None:
    print(f"coverline: {what}", file=sys.stderr, flush=True)
