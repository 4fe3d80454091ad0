"""Three days of the demo through the real pipeline: enough to see something in every table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.demo.serve import DemoServer
from feeds.demo.world import World, build
from feeds.opening import Opened, open_demo
from feeds.pipeline import Pipeline
from feeds.settings import Settings

UNTIL = datetime(2026, 11, 20, 12, tzinfo=UTC)
FROM_DAY, DAYS, EVERY = 29.75, 2.0, timedelta(hours=6)  # the investigation and its denial


def fill(folder: Path) -> None:
    """Write coverline-demo.db into a folder."""
    opened = open_demo(f"sqlite:///{folder / 'coverline-demo.db'}")
    world = build(1, UNTIL)
    with DemoServer(world) as server:
        _poll(opened, world, server)
    opened.store.close()


def _poll(opened: Opened, world: World, server: DemoServer) -> None:
    easy = Settings(allow_private=True, host_spacing=0.0)
    pipeline = Pipeline(opened.store, lambda: opened.subject, server.outlets(), easy)
    at = world.from_at + timedelta(days=FROM_DAY)
    while at <= world.from_at + timedelta(days=FROM_DAY + DAYS):
        now = at
        server.set_clock(now)
        pipeline.poll(lambda now=now: now, everything=True)  # type: ignore[misc]
        at += EVERY
    pipeline.derive()
