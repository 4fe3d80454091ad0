"""The Wayback Machine's captures of a feed, oldest first (pure).

Its index (the CDX API) is read page by page, then every capture it names, as it was fetched.
A capture shows a window of the feed, like a poll: where it joins the capture before, it vouches
for the time since that one, else just as far back as its own entries are dated and in order.
"""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from feeds.backfill.walk import Copy, Step, Stuck, Wanted, held, kept, many, newest_of
from feeds.ledger.windows import back_reach, continuity, dated
from feeds.model import Parsed, Response
from feeds.parse import parse
from feeds.urls import is_web_link

A_MINUTE = 24  # requests to the archive, at most
LISTED = 200  # captures a page of the index
FIELDS = "timestamp,original,statuscode,mimetype,digest"
CAPTURE = re.compile(r"/web/(\d{14})(?:[a-z]{2}_)?/")
Pending = tuple[str, str]  # stamp and address of a capture


@dataclass(frozen=True, slots=True)
class _State:
    since: str = ""  # the range that is walked, as ISO text
    until: str = ""
    listed: bool = False  # whether the index was read to its end
    resume: str = ""  # the index's own key of its next page
    pending: tuple[Pending, ...] = ()
    window: tuple[str, ...] = ()  # keys of the last capture that was read
    at: str = ""  # when that was made, as ISO text
    newest: str = ""  # its newest date
    read: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class WaybackWalk:
    """From the index to the captures, and on to the next page of the index."""

    wanted: Wanted
    state: _State

    @classmethod
    def resumed(cls, wanted: Wanted, cursor: str) -> WaybackWalk:
        """The walk as it was kept; what is asked for beyond its range needs a new one."""
        facts = held(cursor)
        facts.setdefault("since", wanted.since_at.isoformat())
        facts.setdefault("until", wanted.until_at.isoformat())
        facts["pending"] = tuple((stamp, url) for stamp, url in facts.get("pending", ()))
        facts["window"] = tuple(facts.get("window", ()))
        return cls(wanted, _State(**facts))

    @classmethod
    def until(cls, wanted: Wanted, until_at: datetime) -> WaybackWalk:
        """A walk from what is asked for to an instant from which on captures were read."""
        return cls(wanted, _State(wanted.since_at.isoformat(), until_at.isoformat()))

    @property
    def next_url(self) -> str:
        """A capture that waits, else the next page of the index."""
        if self.state.pending:
            stamp, original = self.state.pending[0]
            return f"{self.wanted.wayback}/web/{stamp}id_/{original}"
        return "" if self.state.listed else self._index_url()

    @property
    def left(self) -> int:
        """Captures that wait, and a page of the index where that is not at its end."""
        return len(self.state.pending) + (not self.state.listed)

    @property
    def cursor(self) -> str:
        """Where to go on."""
        return kept(self.state)

    @property
    def note(self) -> str:
        """How many captures there were."""
        read, lost = self.state.read, self.state.unreadable
        said = many(read, "capture") if read else "no capture"
        return f"{said}, {lost:,} more could not be read as a feed" if lost else said

    def _index_url(self) -> str:
        asked = {
            "url": self.wanted.feed.url,
            "output": "json",
            "fl": FIELDS,
            "filter": "statuscode:200",
            "collapse": "digest",
            "from": _stamp(self.state.since),
            "to": _stamp(self.state.until),
            "limit": str(LISTED),
            "showResumeKey": "true",
        }
        asked |= {"resumeKey": self.state.resume} if self.state.resume else {}
        return f"{self.wanted.wayback}/cdx/search/cdx?{urlencode(asked)}"

    def take(self, answer: Response) -> Step:
        """A page of the index, or a capture."""
        if not self.state.pending:
            return Step(replace(self, state=_listed(self.state, answer)))
        (stamp, original), *rest = self.state.pending
        state = replace(self.state, pending=tuple(rest))
        parsed = self._parsed(answer, original)
        if parsed is None:
            return Step(replace(self, state=replace(state, unreadable=state.unreadable + 1)))
        shown = _shown(answer, stamp)
        if shown != stamp and not _between(shown, state):
            return Step(replace(self, state=state))  # another capture, which has its own turn
        copy = _copy(state, answer, parsed, _instant(shown))
        return Step(replace(self, state=_after(state, copy)), (copy,))

    def _parsed(self, answer: Response, original: str) -> Parsed | None:
        """A capture's entries; None for an error page, or one that leads out of the archive."""
        inside = answer.final_url.startswith(f"{self.wanted.wayback}/web/")
        if answer.outcome is not None or not inside:
            return None
        parsed = parse(answer.body, answer.headers, original, self.wanted.max_entries)
        return parsed if parsed.kind and parsed.entries else None


