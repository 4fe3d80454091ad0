"""RFC 5005: a feed that names the archive before this document, or its next page (pure).

Such a listing is complete: every page was read whole, down from today. So each vouches from
its oldest entry up to when the first page was read, as long as its entries are dated and in
order. What the outlet has taken down since is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from feeds.backfill.walk import Copy, Step, Stuck, Wanted, held, kept, many, newest_of, reach_of
from feeds.model import Parsed, Response
from feeds.parse import parse

MOST_PAGES = 2_000


@dataclass(frozen=True, slots=True)
class _State:
    begun: str = ""  # when the first page was read
    next: str = ""
    newest: str = ""  # of the last page: the walk is over once that is too old
    broken: bool = False  # a page was not read whole: nothing below it is vouched for
    visited: tuple[str, ...] = ()  # marks of addresses


@dataclass(frozen=True, slots=True)
class ArchiveWalk:
    """From the feed itself to its older documents."""

    wanted: Wanted
    state: _State = _State()

    @classmethod
    def resumed(cls, wanted: Wanted, cursor: str) -> ArchiveWalk:
        """The walk as it was kept."""
        facts = held(cursor)
        facts["visited"] = tuple(facts.get("visited", ()))
        return cls(wanted, _State(**facts))

    @property
    def next_url(self) -> str:
        """The feed at first, then whatever document it names, until one is old enough."""
        if not self.state.begun:
            return self.wanted.address
        if too_old(self.state.newest, self.wanted.since_at):
            return ""
        return self.state.next if len(self.state.visited) < MOST_PAGES else ""

    @property
    def left(self) -> int:
        """One, until the end."""
        return int(bool(self.next_url))

    @property
    def cursor(self) -> str:
        """Where to go on."""
        return kept(self.state)

    @property
    def note(self) -> str:
        """How many pages there were."""
        pages = len(self.state.visited)
        return f"{many(pages, 'page')} of its archive" if pages else "offers no archive"

    @property
    def offers(self) -> bool:
        """Whether the feed names older documents at all."""
        return bool(self.state.visited)

    def take(self, answer: Response) -> Step:
        """A document of the chain."""
        parsed = read_page(answer, self.wanted.max_entries)
        state = self.state
        begun = state.begun or answer.started_at.isoformat()
        if not state.begun and not (parsed.next_url or parsed.complete):
            return Step(replace(self, state=replace(state, begun=begun)))
        broken = state.broken or bool(parsed.problem)
        visited = (*state.visited, _mark(answer.url))
        after = _State(
            begun=begun,
            next="" if _mark(parsed.next_url) in visited else parsed.next_url,
            newest=newest_of(parsed.entries),
            broken=broken,
            visited=visited,
        )
        copy = listing(answer, parsed, datetime.fromisoformat(begun), broken)
        return Step(replace(self, state=after), (copy,))


def read_page(answer: Response, max_entries: int) -> Parsed:
    """A page of a listing; Stuck where it cannot be read, since the next cannot be found."""
    if answer.outcome is not None:
        raise Stuck(answer.error or answer.outcome)
    parsed = parse(answer.body, answer.headers, answer.final_url, max_entries)
    if not parsed.kind:
        raise Stuck(parsed.problem or "not a feed")
    return parsed


def too_old(newest: str, since_at: datetime) -> bool:
    """Whether a page's newest date, as ISO text, lies before what is asked for."""
    return bool(newest) and datetime.fromisoformat(newest) < since_at


def listing(answer: Response, parsed: Parsed, begun_at: datetime, broken: bool) -> Copy:
    """A page of a listing that was begun at an instant: what came since is not known from it."""
    reach = None if broken else reach_of(parsed.entries)
    vouches = reach is not None and reach < begun_at
    return Copy(
        answer,
        parsed,
        observed_from_at=reach if vouches else None,
        until_at=begun_at,
    )


def _mark(url: str) -> str:
    return sha256(url.encode()).hexdigest()[:8]
