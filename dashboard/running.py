"""Polling for the command line: one pass, or pass after pass beside the server."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dashboard.listening import check_port, listening
from dashboard.progress import bars
from dashboard.telling import tell
from feeds.errors import ConfigError
from feeds.fetch import Fetcher
from feeds.model import Outlet, Subject
from feeds.opening import Opened, open_real, watched_outlets
from feeds.opml import inspect_opml
from feeds.pipeline import PassReport, Pipeline, nothing_answered
from feeds.settings import Settings

Clock = Callable[[], datetime]
EVERY = 60.0  # seconds between two looks at what is due


def now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)


def poll(settings: Settings, clock: Clock, everything: bool) -> PassReport:
    """One pass over what is due."""
    opened = open_real(settings)
    try:
        return one_pass(pipeline_of(opened, settings), clock, everything)
    finally:
        opened.store.close()


def pipeline_of(opened: Opened, settings: Settings) -> Pipeline:
    """The pipeline over the outlets that the settings and the store name."""
    only = read_feeds(settings.opml, settings, opened.subject) if settings.opml else None
    return Pipeline(opened.store, opened.subject, watched_outlets(opened, only), settings)


def read_feeds(source: str, settings: Settings, subject: Subject) -> tuple[Outlet, ...]:
    """Outlets and feeds of an OPML file or address; what is left out is told."""
    reading = inspect_opml(_bytes(source, settings), source, subject.outlets)
    for problem in reading.problems:
        print(f"coverline: {problem}", file=sys.stderr)
    return reading.outlets


def _bytes(source: str, settings: Settings) -> bytes:
    if source.startswith(("http://", "https://")):
        return asyncio.run(_download(source, settings))
    try:
        return Path(source).expanduser().read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        hint = "Give the file or the address of an OPML list."
        raise ConfigError(f"{source} cannot be read: {why}.", hint) from error


async def _download(url: str, settings: Settings) -> bytes:
    async with Fetcher(settings, now) as fetcher:
        return await fetcher.read_bytes(url)


def one_pass(pipeline: Pipeline, clock: Clock, everything: bool = False) -> PassReport:
    """One pass with its progress shown."""
    with bars("Polling feeds", "Dating and grouping") as (polled, derived):
        return pipeline.run(clock, everything, polled, derived)


def up(settings: Settings) -> None:
    """Poll what is due, then serve and keep polling; the demo where nothing can be had."""
    check_port(settings)
    opened = open_real(settings)
    try:
        pipeline = pipeline_of(opened, settings)
        # With nothing to show yet, a feed that failed just now is worth another try.
        blank = not opened.store.counts()["stories"]
        report = one_pass(pipeline, now, everything=blank)
        tell(report)
        if not nothing_answered(report, opened.store):
            with listening(opened, settings), suppress(KeyboardInterrupt):
                _keep_polling(opened, pipeline)
            return
    finally:
        opened.store.close()
    _show_demo(settings)


def _show_demo(settings: Settings) -> None:
    from dashboard import demo
    from feeds.opening import DEMO_STORE

    print(
        "No feed answered and nothing is stored yet: showing the demo with invented outlets. "
        "Check the network and run `coverline up` again for real coverage.",
        file=sys.stderr,
    )
    demo.run(replace(settings, store=DEMO_STORE), seed=1, serve=True)


def _keep_polling(opened: Opened, first: Pipeline) -> None:
    """Pass after pass, until stopped."""
    pipeline: Pipeline | None = first
    while True:
        time.sleep(EVERY)
        try:
            # After a failure the old one may remember stories that were never saved.
            pipeline = pipeline or _another(opened, first)
            pipeline.run(now)
        except Exception as error:  # the server must outlive one bad pass
            pipeline = None
            print(f"coverline: this pass failed and will be tried again: {error}", file=sys.stderr)


def _another(opened: Opened, like: Pipeline) -> Pipeline:
    return Pipeline(opened.store, opened.subject, like.outlets, like.settings)
