"""What a poll proves: new entries, edits, losses, and the time it vouches for (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from feeds.ledger.alarms import Sight, judged
from feeds.ledger.traits import Traits, known_by, traits
from feeds.ledger.windows import Continuity, back_reach, changes, continuity, dated
from feeds.model import (
    OBSERVING,
    Entry,
    Feed,
    FeedState,
    Outcome,
    Parsed,
    Poll,
    PollRecord,
    RawEntry,
    Response,
)
from feeds.moves import is_downgrade, moved
from feeds.pacing import rhythm
from feeds.pacing.asks import remembered
from feeds.pacing.holds import throttle
from feeds.schedule import next_due
from feeds.settings import Settings
from feeds.stamps import stamp_of


def judge(
    feed: Feed,
    response: Response,
    parsed: Parsed | None,
    state: FeedState,
    known: Mapping[str, tuple[int, str]],
    settings: Settings,
) -> PollRecord:
    """All that one poll writes.

    `parsed` is None where there was no body to read (a 304, a failure); `known` gives the
    latest version and content hash of those of its keys that are stored already.
    """
    finding = _found(response, parsed, state, known)
    learnt = replace(state, rhythm=finding.rhythm())
    due_at, why = next_due(response, parsed, learnt, response.started_at, settings)
    after = finding.state(feed, learnt.rhythm, due_at)
    return PollRecord(finding.poll(feed, due_at, why), finding.entries(feed), after)


@dataclass(frozen=True, slots=True)
class _Finding:
    """One answer beside what was remembered."""

    response: Response
    parsed: Parsed | None
    before: FeedState
    outcome: Outcome
    continuity: Continuity
    changed: tuple[tuple[RawEntry, int], ...]  # (entry, its new version), in document order
    body_hash: str

    @property
    def at(self) -> datetime:
        return self.response.started_at

    @property
    def keys(self) -> tuple[str, ...]:
        """The window that the answer shows; that of before where it says: unchanged."""
        if self.parsed is not None:
            return tuple(entry.key for entry in self.parsed.entries)
        return self.before.window if self.outcome in OBSERVING else ()

    @property
    def listed(self) -> tuple[RawEntry, ...]:
        return self.parsed.entries if self.parsed else ()

    @property
    def shared(self) -> int:
        """Entries in common with the window before; those of pages fetched back count too."""
        if self.parsed is None:
            return len(self.keys)
        older = [entry.key for entry in self.parsed.older]
        return len({*self.keys, *older} & set(self.before.window))

    @property
    def observed(self) -> bool:
        return self.outcome in OBSERVING

    @property
    def since(self) -> datetime | None:
        """The last observation, if it lies before this poll (clocks can be set back)."""
        last = self.before.last_observed_at
        return last if last and last < self.at else None

    def vouched_from(self, feed: Feed) -> datetime | None:
        """The start of what this poll vouches for, or None."""
        if not self.observed:
            return None
        if self.continuity == "stale":
            # served twice alike: since then at least, this is what the feed says
            last = self.before.last_poll_at
            return last if self.settled and last and last < self.at else None
        if self.before.last_observed_at is None:
            # a front page and a query pick: what they left out before was not seen
            whole = feed.scope in ("all", "section")
            return back_reach(self.listed, self.at) if whole else None
        return self.since

    @property
    def settled(self) -> bool:
        """Whether a document without news joins on: not an old copy from a cache."""
        return self.continuity != "stale" or self.body_hash == self.before.body_hash

    def poll(self, feed: Feed, due_at: datetime, why: str) -> Poll:
        new = sum(version == 1 for _, version in self.changed)
        return Poll(
            feed_id=feed.id,
            started_at=self.at,
            duration_ms=self.response.duration_ms,
            status=self.response.status,
            outcome=self.outcome,
            error=self._error(),
            bytes_received=self.response.bytes_received,
            body_hash=self.body_hash,
            entries_seen=len(self.keys),
            entries_new=new,
            entries_edited=len(self.changed) - new,
            entries_undated=sum(map(_undated, self.listed)),
            overlap=self.shared,
            overran=self.continuity == "overran",
            observed_from_at=self.vouched_from(feed),
            redirects=self.response.redirects,
            next_due_at=due_at,
            next_due_why=why,
        )

    def entries(self, feed: Feed) -> tuple[Entry, ...]:
        """Versions to append, the bottom of the document first: feeds list the newest on top."""
        channel = self.parsed.channel_date_raw if self.parsed else ""
        return tuple(
            Entry(feed.id, version, self.at, raw, self.since, channel_raw=channel)
            for raw, version in self.changed[::-1]
        )

    def rhythm(self) -> tuple[float, ...]:
        """What is known of the feed's rhythm after this poll, and what is asked for."""
        kept = self.before.rhythm
        if not self.observed or not self.settled:
            return kept
        dates = [stamp_of(entry) for entry, version in self.changed if version == 1]
        if self.since:
            lost = self.continuity == "overran"
            kept = rhythm.learn(kept, self.since, self.at, dates, lost)
        elif not kept:
            kept = rhythm.begin(dates, self.at)
        return remembered(kept, self.response, self.parsed)

    def state(self, feed: Feed, rhythm: tuple[float, ...], due_at: datetime) -> FeedState:
        """What to remember; built at once, since every poll of every feed comes by here."""
        before = throttle(self.before, self.response, self.outcome)
        moved_to, seen = moved(feed, self.response, self.outcome, before)
        polled: dict[str, Any] = {"last_poll_at": self.at, "next_due_at": due_at, "rhythm": rhythm}
        polled |= {"moved_to": moved_to, "moved_seen": seen}
        if not self.observed:
            retired = self.outcome == "retired"
            return replace(before, failures=before.failures + 1, retired=retired, **polled)
        sight = self._sight(feed)
        state = self._known(before, sight.traits)
        polled |= {"failures": 0, "retired": False, "alarm": judged(sight, state)}
        polled |= {"body_hash": self.body_hash or before.body_hash}
        return replace(state, **polled, **(self._shown() if self.settled else {}))

    def _shown(self) -> dict[str, Any]:
        """The window, and validators as they came; a 304 changes just those that it names."""
        etag, modified = (self._validator(name) for name in ("etag", "last-modified"))
        if self.response.status == 304:
            etag, modified = etag or self.before.etag, modified or self.before.last_modified
        shown: dict[str, Any] = {"window": self.keys, "last_observed_at": self.at}
        return shown | {"etag": etag, "last_modified": modified}

    def _validator(self, name: str) -> str:
        value = self.response.headers.get(name, "")
        return value if value.isascii() else ""  # it could not go back byte for byte

    def _error(self) -> str:
        if self.response.error or self.observed:
            return self.response.error
        problem = self.parsed.problem if self.parsed else ""
        return problem or ("a feed without any entry" if self.outcome == "empty" else "no answer")

    def _known(self, state: FeedState, found: Traits) -> FeedState:
        """What the feed is known by, after a document that is not an old copy."""
        if self.parsed is None or not self.settled:
            return state
        new = any(version == 1 for _, version in self.changed)
        return known_by(state, self.at, found, self.listed, new, self.body_hash)

    def _sight(self, feed: Feed) -> Sight:
        return Sight(
            self.at,
            self.listed if self.parsed else None,
            traits(self.parsed.title if self.parsed else "", self.listed),
            self.parsed.problem if self.parsed else "",
            any(is_downgrade(feed, url) for _, url in self.response.redirects),
            self.settled,
            bool(self.body_hash) and self.body_hash == self.before.body_hash,
        )


def _found(
    response: Response,
    parsed: Parsed | None,
    state: FeedState,
    known: Mapping[str, tuple[int, str]],
) -> _Finding:
    body_hash = sha256(response.body).hexdigest() if response.body else ""
    listed = parsed.listed if parsed and response.outcome is None else ()
    changed = tuple(changes(listed, known))
    outcome = _outcome(response, parsed, state, bool(changed), body_hash)
    new = any(version == 1 for _, version in changed)
    joins = continuity([entry.key for entry in listed], state.window, new, dated(listed))
    return _Finding(response, parsed, state, outcome, joins, changed, body_hash)


def _outcome(
    response: Response, parsed: Parsed | None, state: FeedState, changed: bool, body_hash: str
) -> Outcome:
    if response.outcome is not None:
        return response.outcome
    if parsed is None:
        same = response.status == 304 or body_hash == state.body_hash
        return "unchanged" if same and state.window else "not-a-feed"
    if not parsed.kind:
        return "not-a-feed"
    if not parsed.entries:
        return "empty"
    if all(map(_undated, parsed.entries)):
        return "undated"
    return "fresh" if changed else "unchanged"


def _undated(entry: RawEntry) -> bool:
    return not (entry.published_raw or entry.updated_raw or entry.created_raw)
