"""Polling for the command line: one pass, or pass after pass beside the server."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dashboard.forever import keep_polling, patiently
from dashboard.grouping import warn
from dashboard.listening import check_port, listening
from dashboard.progress import bars
from dashboard.telling import tell
from feeds.opening import Opened, open_real, watched_outlets
from feeds.pipeline import PassReport, Pipeline, nothing_answered
from feeds.settings import Settings

if TYPE_CHECKING:
    from dashboard.lists import Listing

Clock = Callable[[], datetime]


def now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)


def poll(settings: Settings, clock: Clock, everything: bool) -> PassReport:
    """One pass over what is due."""
    listing = _listing(settings)
    opened = open_real(settings)
    try:
        with opened.store.together():
            return one_pass(pipeline_of(opened, settings, listing), clock, everything)
    finally:
        opened.store.close()


def poll_forever(settings: Settings) -> None:
    """Pass after pass until stopped, from when the database can be reached on."""
    listing = _listing(settings)
    with suppress(KeyboardInterrupt):
        opened, pipeline, held = patiently(lambda: _seated(settings, listing))
        with held:
            keep_polling(opened, pipeline, listing is not None, now, _tell_work, _begin)


def _seated(settings: Settings, listing: Listing | None) -> tuple[Opened, Pipeline, ExitStack]:
    """A store with a seat at it, and what is to be left at the end; errors of the subject are
    told here, before anything is polled."""
    with ExitStack() as held:
        opened = open_real(settings)
        held.callback(opened.store.close)
        held.enter_context(opened.store.together())
        pipeline = pipeline_of(opened, settings, listing)
        pipeline.subject()
        return opened, pipeline, held.pop_all()


def _begin(pipeline: Pipeline) -> None:
    _tell_work(one_pass(pipeline, now))
    print("Polling what is due from now on (Ctrl-C stops it).", flush=True)


def _tell_work(report: PassReport) -> None:
    if report.polls or report.stories:
        tell(report)
        sys.stdout.flush()


def pipeline_of(opened: Opened, settings: Settings, listing: Listing | None) -> Pipeline:
    """The pipeline over the feeds of a list, or over those that the store and subject name."""
    if settings.vectors:  # refused before anything is polled
        from feeds.placing import model_for

        model_for(opened.store, settings.vectors)
    warn(opened.store)
    only = listing.outlets(opened.book.outlets) if listing else None
    return Pipeline(opened.store, lambda: opened.subject, watched_outlets(opened, only), settings)


def _listing(settings: Settings) -> Listing | None:
    """The list that the settings name, read before a store is made."""
    if not settings.opml:
        return None
    from dashboard.lists import read_list

    return read_list(settings.opml, settings)


def one_pass(pipeline: Pipeline, clock: Clock, everything: bool = False) -> PassReport:
    """One pass with its progress shown."""
    with bars("Polling feeds", "Dating and grouping", "Reading pages") as ticks:
        return pipeline.run(clock, everything, *ticks)


def up(settings: Settings) -> None:
    """Poll what is due, then serve and keep polling; the demo where nothing can be had."""
    check_port(settings)
    listing = _listing(settings)
    opened = patiently(lambda: open_real(settings))
    try:
        with opened.store.together():
            if _polled_and_served(opened, settings, listing):
                return
    finally:
        opened.store.close()
    _show_demo(settings)


def _polled_and_served(opened: Opened, settings: Settings, listing: Listing | None) -> bool:
    """Poll, then serve until stopped; False where nothing answered and nothing is stored."""
    pipeline = pipeline_of(opened, settings, listing)
    # With nothing to show yet, a feed that failed just now is worth another try.
    blank = not opened.store.counts()["stories"]
    report = one_pass(pipeline, now, everything=blank)
    tell(report)
    if nothing_answered(report, opened.store):
        return False
    with listening(opened, settings), suppress(KeyboardInterrupt):
        keep_polling(opened, pipeline, listing is not None, now)
    return True


def _show_demo(settings: Settings) -> None:
    from dashboard import demo
    from feeds.opening import DEMO_STORE

    print(
        "No feed answered and nothing is stored yet: showing the demo with invented outlets. "
        "Check the network and run `coverline up` again for real coverage.",
        file=sys.stderr,
    )
    demo.run(replace(settings, store=DEMO_STORE), seed=1, serve=True)
