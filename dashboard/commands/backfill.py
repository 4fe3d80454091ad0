"""`coverline backfill`: history from before the first poll."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from dashboard.endings import FAILED
from feeds.errors import ConfigError

ENGINE = (
    "Who makes sentence vectors of what came: pool:N for N processes, local:N for N Dask workers"
    " here, HOST:PORT of a Dask scheduler. Without it a process a core where much came; the result"
    " is the same."
)
SOURCES = ("archive", "wordpress", "sitemap", "wayback")


def backfill(
    ctx: typer.Context,
    since: Annotated[
        str, typer.Option(help="How far back: a date in UTC, e.g. 2025-11-01.", metavar="DATE")
    ],
    outlet: Annotated[
        list[str] | None, typer.Option(help="Just this outlet, by id; may be given again.")
    ] = None,
    feed: Annotated[
        list[str] | None, typer.Option(help="Just this feed, by id; may be given again.")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(help=f"Just this source, of {', '.join(SOURCES)}; may be given again."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="A story list that Media Cloud exported.")
    ] = None,
    engine: Annotated[str, typer.Option(help=ENGINE)] = "",
) -> None:
    """Fetch what feeds listed before they were first polled.

    From the archives that feeds name, WordPress's older pages, news sitemaps, and the Wayback
    Machine's copies of the feeds (24 requests a minute: this may take hours). With --csv from
    that file, and from the network just where --source says so. Stop it at any time: run
    again, it goes on where it was. Exit code 1 when a source could not be read to its end.

    Example: coverline backfill --since 2025-11-01 --outlet aljazeera-ar --source wayback
    """
    from dashboard import backfilling

    wanted = tuple(source or (() if csv else SOURCES))
    for name in wanted:
        if name not in SOURCES:
            raise ConfigError(f"There is no source {name}.", f"Known: {', '.join(SOURCES)}.")
    request = backfilling.Request(
        since_at=instant(since),
        sources=wanted,
        outlets=tuple(outlet or ()),
        feeds=tuple(feed or ()),
        csv=csv,
        engine=engine,
    )
    if not backfilling.run(ctx.obj, request):
        raise typer.Exit(FAILED)


def instant(text: str) -> datetime:
    """A date, or an instant with a zone, that is past; ConfigError for anything else."""
    try:
        found = datetime.fromisoformat(text)
        found = found.replace(tzinfo=UTC) if len(text) <= 10 else found
        if found.tzinfo is not None and found < datetime.now(UTC):
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ConfigError(f"--since {text} is no date in the past.", "Write 2025-11-01.")
