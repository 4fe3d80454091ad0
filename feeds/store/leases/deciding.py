"""Who may poll which feed and ask which host, where several pollers share a store (pure).

Instants are the database's: the clocks of pollers on several machines need not agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LEASE = timedelta(seconds=60)  # a holder that renews nothing for so long is taken for dead
SOON = timedelta(seconds=0.25)  # a host whose next request is this near is given out already


@dataclass(frozen=True, slots=True)
class Wish:
    """A feed that a poller found due, its host, and the last poll that it knew of then."""

    feed_id: str
    host: str
    last_poll_at: datetime | None


@dataclass(frozen=True, slots=True)
class FeedLease:
    """One feed's poller. `number` counts the feed's leases: what was polled under an earlier
    one is not written."""

    feed_id: str
    host: str
    holder: str  # "" for nobody
    number: int
    until_at: datetime


@dataclass(frozen=True, slots=True)
class HostLease:
    """One host's asker, and from when the next request to it is allowed."""

    host: str
    holder: str
    until_at: datetime
    next_at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """What comes of wishes: leases, and feeds to ask for again, since others hold them or their
    hosts. A feed in neither was polled by another since it was found due."""

    taken: tuple[FeedLease, ...]
    later: tuple[str, ...]


def claim(
    wishes: Iterable[Wish],
    leases: Mapping[str, FeedLease],
    last_polls: Mapping[str, datetime | None],
    busy: Collection[str],
    holder: str,
    now: datetime,
) -> Claim:
    """Which wishes come true. `leases` are those that no other transaction is changing, by feed;
    `busy` are the hosts whose feeds others are polling."""
    taken, later = list[FeedLease](), list[str]()
    for wish in wishes:
        lease = leases.get(wish.feed_id)
        if lease is None:
            later.append(wish.feed_id)
        elif last_polls.get(wish.feed_id) != wish.last_poll_at:
            continue
        elif wish.host in busy or not _free(lease.holder, lease.until_at, holder, now):
            later.append(wish.feed_id)
        else:
            next_number = lease.number + 1
            taken.append(FeedLease(wish.feed_id, wish.host, holder, next_number, now + LEASE))
    return Claim(tuple(taken), tuple(later))


def admit(
    leases: Iterable[HostLease], holder: str, now: datetime, spacing: timedelta
) -> dict[str, HostLease]:
    """The leases of the hosts that the holder may ask now, or within `SOON`, by host.

    `next_at` is kept ahead by the spacing already: should the holder be killed, nobody comes
    too early."""
    return {
        lease.host: replace(
            lease,
            holder=holder,
            until_at=now + LEASE,
            next_at=max(lease.next_at, now) + spacing,
        )
        for lease in leases
        if _free(lease.holder, lease.until_at, holder, now) and lease.next_at <= now + SOON
    }


def handed_back(lease: HostLease, now: datetime, spacing: timedelta) -> HostLease:
    """The lease of a host that was just asked."""
    return HostLease(lease.host, "", now, now + spacing)


def stale(numbers: Mapping[str, int], leases: Mapping[str, int]) -> frozenset[str]:
    """The feeds whose lease has passed to another since it was taken: `numbers` as they were
    taken, `leases` as they are."""
    return frozenset(feed for feed, number in numbers.items() if leases.get(feed) != number)


def _free(held_by: str, until_at: datetime, holder: str, now: datetime) -> bool:
    return held_by in ("", holder) or until_at <= now
