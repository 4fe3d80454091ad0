"""A backfill for the command line: its progress, what came of it, and the stories it makes."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dashboard.lists import read_list
from dashboard.progress import Tick, bars
from dashboard.running import now, pipeline_of
from dashboard.words import many
from feeds.backfill.asking import Time
from feeds.backfill.mediacloud import read_rows
from feeds.backfill.planning import chosen
from feeds.backfill.run import History
from feeds.backfill.stepping import Came
from feeds.engine import engine_for, refuse_unknown
from feeds.opening import open_real
from feeds.pipeline import Pipeline
from feeds.settings import Settings

NAMED = 12  # feeds named that stopped early
SAID = {
    "archive": "archives of feeds",
    "wordpress": "WordPress pages",
    "sitemap": "sitemaps",
    "wayback": "Wayback Machine",
    "mediacloud": "Media Cloud",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asks for; empty outlets and feeds mean all."""

    since_at: datetime
    sources: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    csv: Path | None = None
    engine: str = ""


def run(settings: Settings, request: Request) -> bool:
    """Fetch, date and group a history, and tell it; whether each source was read to its end."""
    refuse_unknown(request.engine)
    if request.csv is not None:
        next(read_rows(request.csv), None)  # refused before a store is made
    listing = read_list(settings.opml, settings) if settings.opml else None
    opened = open_real(settings)
    try:
        bar = bars("Fetching history", "Dating and grouping")
        with opened.store.alone(), bar as (fetched, derived):
            pipeline = pipeline_of(opened, settings, listing)
            came, left_out = _fetched(pipeline, request, fetched)
            waiting = opened.store.counts()["entries"] - opened.store.cursor()
            with engine_for(request.engine, waiting) as engine:
                stories, events = pipeline.derive(derived, engine)
    finally:
        opened.store.close()
    tell(came, left_out)
    print(f"{many(stories, 'story', 'stories')} new or changed, {many(events, 'new event')}.")
    return not any(found.problem for found in came)


def _fetched(pipeline: Pipeline, request: Request, tick: Tick) -> tuple[list[Came], str]:
    """(what came, what a list was left out of) by source and feed."""
    pairs = chosen(pipeline.outlets, request.outlets, request.feeds)
    time = Time(now, asyncio.sleep)
    history = History(pipeline.store, pipeline.settings, request.since_at, time, tick, _say)
    came: list[Came] = []
    left_out = ""
    if request.csv is not None:
        ids = {outlet.id for outlet, _ in pairs}
        outlets = [outlet for outlet in pipeline.outlets if outlet.id in ids]
        came, left_out = history.take_list(request.csv, outlets)
    if request.sources:
        came += history.fetch(pairs, request.sources)
    return came, left_out


def tell(came: Sequence[Came], left_out: str = "") -> None:
    """What each source brought on standard output; what stopped early on standard error."""
    by_source: defaultdict[str, list[Came]] = defaultdict(list)
    for found in came:
        by_source[found.source].append(found)
    for source, found_here in by_source.items():
        print(f"{SAID[source]}: {_summary(found_here)}.")
    if left_out:
        print(f"{SAID['mediacloud']} {left_out}.")
    stuck = [found for found in came if found.problem]
    for found in stuck[:NAMED]:
        print(f"  {found.feed_id}, {SAID[found.source]}: {found.problem}", file=sys.stderr)
    if len(stuck) > NAMED:
        print(f"  and {many(len(stuck) - NAMED, 'more feed')}", file=sys.stderr)
    if stuck:
        print("  Run the same command again to go on there.", file=sys.stderr)


def _summary(found: Sequence[Came]) -> str:
    counted = Counter(
        "fetched before" if c.skipped else "stopped early" if c.problem else "read to the end"
        for c in found
    )
    brought = [c for c in found if c.entries]
    entries = many(sum(c.entries for c in found), "new entry", "new entries")
    states = ", ".join(f"{n:,} {state}" for state, n in counted.most_common())
    notes = Counter(c.note for c in found if not c.copies and not c.skipped and c.note)
    said = "; ".join(f"{n:,} × {note}" for note, n in notes.most_common(3))
    return f"{entries} of {many(len(brought), 'feed')} ({states}{'; ' + said if said else ''})"


def _say(words: str) -> None:
    print(f"coverline: {words}", file=sys.stderr)
