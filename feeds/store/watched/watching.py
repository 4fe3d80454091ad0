"""The spans that feeds were observed in, kept up in the transaction that records their polls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Connection, delete, func, insert, select, type_coerce

from feeds.model import Poll
from feeds.store.counts.tables import rollup_spans, rollup_tails
from feeds.store.polling import Inserter, upsert, write
from feeds.store.rewriting import Rewriting
from feeds.store.rows import Row, batches
from feeds.store.schema import polls
from feeds.store.types import instant, micros
from feeds.store.watched.spans import DAY, Ledger, Seen, Tail, Watched, all_watched, watched

if TYPE_CHECKING:
    from feeds.engine import Engine

Spans = set[tuple[str, int, int]]
AT_ONCE = 20_000  # polls of a part


def follow(conn: Connection, insert_into: Inserter, made: Sequence[Poll]) -> None:
    """Take in polls that were just recorded. Copies, and polls that come out of order, have
    their feed's whole ledger told anew."""
    found: dict[str, list[Seen]] = defaultdict(list)
    for poll in made:
        found[poll.feed_id].append(_seen(poll))
    tails = _tails(conn, sorted(found))
    late = {feed for feed, new in found.items() if not _goes_on(tails.get(feed, Tail()), new)}
    retell(conn, insert_into, late)
    rest = {feed: new for feed, new in found.items() if feed not in late}
    for batch in batches(sorted(rest), 100):
        _go_on(conn, insert_into, {feed: rest[feed] for feed in batch}, tails)


def retell(conn: Connection, insert_into: Inserter, feed_ids: Collection[str]) -> None:
    """Tell feeds' whole ledgers anew."""
    for feed_id in sorted(feed_ids):
        conn.execute(delete(rollup_spans).where(rollup_spans.c.feed_id == feed_id))
        conn.execute(delete(rollup_tails).where(rollup_tails.c.feed_id == feed_id))
        found = watched(map(Seen._make, _ledger(conn, feed_id)))
        if found.tail != Tail():
            write(conn, insert(rollup_spans), _rows(feed_id, found.rows()))
            conn.execute(upsert(insert_into, rollup_tails), _tail_row(feed_id, found.tail))


def rebuild(conn: Connection, insert_into: Inserter, engine: Engine) -> int:
    """The same for every feed that was ever polled; how many spans, and ends of
    them, differed."""
    spans, tails = (Rewriting(conn, insert_into, table) for table in (rollup_spans, rollup_tails))
    for part in engine.map(all_watched, _ledgers(conn)):
        for feed_id, found in part:
            if found.tail != Tail():
                spans.take(_rows(feed_id, found.rows()))
                tails.take([_tail_row(feed_id, found.tail)])
    return spans.end() + tails.end()


def _ledgers(conn: Connection) -> Iterator[list[Ledger]]:
    """The ledgers of all feeds, those of few polls together."""
    part, size = list[Ledger](), 0
    for feed_id in sorted(conn.scalars(select(polls.c.feed_id).distinct())):
        part.append((feed_id, list(_ledger(conn, feed_id))))
        size += len(part[-1][1])
        if size >= AT_ONCE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _goes_on(tail: Tail, new: Sequence[Seen]) -> bool:
    """Whether all are own polls, after what is known and in order."""
    ends = [tail.reached, *(poll.until for poll in new)]
    return all(poll.own for poll in new) and ends == sorted(ends)


def _go_on(
    conn: Connection,
    insert_into: Inserter,
    new: Mapping[str, Sequence[Seen]],
    tails: Mapping[str, Tail],
) -> None:
    first = min(_first(poll) for seen in new.values() for poll in seen)
    held = _held(conn, sorted(new), first)
    gone, rows, tips = list[Row](), list[Row](), list[Row]()
    for feed_id, seen in new.items():
        found = Watched(tails.get(feed_id, Tail()), _by_state(held.get(feed_id, set())))
        for poll in seen:
            found.add(poll)
        before, after = held.get(feed_id, set()), found.rows()
        kept = {span[:2] for span in after}
        gone += _rows(feed_id, {span for span in before if span[:2] not in kept})
        rows += _rows(feed_id, after - before)
        tips.append(_tail_row(feed_id, found.tail))
    for row in gone:
        keys = (rollup_spans.c[name] == row[name] for name in ("feed_id", "state", "from_at"))
        conn.execute(delete(rollup_spans).where(*keys))
    write(conn, upsert(insert_into, rollup_spans), rows)
    write(conn, upsert(insert_into, rollup_tails), tips)


def _first(poll: Seen) -> int:
    """The earliest instant that the poll may touch."""
    since = poll.until if poll.since is None else poll.since
    return min(since, poll.until - DAY)


def _held(conn: Connection, feed_ids: Sequence[str], first: int) -> dict[str, Spans]:
    """The spans of the feeds that reach to an instant."""
    table = rollup_spans.c
    query = select(table.feed_id, table.state, *_plain()).where(
        table.feed_id.in_(feed_ids), table.until_at >= instant(first)
    )
    found: dict[str, Spans] = defaultdict(set)
    for feed_id, state, start, end in conn.execute(query):
        found[feed_id].add((state, start, end))
    return found


def _plain() -> Iterator[Any]:
    """The ends of a span as whole microseconds."""
    return (type_coerce(rollup_spans.c[name], BigInteger) for name in ("from_at", "until_at"))


def _by_state(spans: Spans) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for state, start, end in sorted(spans):
        found[state].append((start, end))
    return dict(found)


def _rows(feed_id: str, spans: Spans) -> list[Row]:
    return [
        {"feed_id": feed_id, "state": state, "from_at": instant(start), "until_at": instant(end)}
        for state, start, end in sorted(spans)
    ]


def _tails(conn: Connection, feed_ids: Sequence[str]) -> dict[str, Tail]:
    table, found = rollup_tails.c, dict[str, Tail]()
    ends = [type_coerce(table[name], BigInteger) for name in ("last_at", "reached_at")]
    for batch in batches(feed_ids):
        query = select(table.feed_id, *ends, table.said).where(table.feed_id.in_(batch))
        found |= {row[0]: Tail(*row[1:]) for row in conn.execute(query)}
    return found


def _tail_row(feed_id: str, tail: Tail) -> Row:
    last = None if tail.last is None else instant(tail.last)
    return {
        "feed_id": feed_id,
        "last_at": last,
        "reached_at": instant(tail.reached),
        "said": tail.said,
    }


def _seen(poll: Poll) -> Seen:
    until = poll.captured_at or poll.started_at
    since = None if poll.observed_from_at is None else micros(poll.observed_from_at)
    return Seen(micros(until), not poll.source, poll.outcome, poll.overran, since)


def _ledger(conn: Connection, feed_id: str) -> Iterator[Any]:
    """A feed's polls in order of what they tell of, as the facts of `Seen`."""
    table = polls.c
    until = type_coerce(func.coalesce(table.captured_at, table.started_at), BigInteger)
    query = (
        select(
            until,
            table.source == "",
            table.outcome,
            table.overran,
            type_coerce(table.observed_from_at, BigInteger),
        )
        .where(table.feed_id == feed_id)
        .order_by(until, table.id)
    )
    return ((row[0], bool(row[1]), *row[2:]) for row in conn.execute(query).all())
