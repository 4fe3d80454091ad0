"""Counts of stories and of what was observed: what a write changes is brought up to date in the
transaction that changes it, so that counts and stories always agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, func, select

from feeds.model import Outlet
from feeds.store.counts import scopes
from feeds.store.counts.facts import facts
from feeds.store.polling import Inserter, get_fact, put_fact
from feeds.store.protocol.kinds import Recounted
from feeds.store.schema import feeds, stories
from feeds.store.told import events as told_events
from feeds.store.watched import watching
from feeds.store.words import index as search_index

if TYPE_CHECKING:
    from feeds.engine import Engine

CLOCKS: dict[str, Column[datetime]] = {
    "published": stories.c.published_at,
    "seen": stories.c.first_seen_at,
}
MADE = "rollups"  # the fact by which counts made by this code are known
FORM = "3"  # another number wherever counts are made in another way
HOURS, HOURS_FORM = "told hours", "2"  # the same of the packed hours of events
Tick = Callable[[int, int], None]  # (stories counted, of how many)


@contextmanager
def following(conn: Connection, story_ids: Collection[str]) -> Iterator[None]:
    """What is written to the stories inside is counted at the end."""
    before = facts(conn, story_ids)
    yield
    scopes.carried(conn, sorted(story_ids))
    after = facts(conn, story_ids)
    if before != after:
        # numpy takes a tenth of a second to import: only what writes stories pays for it.
        from feeds.store.counts import counting

        counting.move(conn, before, after)


@contextmanager
def rescoping(conn: Connection, insert_into: Inserter, outlets: Sequence[Outlet]) -> Iterator[None]:
    """The same for stories of feeds whose scope the outlets give anew inside."""
    known = {row.id: row.scope for row in conn.execute(select(feeds.c.id, feeds.c.scope))}
    given = {feed.id: feed.scope for outlet in outlets for feed in outlet.feeds}
    changed = [name for name, scope in given.items() if known.get(name, scope) != scope]
    carried = scopes.of_feeds(conn, sorted(changed))
    with (
        search_index.following(conn, insert_into, carried),
        told_events.following(conn, insert_into, carried),
        following(conn, carried),
    ):
        yield


def is_stale(conn: Connection) -> bool:
    """Whether the counts are to be made anew before anything is read or written: they are,
    unless this very code has made them."""
    return get_fact(conn, MADE) != FORM or get_fact(conn, HOURS) != HOURS_FORM


def mend(conn: Connection, insert_into: Inserter, tick: Tick) -> None:
    """Make anew what this code has not made."""
    if get_fact(conn, MADE) == FORM:
        told_events.pack_hours(conn, insert_into)
    else:
        from feeds.store.counts import recount

        recount.forget(conn)
        told_events.forget(conn)
        rebuild(conn, insert_into, tick)
    put_fact(conn, insert_into, MADE, FORM)
    put_fact(conn, insert_into, HOURS, HOURS_FORM)


def rebuild(
    conn: Connection,
    insert_into: Inserter,
    tick: Tick = lambda done, total: None,
    engine: Engine | None = None,
) -> Recounted:
    """Count every story anew, and tell anew what was observed; what differs is written. An
    engine packs parts of it, see `feeds.engine`; it changes nothing but the time."""
    # What only counting anew needs: mostly a store is opened for less.
    from feeds.engine.alone import Alone
    from feeds.store.counts.recount import recount

    workers = engine or Alone()
    total = conn.scalar(select(func.count()).select_from(stories)) or 0
    carried = _carried(conn, insert_into)
    hours, names = recount(conn, insert_into, lambda done: tick(done // 2, total), workers)
    told, told_hours = told_events.rebuild(
        conn, insert_into, lambda done: tick(total // 2 + done // 2, total), workers
    )
    spans = watching.rebuild(conn, insert_into, workers)
    if total:
        tick(total, total)
    return Recounted(total, carried, hours, names, told, told_hours, spans)


def _carried(conn: Connection, insert_into: Inserter) -> int:
    """Write anew which feeds carried which story; how many stories that changed."""
    if search_index.is_stale(conn):  # it is made anew itself, and may not be there yet
        return scopes.carried_everywhere(conn)
    wrong = scopes.wrong(conn)
    with search_index.following(conn, insert_into, wrong):
        scopes.carried(conn, wrong)
    return len(wrong)
