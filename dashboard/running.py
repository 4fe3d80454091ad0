"""Polling and serving for the command line: one pass, a server, or both until stopped."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dashboard.progress import progress
from feeds.errors import ConfigError
from feeds.fetch import Fetcher
from feeds.model import Outlet, Subject
from feeds.opening import Opened, open_real, watched_outlets
from feeds.opml import read_opml
from feeds.pipeline import PassReport, Pipeline, nothing_answered
from feeds.settings import Settings

Clock = Callable[[], datetime]
EVERY = 60.0  # seconds between two looks at what is due
NAMED_FAILURES = 12


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
    """Outlets and feeds of an OPML file or address."""
    if source.startswith(("http://", "https://")):
        return read_opml(asyncio.run(_download(source, settings)), source, subject.outlets)
    try:
        data = Path(source).read_bytes()
    except OSError as error:
        raise ConfigError(f"{source} cannot be read: {error.strerror}.", "Check --opml.") from error
    return read_opml(data, source, subject.outlets)


async def _download(url: str, settings: Settings) -> bytes:
    async with Fetcher(settings, now) as fetcher:
        return await fetcher.read_bytes(url)


def one_pass(pipeline: Pipeline, clock: Clock, everything: bool = False) -> PassReport:
    """One pass with its progress shown."""
    with progress("Polling feeds") as polled, progress("Dating and grouping") as derived:
        return pipeline.run(clock, everything, polled, derived)


def tell(report: PassReport, as_json: bool = False) -> None:
    """What a pass did, in words or as JSON."""
    outcomes = Counter(poll.outcome for poll in report.polls)
    facts = {
        "polls": len(report.polls),
        "outcomes": dict(outcomes),
        "entries_new": report.entries_new,
        "stories": report.stories,
        "events": report.events,
        "failed": {poll.feed_id: poll.error or poll.outcome for poll in report.failed},
    }
    if as_json:
        print(json.dumps(facts, ensure_ascii=False))
        return
    if not report.polls:
        print("No feed is due. Use --all to poll all the same.")
        return
    words = ", ".join(f"{n} {outcome}" for outcome, n in outcomes.most_common())
    print(f"{len(report.polls)} feeds polled: {words}.")
    print(
        f"{report.entries_new} new entries; {report.stories} stories new or changed, "
        f"{report.events} new events."
    )
    _tell_failures(report)


def _tell_failures(report: PassReport) -> None:
    for failed in report.failed[:NAMED_FAILURES]:
        print(f"  {failed.feed_id}: {failed.error or failed.outcome}", file=sys.stderr)
    more = len(report.failed) - NAMED_FAILURES
    if more > 0:
        print(f"  … and {more} more; see `coverline status`.", file=sys.stderr)


def up(settings: Settings) -> None:
    """Poll what is due, then serve and keep polling; the demo where nothing can be had."""
    check_port(settings)
    opened = open_real(settings)
    pipeline = pipeline_of(opened, settings)
    report = one_pass(pipeline, now)
    tell(report)
    if nothing_answered(report, opened.store):
        opened.store.close()
        _show_demo(settings)
        return
    stop = threading.Event()
    threading.Thread(target=_keep_polling, args=(pipeline, stop), daemon=True).start()
    try:
        serve_opened(opened, settings)
    finally:
        stop.set()


def _show_demo(settings: Settings) -> None:
    from dashboard import demo
    from feeds.opening import DEMO_STORE

    print(
        "No feed answered and nothing is stored yet: showing the demo with invented outlets. "
        "Check the network and run `coverline up` again for real coverage.",
        file=sys.stderr,
    )
    demo.run(replace(settings, store=DEMO_STORE), seed=1, serve=True)


def _keep_polling(pipeline: Pipeline, stop: threading.Event) -> None:
    while not stop.wait(EVERY):
        try:
            pipeline.run(now)
        except Exception as error:  # the server must outlive one bad pass
            print(f"coverline: this pass failed and will be tried again: {error}", file=sys.stderr)


def serve(settings: Settings) -> None:
    """Serve what is stored."""
    check_port(settings)
    serve_opened(open_real(settings, create=False), settings)


def serve_opened(opened: Opened, settings: Settings) -> None:
    """Serve a store until stopped."""
    from waitress import serve as listen

    from dashboard.app import create_app

    check_port(settings)
    web = create_app(opened.store, opened.subject)
    print(f"Coverline is up: http://{settings.host}:{settings.port} (Ctrl-C stops it)", flush=True)
    listen(web.server, host=settings.host, port=settings.port, threads=8, ident=None)


def check_port(settings: Settings) -> None:
    """Say so early where the port is taken or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.host, settings.port))
        except (OSError, OverflowError) as error:
            raise ConfigError(
                f"Cannot listen on {settings.host}:{settings.port}: {error}.",
                "Choose another with --port.",
            ) from error
