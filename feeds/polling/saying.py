"""One line a poll for whoever watches the poller: plain text, or JSON for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from feeds.model import OBSERVING, Poll

Recorded = Callable[[Poll], None]


def saying(log: str, recorded: Recorded, write: Callable[[str], Any] | None = None) -> Recorded:
    """`recorded`, which also writes a line as the setting `log` says: quiet, text or json."""
    if log == "quiet":
        return recorded
    line = as_json if log == "json" else as_text

    def both(poll: Poll) -> None:
        recorded(poll)
        (write or _to_stderr)(f"{line(poll)}\n")

    return both


def facts(poll: Poll) -> dict[str, object]:
    """What a line tells, by name (pure)."""
    return {
        "at": poll.started_at.isoformat(timespec="milliseconds"),
        "what": "poll",
        "level": "info" if poll.outcome in OBSERVING else "warning",
        "feed": poll.feed_id,
        "outcome": poll.outcome,
        "status": poll.status,
        "ms": poll.duration_ms,
        "bytes": poll.bytes_received,
        "entries": poll.entries_seen,
        "new": poll.entries_new,
        "edited": poll.entries_edited,
        "overran": poll.overran,
        "next_due_at": poll.next_due_at.isoformat(timespec="seconds") if poll.next_due_at else None,
        "error": poll.error,
    }


def as_json(poll: Poll) -> str:
    """One line of JSON, in ASCII: nothing that a feed says can begin another line (pure)."""
    return json.dumps(facts(poll))


def as_text(poll: Poll) -> str:
    """One line to read (pure)."""
    status = f" {poll.status}" if poll.status else ""
    lost = ", overran" if poll.overran else ""
    why = f": {json.dumps(poll.error)}" if poll.error else ""
    return (
        f"{poll.started_at:%Y-%m-%dT%H:%M:%SZ} {poll.feed_id} {poll.outcome}{status},"
        f" {poll.duration_ms} ms, {poll.entries_seen} entries, {poll.entries_new} new{lost}{why}"
    )


def _to_stderr(line: str) -> None:
    """At once: a line that waits in a buffer tells nothing when the process dies."""
    sys.stderr.write(line)
    sys.stderr.flush()
