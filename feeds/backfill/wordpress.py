"""WordPress lists older posts at `?paged=N` of the feed's address (pure).

The pages are one listing, complete from today down, and vouch as an archive's do. Posts that
come in between push others to the next page, so none is missed. A server that does not know
`paged` shows the first page again: then nothing is taken from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from feeds.backfill.archives import listing, read_page, too_old
from feeds.backfill.walk import Copy, Step, Wanted, held, kept, many, newest_of
from feeds.model import Response

MOST_PAGES = 5_000
BEYOND = frozenset({400, 404, 410})  # what servers say beyond the last page
NOT_OFFERED = "its server offers no older pages"


@dataclass(frozen=True, slots=True)
class _State:
    page: int = 1  # the next one
    begun: str = ""  # when the first page was read
    newest: str = ""  # of the page before
    keys: tuple[str, ...] = ()  # of the page before
    broken: bool = False
    end: str = ""  # why it is over


@dataclass(frozen=True, slots=True)
class WordPressWalk:
    """From the feed's first page on. The first is taken once the second shows that there are
    pages; it is not kept, so a walk cut off there starts anew."""

    wanted: Wanted
    state: _State = _State()
    first: Copy | None = None

    @classmethod
    def resumed(cls, wanted: Wanted, cursor: str) -> WordPressWalk:
        """The walk as it was kept."""
        facts = held(cursor)
        facts["keys"] = tuple(facts.get("keys", ()))
        state = _State(**facts)
        return cls(wanted, _State() if state.page == 2 and not state.end else state)

    @property
    def next_url(self) -> str:
        """The next page, until one is old enough."""
        state = self.state
        old = state.page > 2 and too_old(state.newest, self.wanted.since_at)
        if state.end or old or state.page > MOST_PAGES:
            return ""
        return page_url(self.wanted.address, state.page)

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
        pages = self.state.page - 1
        return self.state.end or (many(pages, "page") if pages > 1 else "")

    def take(self, answer: Response) -> Step:
        """A page: the end where it is none, is empty or shows what the one before showed."""
        state = self.state
        if answer.status in BEYOND and state.page > 1:
            return self._over(NOT_OFFERED if state.page == 2 else self.note)
        parsed = read_page(answer, self.wanted.max_entries)
        keys = tuple(entry.key for entry in parsed.entries)
        if set(keys) <= set(state.keys):
            return self._over(NOT_OFFERED if state.page <= 2 else self.note)
        begun = state.begun or answer.started_at.isoformat()
        broken = state.broken or bool(parsed.problem)
        after = _State(state.page + 1, begun, newest_of(parsed.entries), keys, broken)
        copy = listing(answer, parsed, datetime.fromisoformat(begun), broken)
        if state.page == 1:
            return Step(replace(self, state=after, first=copy))
        copies = (self.first, copy) if self.first else (copy,)
        return Step(WordPressWalk(self.wanted, after), copies)

    def _over(self, why: str) -> Step:
        return Step(replace(self, state=replace(self.state, end=why), first=None))


def page_url(address: str, page: int) -> str:
    """The address of a page of a feed."""
    if page == 1:
        return address
    parts = urlsplit(address)
    asked = [pair for pair in parse_qsl(parts.query, True) if pair[0] != "paged"]
    return urlunsplit(parts._replace(query=urlencode([*asked, ("paged", str(page))])))
