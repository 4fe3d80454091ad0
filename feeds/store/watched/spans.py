"""What the polls tell of a feed's time, as spans without a break: one poll at a time (pure).

A poll vouches for the time since the last observation; a failure stands from the poll before to
the next, a day at most. Touching spans of a state are one, so a month of polls is a few spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from feeds.model import OBSERVING

STATES = ("dated", "undated", "captured", "overran", "failed")  # the first that holds counts
DAY = 86_400_000_000  # a feed is asked at least so often: a failure tells of no more


class Seen(NamedTuple):
    """What matters of a poll; instants in microseconds since 1970. `until` is when it was made,
    or the copy that it fetched."""

    until: int
    own: bool
    outcome: str
    overran: bool
    since: int | None


Ledger = tuple[str, Sequence[tuple[Any, ...]]]  # a feed, and the facts of each Seen


class Tail(NamedTuple):
    """Where a feed's spans go on: its last own poll, the end of what was told, and whether the
    last poll that could tell found dated entries (fresh) or none (undated)."""

    last: int | None = None
    reached: int = -(2**62)
    said: str = ""


@dataclass(slots=True)
class Watched:
    """The spans of a feed, [from, until] by state, ascending; those that a poll may still
    touch are enough."""

    tail: Tail = field(default_factory=Tail)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, poll: Seen) -> None:
        """Take in the next poll; none may end before what was told already."""
        said = poll.outcome if poll.outcome in ("undated", "fresh") else self.tail.said
        if poll.own:
            self._close(poll.until)
        if state := _state(poll, said):
            self._join(state, poll.since or 0, poll.until)
        if poll.own and poll.outcome not in OBSERVING:
            before = poll.until if self.tail.last is None else self.tail.last
            self._join("failed", max(before, poll.until - DAY), poll.until + DAY)
        last = poll.until if poll.own else self.tail.last
        self.tail = Tail(last, max(self.tail.reached, poll.until), said)

    def _close(self, at: int) -> None:
        """The last failure stands no longer than to the next poll."""
        failures = self.spans.get("failed", [])
        if failures and failures[-1][1] > at:
            failures[-1] = (failures[-1][0], at)

    def _join(self, state: str, start: int, end: int) -> None:
        if start > end:
            return
        held = self.spans.setdefault(state, [])
        while held and held[-1][1] >= start:
            before = held.pop()
            start, end = min(before[0], start), max(before[1], end)
        held.append((start, end))

    def rows(self) -> set[tuple[str, int, int]]:
        """(state, from, until) of every span."""
        return {(state, *span) for state, held in self.spans.items() for span in held}


def _state(poll: Seen, said: str) -> str:
    """What the poll vouches for; empty where for nothing."""
    if poll.since is None:
        return ""
    if not poll.own:
        return "" if poll.overran else "captured"
    if poll.overran:
        return "overran"
    return "undated" if said == "undated" else "dated"


def watched(polls: Iterable[Seen]) -> Watched:
    """The spans of a feed's whole ledger, which is in order of `until`."""
    found = Watched()
    for poll in polls:
        found.add(poll)
    return found


def all_watched(ledgers: Iterable[Ledger]) -> list[tuple[str, Watched]]:
    """The spans of feeds by their whole ledgers: a function of data, so that any process may do
    it."""
    return [(feed_id, watched(map(Seen._make, polls))) for feed_id, polls in ledgers]