def _listed(state: _State, answer: Response) -> _State:
    """The state after a page of the index."""
    if answer.outcome is not None:
        raise Stuck(answer.error or answer.outcome)
    rows, resume = index_page(answer.body)
    known = {stamp for stamp, _ in state.pending} | ({_stamp(state.at)} if state.at else set())
    fresh = sorted({row for row in rows if row[0] not in known})
    # A key that leads to itself would be asked for for ever.
    ended = not resume or resume == state.resume
    return replace(state, pending=tuple(fresh), listed=ended, resume=resume)


def index_page(body: bytes) -> tuple[list[Pending], str]:
    """(stamps and addresses, key of the next page or "") of an answer of the index, in JSON.

    Stuck where it is anything else: an error in words, or cut short.
    """
    try:
        rows = json.loads(body or b"[]")
    except ValueError as error:
        said = " ".join(body[:120].decode("utf-8", "replace").split())
        raise Stuck(f"the index answered {said!r}") from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise Stuck("the index answered something else than a table")
    if not rows:
        return [], ""
    head, rest = rows[0], rows[1:]
    resume = str(rest[-1][0]) if len(rest) > 1 and len(rest[-1]) == 1 and not rest[-2] else ""
    named = [dict(zip(map(str, head), map(str, row), strict=False)) for row in rest if row]
    found = [(row.get("timestamp", ""), row.get("original", "")) for row in named]
    return [pair for pair in found if _readable(pair[0]) and is_web_link(pair[1])], resume


def _copy(state: _State, answer: Response, parsed: Parsed, at: datetime) -> Copy:
    """A capture beside the one before."""
    keys = [entry.key for entry in parsed.entries]
    before = datetime.fromisoformat(state.at) if state.at else None
    joins = continuity(keys, state.window, True, dated(parsed.entries))
    stale = joins == "overran" and "" < newest_of(parsed.entries) < state.newest
    reach = back_reach(parsed.entries, at)
    if stale:
        since = None
    elif joins == "joined":
        since = before
    else:
        since = max(filter(None, (reach, before))) if reach else None
    return Copy(
        answer,
        parsed,
        captured_at=at,
        observed_from_at=since,
        until_at=at,
        listed_after_at=None if stale else before,
        overlap=len(set(keys) & set(state.window)),
    )


def _after(state: _State, copy: Copy) -> _State:
    """The state after a capture; an old copy that was served late is no window to join."""
    newest = newest_of(copy.parsed.entries)
    state = replace(state, read=state.read + 1)
    if state.window and copy.listed_after_at is None:
        return state
    assert copy.captured_at is not None
    window = tuple(entry.key for entry in copy.parsed.entries)
    return replace(state, window=window, at=copy.captured_at.isoformat(), newest=newest)


def _shown(answer: Response, stamp: str) -> str:
    """The stamp of the capture that came: the archive may redirect to its nearest."""
    found = CAPTURE.search(answer.final_url)
    return found[1] if found and _readable(found[1]) else stamp


def _between(shown: str, state: _State) -> bool:
    """Whether a capture lies between the last that was read and the next that waits."""
    after = not state.at or shown > _stamp(state.at)
    stamps: Sequence[str] = [stamp for stamp, _ in state.pending]
    return after and bisect(stamps, shown) == 0


def _stamp(iso: str) -> str:
    return datetime.fromisoformat(iso).astimezone(UTC).strftime("%Y%m%d%H%M%S")


def _instant(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _readable(stamp: str) -> bool:
    try:
        return len(stamp) == 14 and bool(_instant(stamp))
    except ValueError:
        return False
