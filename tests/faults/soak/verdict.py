"""What must hold of a store after a soak: nothing lost, nothing doubled, all of it told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from sqlalchemy import text

from feeds.store.sql import SqlStore
from tests.faults.agreement import DOUBLED, MISCOUNTED, ORPHANED
from tests.faults.soak.world import key

RULES = {
    "an entry version is stored twice": DOUBLED,
    "the ledger and the entries of a poll disagree": MISCOUNTED,
    "an entry has no poll": ORPHANED,
    "an entry that nobody edited has a second version": "SELECT key FROM entries WHERE version > 1",
}


def verdict(store: SqlStore, answered: Path) -> Iterator[str]:
    """What is wrong, in words; nothing where all is well."""
    with store.reading() as conn:
        stored = set(conn.scalars(text("SELECT key FROM entries")))
        for words, query in RULES.items():
            if found := conn.execute(text(query)).fetchall():
                yield f"{words}: {[tuple(row) for row in found[:3]]}"
    if missing := servable(answered) - stored:
        yield f"{len(missing)} items were servable and are lost: {sorted(missing)[:3]}"
    if store.entries_after(store.cursor(), 1):
        yield "entries are left of which no story was made"


def servable(answered: Path) -> set[str]:
    """Items that were listed in two answers one after the other: a poller that was killed after
    the first had a second chance."""
    windows: defaultdict[int, list[range]] = defaultdict(list)
    for line in answered.read_text("utf-8").splitlines():
        feed, start, stop = map(int, line.split())
        windows[feed].append(range(start, stop))
    found: set[str] = set()
    for feed, shown in windows.items():
        for one, other in pairwise(shown):
            both = range(max(one.start, other.start), min(one.stop, other.stop))
            found |= {key(feed, number) for number in both}
    return found
