"""`coverline feeds check`: the state of feeds in sentences, with what to do about it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from dashboard.feed_names import Row, meant
from dashboard.words import many, percent
from feeds import coverage
from feeds.model import FeedState, Poll
from feeds.opening import open_real
from feeds.settings import Settings

LAST = 5  # polls that are told of a feed
WELL = ("observed", "off", "not polled yet")


def tell(settings: Settings, words: Sequence[str], as_json: bool) -> bool:
    """Explain the feeds that are named, or all that need a hand; whether none is failing."""
    opened = open_real(settings, create=False)
    try:
        table = coverage.feed_states(opened.store, datetime.now(UTC))
        feeds: list[Row] = json.loads(table.to_json(orient="records", date_format="iso"))
        chosen = meant(words, feeds) if words else _urgent(feeds)
        states = opened.store.states_of([feed["feed_id"] for feed in chosen])
        told = [
            explained(feed, states.get(feed["feed_id"]), opened.store.polls(feed["feed_id"]))
            for feed in chosen
        ]
    finally:
        opened.store.close()
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        _print(told, [] if words else feeds)
    return all(feed["state"] != "failing" for feed in told)


def needs_hand(feed: Row) -> bool:
    """Whether a feed fails, lost entries, stands still, or raises an alarm."""
    return feed["state"] not in WELL or bool(feed["alarms"])


def _urgent(feeds: Sequence[Row]) -> list[Row]:
    """The feeds that need a hand, those that bring nothing first."""
    found = [feed for feed in feeds if needs_hand(feed)]
    return sorted(found, key=lambda feed: (feed["state"] in WELL, feed["state"] != "failing"))


def explained(feed: Row, state: FeedState | None, polls: Sequence[Poll]) -> dict[str, Any]:
    """A row of feed_states with what to do, where it has moved, and its last polls (pure)."""
    own = [poll for poll in polls if not poll.source][-LAST:]
    return {
        **feed,
        "advice": advice(feed, own[-1].outcome if own else ""),
        "moved_to": state.moved_to if state else "",
        "polls": [_plain(poll) for poll in reversed(own)],
    }


def advice(feed: Row, outcome: str) -> str:
    """What to do beyond what the feed's own sentence says, "" where nothing (pure)."""
    feed_id, url = feed["feed_id"], feed["url"]
    site = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    if feed["state"] == "retired":
        return (
            f"`coverline feeds revive {feed_id}` asks it again;"
            f" `coverline feeds add {site}` looks for its successor."
        )
    if feed["state"] == "off":
        return f"`coverline feeds add {url}` tries it and switches it on."
    if feed["state"] != "failing":
        return ""
    if outcome == "geo-blocked":
        return (
            "Ask it from a country that it serves, through a proxy there:"
            f" `coverline feeds add {url} --proxy http://host:port`."
        )
    if outcome in ("not-a-feed", "empty"):
        return f"`coverline feeds add {site}` looks for a feed that works."
    if outcome == "refused":
        return "If it is a machine of your own, set allow_private."
    return ""


def _plain(poll: Poll) -> dict[str, Any]:
    return {
        "at": poll.started_at.isoformat(),
        "status": poll.status,
        "outcome": poll.outcome,
        "error": poll.error,
        "entries_seen": poll.entries_seen,
        "entries_new": poll.entries_new,
        "overran": poll.overran,
    }


def _print(told: Sequence[dict[str, Any]], others: Sequence[Row]) -> None:
    for feed in told:
        print("\n".join(lines(feed)), end="\n\n")
    if others:
        rest = [feed for feed in others if not needs_hand(feed)]
        counted = Counter(feed["state"] for feed in rest).most_common()
        well = ", ".join(f"{count:,} {state}" for state, count in counted)
        print(f"{many(len(told), 'feed')} to look at; the others: {well or 'none'}.")
    sys.stdout.flush()


def lines(feed: dict[str, Any]) -> list[str]:
    """What is printed of one feed (pure)."""
    found = [
        f"{feed['feed_id']} ({feed['outlet']}): {feed['state']}",
        f"  {feed['url']}",
        f"  {feed['sentence']}",
    ]
    if feed["advice"]:
        found.append(f"  {feed['advice']}")
    if feed["moved_to"]:
        found.append(f"  Redirects for good to {feed['moved_to']}")
    if feed["next_due_at"] and feed["state"] not in ("off", "retired"):
        why = f": {feed['next_due_why']}" if feed["next_due_why"] else ""
        found.append(f"  Next poll {_minute(feed['next_due_at'])}{why}")
    if feed["polls"]:
        found.append(f"  Of the last 7 days {percent(feed['observed_share'])} were observed.")
    return found + [f"    {_line(poll)}" for poll in feed["polls"]]


def _line(poll: dict[str, Any]) -> str:
    status = f" {poll['status']}" if poll["status"] else ""
    seen = f", {poll['entries_seen']:,} entries, {poll['entries_new']:,} new"
    told = poll["error"] or (seen.removeprefix(", ") if poll["entries_seen"] else "no entries")
    return f"{_minute(poll['at'])}{status} {poll['outcome']}: {told}"


def _minute(at: str) -> str:
    return f"{at[:16].replace('T', ' ')} UTC"
