"""What a pass did, in words for a person or as JSON for a script."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from typing import Any

from dashboard.words import many
from feeds.model import Poll
from feeds.pipeline import PassReport

NAMED_FAILURES = 12  # lines at most
NAMED_FEEDS = 3  # of those that failed for one reason
ADDRESS = re.compile(r"https?://[^\s,)]+|\b(?:[\w-]+\.)+[\w-]+(?::\d+)?")


def tell(report: PassReport, as_json: bool = False) -> None:
    """The result on standard output, what failed and why on standard error."""
    if as_json:
        print(json.dumps(facts_of(report), ensure_ascii=False))
        return
    if report.polls:
        counted = Counter(poll.outcome for poll in report.polls).most_common()
        outcomes = ", ".join(f"{n:,} {outcome}" for outcome, n in counted)
        print(f"{many(len(report.polls), 'feed')} polled: {outcomes}.")
    else:
        print("No feed is due. Use `coverline poll --all` to poll all the same.")
    entries = many(report.entries_new, "new entry", "new entries")
    if report.polls and report.handed_on:
        print(f"{entries}; another Coverline at work on this store dates and groups them.")
    elif report.polls or report.stories:
        print(
            f"{entries}; "
            f"{many(report.stories, 'story', 'stories')} new or changed, "
            f"{many(report.events, 'new event')}."
        )
    if report.pages:
        dated = many(report.redated, "story", "stories")
        print(f"{many(report.pages, 'page')} of stories asked for; {dated} dated by them.")
    _tell_failures(report.failed)


def facts_of(report: PassReport) -> dict[str, Any]:
    """A pass as plain data; instants as ISO text in UTC."""
    return {
        "polls": len(report.polls),
        "outcomes": dict(Counter(poll.outcome for poll in report.polls)),
        "entries_new": report.entries_new,
        "stories": report.stories,
        "events": report.events,
        "pages": report.pages,
        "redated": report.redated,
        "handed_on": report.handed_on,
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
    """A few failures one by one, many of them by reason."""
    if len(failed) <= NAMED_FAILURES:
        lines = [f"{poll.feed_id}: {_why(poll)}" for poll in failed]
    else:
        by_reason = defaultdict(list)
        for poll in failed:
            by_reason[ADDRESS.sub("…", _why(poll))].append(poll.feed_id)
        groups = sorted(by_reason.items(), key=lambda group: -len(group[1]))
        lines = [f"{many(len(ids), 'feed')}: {why} ({_some(ids)})" for why, ids in groups]
        if rest := groups[NAMED_FAILURES:]:
            more = many(sum(len(ids) for _, ids in rest), "more feed")
            lines[NAMED_FAILURES:] = [f"{more}, for other reasons"]
        lines.append("`coverline status` tells it feed by feed.")
    for line in lines:
        print(f"  {line}", file=sys.stderr)


def _some(ids: list[str]) -> str:
    more = len(ids) - NAMED_FEEDS
    return ", ".join(ids[:NAMED_FEEDS]) + (f" and {more} more" if more > 0 else "")


def _why(poll: Poll) -> str:
    return poll.error or poll.outcome
