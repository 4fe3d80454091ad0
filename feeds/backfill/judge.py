"""What a copy adds: its record in the ledger, and the entries that were not known (pure)."""

from __future__ import annotations

from hashlib import sha256

from feeds.backfill.known import Known
from feeds.backfill.walk import Copy
from feeds.model import Entry, FeedState, Outcome, Poll, PollRecord, RawEntry


def judge(feed_id: str, source: str, copy: Copy, known: Known) -> PollRecord:
    """The record of a copy. `known` takes in what it adds, the bottom of the listing first."""
    listed, at = copy.parsed.entries, copy.response.started_at
    added: list[Entry] = []
    for raw in listed[::-1]:
        shown_at = copy.shown_at(raw.key)
        version = known.version_of(raw, source, shown_at or at)
        if version:
            entry = Entry(
                feed_id,
                version,
                at,
                raw,
                copy.listed_after_at,
                source=source,
                captured_at=shown_at,
            )
            known.add(entry)
            added.append(entry)
    poll = _poll(feed_id, source, copy, added)
    return PollRecord(poll, tuple(added), FeedState(feed_id))


def _poll(feed_id: str, source: str, copy: Copy, added: list[Entry]) -> Poll:
    response, listed = copy.response, copy.parsed.entries
    undated = sum(map(_undated, listed))
    outcome: Outcome = "fresh" if added else "unchanged"
    new = sum(entry.version == 1 for entry in added)
    return Poll(
        feed_id=feed_id,
        started_at=response.started_at,
        duration_ms=response.duration_ms,
        status=response.status,
        outcome="undated" if undated == len(listed) else outcome,
        error=copy.parsed.problem,
        bytes_received=response.bytes_received,
        body_hash=sha256(response.body).hexdigest() if response.body else "",
        entries_seen=len(listed),
        entries_new=new,
        entries_edited=len(added) - new,
        entries_undated=undated,
        overlap=copy.overlap,
        observed_from_at=copy.observed_from_at,
        redirects=response.redirects,
        source=source,
        captured_at=copy.until_at,
    )


def _undated(raw: RawEntry) -> bool:
    return not (raw.published_raw or raw.updated_raw or raw.created_raw)
