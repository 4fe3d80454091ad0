"""Feeds that answer and yet are broken: what is wrong, and what to do about it (pure).

Judged at every poll that observed something. Alarms that a document raises stand until the
next document; a 304 changes only those that time raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import log

from feeds.ledger.traits import Traits, is_another
from feeds.model import UNDATED, FeedState, RawEntry
from feeds.pacing.rhythm import missed
from feeds.stamps import stamp_of

UNLIKELY, RARE = 0.001, 0.05
CLUMPS = 3.0  # variance of counts over their mean: news comes in clumps
LEAST = timedelta(hours=24)
DAY, WEEK, MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)
GRACE = timedelta(minutes=15)  # clocks differ
PACES = 5  # times the longest pause of a feed between its entries
QUIET, SAME = "gone quiet", "the same answer"
OLD, ANOTHER = "only old entries", "another outlet"
TIMED = (QUIET, SAME)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one observing poll showed; `listed` is None where no document came (a 304)."""

    at: datetime
    listed: Sequence[RawEntry] | None
    traits: Traits
    problem: str = ""  # what was wrong with the document
    downgraded: bool = False  # redirected from https to http
    settled: bool = True  # no old copy from a cache
    repeated: bool = False  # a whole answer, the same byte for byte


def alarms(state: FeedState) -> tuple[str, ...]:
    """The alarms that stand for a feed."""
    return tuple(state.alarm.splitlines())


def judged(sight: Sight, state: FeedState) -> str:
    """The alarms after a poll, one a line; `state` as learnt from it, with the alarms before."""
    if sight.listed is None:
        told = [line for line in alarms(state) if not line.startswith(TIMED)]
        told += [] if any(line.startswith(OLD) for line in told) else _aged(sight.at, state)
    else:
        told = [*_of_document(sight, sight.listed, state)]
    return "\n".join([*told, *_quiet(sight, state)])


def chance_of_none(entries: float, known: float) -> float:
    """How likely it is that none comes where so many are to be expected, in clumps, by a rate
    that was learnt from `known` entries and may be wrong."""
    clumps = max(entries, 0.0) * log(CLUMPS) / (CLUMPS - 1)
    certain = known / CLUMPS + 1
    return float((1 + clumps / certain) ** -certain)


def _quiet(sight: Sight, state: FeedState) -> Iterator[str]:
    """Nothing new for longer than the feed's rhythm explains; told until something comes."""
    since, same = state.last_new_at, state.same_since_at
    if since is None or sight.at - since < LEAST:
        return
    entries, known = missed(state.rhythm, since, sight.at)
    if chance_of_none(entries, known) >= UNLIKELY:  # also once the rhythm was forgotten
        yield from (alarm for alarm in alarms(state) if alarm.startswith(TIMED))
    elif sight.repeated and same and sight.at - same >= LEAST:
        yield (
            f"{SAME} since {_day(same)}, byte for byte, {_where(entries)}: a cache may be stuck;"
            " compare it with the outlet's site"
        )
    else:
        yield (
            f"{QUIET}: no new entry since {_day(since)}, {_where(entries)}; see whether the"
            " outlet's site has news, and look for another feed of it"
        )


def _where(entries: float) -> str:
    return f"where about {max(1, round(entries)):,} used to come in as long"


def _of_document(sight: Sight, listed: Sequence[RawEntry], state: FeedState) -> Iterator[str]:
    dates = [date for entry in listed if (date := stamp_of(entry))]
    if listed and not any(e.published_raw or e.updated_raw or e.created_raw for e in listed):
        yield f"{UNDATED}: the polls date its stories; look for a feed that gives dates"
    if is_another(state, sight.traits):
        yield _another(state, sight.traits)
    yield from _old(sorted(date for date in dates if date <= sight.at + DAY), sight.at)
    yield from _ahead([date - sight.at for date in dates if date > sight.at + GRACE], len(dates))
    if not sight.settled:
        yield "an old copy was served: a cache lags behind the outlet; it is asked again by itself"
    if sight.downgraded:
        yield "redirected from https to http: look for the feed's address with https"
    if sight.problem:
        yield f"read only in part or with repairs: {sight.problem}; compare it with the site"


def _another(state: FeedState, found: Traits) -> str:
    return (
        f"{ANOTHER} may stand behind this address: known as “{state.title}” with links to"
        f" {state.link_host}, now “{found.title}” with links to {found.link_host};"
        f" `coverline feeds accept {state.feed_id}` if that is right, else remove the feed"
    )


def _old(dates: Sequence[datetime], now: datetime) -> Iterator[str]:
    """Only old entries: for a month, or for much longer than between any two of them."""
    if not dates:
        return
    silence = now - dates[-1]
    steps = sorted(after - before for before, after in pairwise(dates))
    longest = (steps[:-1] if len(steps) > 3 else steps or [timedelta(0)])[-1]  # but an evergreen
    usual = (steps[len(steps) // 2] if steps else timedelta(0)) or timedelta(hours=1)
    dead = silence > MONTH or (
        len(dates) > 3 and silence > WEEK and chance_of_none(silence / usual, len(dates)) < UNLIKELY
    )
    if dead and silence > PACES * longest:
        yield _only_old(dates[-1])


def _aged(now: datetime, state: FeedState) -> Iterator[str]:
    """The same by what is remembered of a document that only ages."""
    newest, since = state.newest_at, state.last_new_at
    if newest is None or since is None or now - newest <= MONTH:
        return
    if chance_of_none(*missed(state.rhythm, since, now)) < RARE:
        yield _only_old(newest)


def _only_old(newest: datetime) -> str:
    return (
        f"{OLD}: the newest is of {newest:%Y-%m-%d}; the outlet may publish elsewhere, look for"
        " another feed"
    )


def _ahead(ahead: Sequence[timedelta], dated: int) -> Iterator[str]:
    """Several dates in the future; a single one is a slip or a pin."""
    if len(ahead) > 1 and 10 * len(ahead) >= dated:
        hours = max(ahead) / timedelta(hours=1)
        far = f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:.0f} days"
        yield (
            f"dates in the future: {len(ahead)} of {dated}, by up to {far}; its clock or zone is"
            " wrong, set the outlet's zone if it writes none"
        )


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
