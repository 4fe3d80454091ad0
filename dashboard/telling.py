"""What a pass did, in words for a person or as JSON for a script."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

from feeds.model import Poll
from feeds.pipeline import PassReport

NAMED_FAILURES = 12


def tell(report: PassReport, as_json: bool = False) -> None:
    """The result on standard output, the feeds that failed and why on standard error."""
    if as_json:
        print(json.dumps(facts_of(report), ensure_ascii=False))
        return
    if report.polls:
        counted = Counter(poll.outcome for poll in report.polls).most_common()
        outcomes = ", ".join(f"{n:,} {outcome}" for outcome, n in counted)
        print(f"{_many(len(report.polls), 'feed')} polled: {outcomes}.")
    else:
        print("No feed is due. Use `coverline poll --all` to poll all the same.")
    if report.polls or report.stories:
        print(
            f"{_many(report.entries_new, 'new entry', 'new entries')}; "
            f"{_many(report.stories, 'story', 'stories')} new or changed, "
            f"{_many(report.events, 'new event')}."
        )
    _tell_failures(report.failed)


def facts_of(report: PassReport) -> dict[str, Any]:
    """A pass as plain data; instants as ISO text in UTC."""
    return {
        "polls": len(report.polls),
        "outcomes": dict(Counter(poll.outcome for poll in report.polls)),
        "entries_new": report.entries_new,
        "stories": report.stories,
        "events": report.events,
        "failed": {poll.feed_id: _why(poll) for poll in report.failed},
        "feeds": [_feed(poll) for poll in sorted(report.polls, key=lambda poll: poll.feed_id)],
    }


def _feed(poll: Poll) -> dict[str, Any]:
    return {
        "feed": poll.feed_id,
        "polled_at": poll.started_at.isoformat(),
        "outcome": poll.outcome,
        "status": poll.status,
        "error": poll.error,
        "entries_seen": poll.entries_seen,
        "entries_new": poll.entries_new,
        "entries_edited": poll.entries_edited,
        "overran": poll.overran,
        "next_due_at": poll.next_due_at.isoformat() if poll.next_due_at else None,
    }


def _tell_failures(failed: list[Poll]) -> None:
    for poll in failed[:NAMED_FAILURES]:
        print(f"  {poll.feed_id}: {_why(poll)}", file=sys.stderr)
    if rest := failed[NAMED_FAILURES:]:
        names = ", ".join(poll.feed_id for poll in rest)
        print(f"  … and {len(rest)} more; `coverline status` says why: {names}", file=sys.stderr)


def _why(poll: Poll) -> str:
    return poll.error or poll.outcome


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"
