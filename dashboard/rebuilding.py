"""`coverline rebuild`: run with progress shown, and what that changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time

from dashboard.explain.told import quoted
from dashboard.progress import progress
from dashboard.words import many
from feeds.dates.telling import utc
from feeds.engine import engine_for
from feeds.errors import SelectionError
from feeds.opening import open_real
from feeds.rebuilding import EVER, Report, rebuild
from feeds.rereading import Reread, reread
from feeds.settings import Settings
from feeds.store.protocol import Recounted

NAMED = 5  # of each kind of change, told one by one


def events(settings: Settings, since: str | None, as_json: bool, engine: str = "") -> None:
    """Rebuild the events of the settings' store, from a day on or all, with an engine's help."""
    from_at = _midnight(since) if since else EVER
    opened = open_real(settings, create=False).whole
    try:
        with opened.store.alone(), progress("Placing stories again") as tick:
            now, vectors = datetime.now(UTC), settings.vectors
            report = rebuild(opened.store, opened.subject, now, from_at, tick, vectors, engine)
        labels = {event.id: event.label for event in opened.store.events(_named(report)).values()}
    finally:
        opened.store.close()
    print(json.dumps(asdict(report)) if as_json else "\n".join(lines(report, labels)))


def dates(settings: Settings, as_json: bool, engine: str = "") -> None:
    """Read the dates of all stories of the settings' store anew, with an engine's help."""
    opened = open_real(settings, create=False).whole
    try:
        with opened.store.alone(), progress("Reading dates again") as tick:
            found = reread(opened.store, opened.subject, datetime.now(UTC), tick, engine)
    finally:
        opened.store.close()
    print(json.dumps(_facts(found)) if as_json else "\n".join(redated(found)))


def coverage(settings: Settings, as_json: bool, engine: str = "") -> None:
    """Count the stories of the settings' store anew, with an engine's help where one is named."""
    opened = open_real(settings, create=False).whole
    try:
        # Reading the store is most of the work: processes pay only where somebody wants them.
        with (
            opened.store.alone(),
            progress("Counting stories again") as tick,
            engine_for(engine, 0) as workers,
        ):
            found = opened.store.recount(workers, tick)
    finally:
        opened.store.close()
    print(json.dumps(found._asdict()) if as_json else recounted(found))


def recounted(found: Recounted) -> str:
    """What counting anew changed, in words."""
    size = many(found.stories, "story", "stories")
    if not found.changed:
        return f"Nothing changed: {size} counted anew, all counts stood right."
    parts = (
        many(found.carried, "story by the feeds that carried it", "stories by the feeds"),
        many(found.hours, "hour of stories", "hours of stories"),
        many(found.names, "list of a name's stories", "lists of names' stories"),
        many(found.events, "event's stories", "events' stories"),
        many(found.event_hours, "hour of events", "hours of events"),
        many(found.spans, "span of what was observed", "spans of what was observed"),
    )
    wrong = ", ".join(said for said, number in zip(parts, found[1:], strict=True) if number)
    return f"{size} counted anew. Counted wrong before, and right now: {wrong}."


def redated(found: Reread) -> Iterator[str]:
    """What reading dates anew changed, in words."""
    size = many(found.entries, "entry", "entries")
    if found.by_hand:
        kept = many(found.by_hand, "story keeps", "stories keep")
        yield f"{kept} the date that was fixed by hand."
    if not found.fixes:
        yield f"No date changed: {size} read again."
        return
    moved = [fix for fix in found.fixes if fix.line.date.published_at != fix.line.before_at]
    yield (
        f"{many(len(moved), 'story', 'stories')} dated otherwise,"
        f" {len(found.fixes) - len(moved):,} more with other evidence; {size} read again."
    )
    for fix in moved[:NAMED]:
        was, will = fix.story.date.published_at, fix.line.date.published_at
        yield f"  story:{fix.story.id} {utc(was)} becomes {utc(will)} {quoted(fix.story.title)}"
    yield "Each date ledger says so. `coverline rebuild events` groups stories by their new dates."


def _facts(found: Reread) -> dict[str, object]:
    changed = [
        (fix.story.id, fix.story.date.published_at.isoformat(), date.published_at.isoformat())
        for fix in found.fixes
        for date in [fix.line.date]
    ]
    return {"entries": found.entries, "changed": changed, "by_hand": found.by_hand}


def lines(report: Report, labels: Mapping[str, str]) -> Iterator[str]:
    """The report in words; `labels` are those of the events that it names."""
    size = many(report.stories, "story", "stories")
    if not report.changes:
        yield f"Nothing changed: {size} in {many(report.kept, 'event')}, as before."
        return
    first = sum(not was for _, was, _ in report.moved)  # the poller was stopped before it got there
    moved = many(len(report.moved) - first, "story", "stories")
    yield f"{moved} of {report.stories:,} moved to another event."
    if first:
        yield f"{many(first, 'story', 'stories')} had none yet and has one now."
    yield (
        f"{many(report.kept, 'event')} kept, {len(report.merged):,} merged into others,"
        f" {len(report.split):,} new, {len(report.renamed):,} with another headline."
    )
    for old, to in report.merged[:NAMED]:
        yield f"  event:{old} is part of event:{to} now {quoted(labels.get(to, ''))}"
    for new, of in [pair for pair in report.split if pair[1]][:NAMED]:
        yield f"  event:{new} {quoted(labels.get(new, ''))} was part of event:{of}"
    for event_id, was, now in report.renamed[:NAMED]:
        yield f"  event:{event_id} was called {quoted(was)}, now {quoted(now)}"
    yield (
        f"Reprints: {many(report.reprints, 'story', 'stories')} with another origin or none."
        f" Topics: {many(report.topics, 'story', 'stories')} with others."
        f" Threads: {many(report.links, 'event')} with other links."
    )
    yield "Old ids lead to the new ones; every change is in the store's history."


def _named(report: Report) -> set[str]:
    pairs = (*report.merged[:NAMED], *[pair for pair in report.split if pair[1]][:NAMED])
    return {event_id for pair in pairs for event_id in pair}


def _midnight(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        raise SelectionError(f"--from {text} is no day.", "Write it like 2026-01-31.") from None
