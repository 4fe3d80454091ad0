"""Leases in a PostgreSQL store: taken, renewed and given back in transactions of their own, so
that pollers wait neither for whoever writes nor for one another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Engine,
    bindparam,
    cast,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as insert_new

from feeds.model import FeedState
from feeds.store import polling
from feeds.store.leases import deciding
from feeds.store.leases.deciding import FeedLease, HostLease, Wish
from feeds.store.leases.tables import feed_leases, host_leases
from feeds.store.problems import translated
from feeds.store.schema import feed_states
from feeds.store.types import EPOCH, instant


@dataclass(frozen=True, slots=True)
class Taken:
    """What a poller was given: leases' numbers and states by feed, feeds to ask for again, and
    the states of feeds whose servers said "not now" to any poller."""

    numbers: Mapping[str, int]
    states: Mapping[str, FeedState]
    later: tuple[str, ...]
    refused: Mapping[str, FeedState]


class Leases:
    """The leases of a store that several pollers share."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine.execution_options(locks=True), where

    def take(self, wishes: Sequence[Wish], holder: str) -> Taken:
        """The feeds of `wishes` that nobody else polls or has polled since."""
        asked = sorted(wish.feed_id for wish in wishes)
        with translated(self._where), self._engine.begin() as conn:
            _make(conn, wishes)
            leases = _locked(conn, asked)
            now = _now(conn)
            states = polling.read_states_of(conn, list(leases))
            polled = {feed_id: state.last_poll_at for feed_id, state in states.items()}
            busy = _busy(conn, {wish.host for wish in wishes}, holder, now)
            claim = deciding.claim(wishes, leases, polled, busy, holder, now)
            _rewrite(conn, claim.taken)
            refused = _refused(conn)
        numbers = {lease.feed_id: lease.number for lease in claim.taken}
        held = {feed: states.get(feed) or FeedState(feed_id=feed) for feed in numbers}
        return Taken(numbers, held, claim.later, refused)

    def renew(self, holder: str) -> None:
        """Keep all that the holder has: it is still there."""
        with translated(self._where), self._engine.begin() as conn:
            until = _now(conn) + deciding.LEASE
            for table, key in ((feed_leases, "feed_id"), (host_leases, "host")):
                mine = select(table.c[key]).where(table.c.holder == holder).order_by(table.c[key])
                held = conn.scalars(mine.with_for_update(skip_locked=True)).all()
                conn.execute(update(table).where(table.c[key].in_(held)).values(until_at=until))

    def give_back(self, holder: str, spacing: timedelta) -> None:
        """Let others have all that the holder has. It may have asked the hosts until just now:
        they are left alone for the spacing."""
        with translated(self._where), self._engine.begin() as conn:
            now = _now(conn)
            feeds, hosts = feed_leases.c, host_leases.c
            mine = update(feed_leases).where(feeds.holder == holder)
            conn.execute(mine.values(holder="", until_at=now))
            next_at = func.greatest(hosts.next_at, literal(now + spacing, hosts.next_at.type))
            mine = update(host_leases).where(hosts.holder == holder)
            conn.execute(mine.values(holder="", until_at=now, next_at=next_at))

    def turns(
        self, asked: Collection[str], left: Collection[str], holder: str, spacing: timedelta
    ) -> dict[str, float]:
        """Seconds to wait before a request to each host of `asked` that the holder now has the
        turn of. The hosts of `left` were just asked: others may, once the spacing is over."""
        hosts = sorted({*asked, *left})
        with translated(self._where), self._engine.begin() as conn:
            rows = [
                {"host": host, "holder": "", "until_at": EPOCH, "next_at": EPOCH} for host in hosts
            ]
            conn.execute(insert_new(host_leases).on_conflict_do_nothing(), rows)
            found = conn.execute(
                select(host_leases)
                .where(host_leases.c.host.in_(hosts))
                .order_by(host_leases.c.host)
                .with_for_update()
            )
            held, now = [HostLease(**row) for row in found.mappings()], _now(conn)
            mine = [one for one in held if one.host in left and one.holder == holder]
            after = {one.host: deciding.handed_back(one, now, spacing) for one in mine}
            open_now = [after.get(one.host, one) for one in held if one.host in asked]
            given = deciding.admit(open_now, holder, now, spacing)
            _rewrite_hosts(conn, [*(after | given).values()])
        before = {one.host: one.next_at for one in open_now}
        return {host: max(0.0, (before[host] - now).total_seconds()) for host in given}


def fence(conn: Connection, numbers: Mapping[str, int]) -> frozenset[str]:
    """End the leases of these numbers, within the transaction that writes their polls; the feeds
    whose lease another has by now, whose polls must not be written."""
    feed_ids = sorted(numbers)
    leases = {feed_id: lease.number for feed_id, lease in _rows(conn, feed_ids, False).items()}
    lost = deciding.stale(numbers, leases)
    ended = [feed_id for feed_id in feed_ids if feed_id not in lost]
    table = feed_leases
    conn.execute(update(table).where(table.c.feed_id.in_(ended)).values(holder="", until_at=EPOCH))
    return lost


def _now(conn: Connection) -> datetime:
    """The database's clock."""
    seconds = func.extract("epoch", func.clock_timestamp())
    return instant(conn.scalar(select(cast(seconds * 1_000_000, BigInteger))) or 0)


def _make(conn: Connection, wishes: Sequence[Wish]) -> None:
    """A lease for each feed that never had one; in order, so that no two wait for each other."""
    new = [
        asdict(FeedLease(wish.feed_id, wish.host, "", 0, EPOCH))
        for wish in sorted(wishes, key=lambda wish: wish.feed_id)
    ]
    conn.execute(insert_new(feed_leases).on_conflict_do_nothing(), new)


def _locked(conn: Connection, feed_ids: Sequence[str]) -> dict[str, FeedLease]:
    """The leases that no other transaction is changing, locked."""
    return _rows(conn, feed_ids, skip_locked=True)


def _rows(conn: Connection, feed_ids: Sequence[str], skip_locked: bool) -> dict[str, FeedLease]:
    table = feed_leases
    query = select(table).where(table.c.feed_id.in_(feed_ids)).order_by(table.c.feed_id)
    found = conn.execute(query.with_for_update(skip_locked=skip_locked)).mappings()
    return {row["feed_id"]: FeedLease(**row) for row in found}


def _busy(conn: Connection, hosts: Collection[str], holder: str, now: datetime) -> set[str]:
    """The hosts of which others are polling a feed."""
    table = feed_leases.c
    others = table.holder.not_in(("", holder))
    query = select(table.host).where(table.host.in_(hosts), others, table.until_at > now)
    return set(conn.scalars(query.distinct()))


def _rewrite(conn: Connection, leases: Sequence[FeedLease]) -> None:
    table = feed_leases
    if leases:
        rows = [{"feed": lease.feed_id, **_but(asdict(lease), "feed_id")} for lease in leases]
        conn.execute(update(table).where(table.c.feed_id == bindparam("feed")), rows)


def _rewrite_hosts(conn: Connection, leases: Sequence[HostLease]) -> None:
    table = host_leases
    if leases:
        rows = [{"named": lease.host, **_but(asdict(lease), "host")} for lease in leases]
        conn.execute(update(table).where(table.c.host == bindparam("named")), rows)


def _but(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}


def _refused(conn: Connection) -> dict[str, FeedState]:
    said = conn.scalars(select(feed_states.c.feed_id).where(feed_states.c.throttled > 0)).all()
    return polling.read_states_of(conn, said)
