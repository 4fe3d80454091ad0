"""`coverline demo`: an invented world, polled over HTTP through the real pipeline."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime

from dashboard.listening import check_port, serve_opened
from dashboard.progress import progress
from feeds.demo.serve import DemoServer
from feeds.demo.world import build, poll_times
from feeds.opening import DEMO_STORE, Opened, open_demo
from feeds.pipeline import Pipeline
from feeds.settings import Settings
from feeds.store import shown

ROUNDS_A_DERIVE = 20


def run(settings: Settings, seed: int, serve: bool) -> None:
    """Fill the demo store where it is not filled yet, then serve it."""
    if serve:
        check_port(settings)
    url = DEMO_STORE if settings.store == Settings().store else settings.store
    opened = open_demo(url)
    try:
        with opened.store.alone():
            fill(opened, settings, seed, datetime.now(UTC))
        counts = opened.store.counts()
        print(
            f"{shown(url)}: {counts['stories']:,} invented stories in {counts['events']:,} events, "
            f"{counts['polls']:,} polls of {counts['feeds']} feeds."
        )
        if serve:
            serve_opened(opened, replace(settings, store=url))
    finally:
        opened.store.close()


def fill(opened: Opened, settings: Settings, seed: int, now: datetime) -> None:
    """Poll the world at each of its times; a store that was cut off goes on where it was."""
    seed, until = _world_of(opened, seed, now)
    world = build(seed, until)
    span = opened.store.span()
    times = [at for at in poll_times(world) if span is None or at > span[1]]
    easy = replace(settings, allow_private=True, host_spacing=0.0)
    with DemoServer(world) as server, progress("Polling eight invented weeks") as tick:
        pipeline = Pipeline(opened.store, lambda: opened.subject, server.outlets(), easy)
        for done, at in enumerate(times, start=1):
            server.set_clock(at)
            pipeline.poll(lambda at=at: at, everything=True)  # type: ignore[misc]
            if done % ROUNDS_A_DERIVE == 0:
                pipeline.derive()
            tick(done, len(times))
        pipeline.derive()
        pipeline.find_topics(world.until)


def _world_of(opened: Opened, seed: int, now: datetime) -> tuple[int, datetime]:
    """The seed and end that the store records; a new store records these."""
    held = opened.store.meta("demo")
    if held is None:
        until = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        opened.store.set_meta("demo", f"{seed} {until.isoformat()}")
        return seed, until
    kept_seed, kept_until = held.split(" ", 1)
    if int(kept_seed) != seed:
        print(
            f"This store already holds the demo of seed {kept_seed}; showing that. "
            "Name another --store for another seed.",
            file=sys.stderr,
        )
    return int(kept_seed), datetime.fromisoformat(kept_until)
