"""`coverline status`: what the store holds and how its feeds do."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from dashboard.grouping import told as grouped
from feeds import coverage
from feeds.cluster.version import PIPELINE, version
from feeds.opening import open_real
from feeds.settings import Settings
from feeds.store import shown

# What needs a hand stands first.
ORDER = ("failing", "retired", "overran", "stale", "undated", "not polled yet", "observed", "off")
NAMED = 5  # feeds with an alarm
WIDE = 1000  # columns of a pipe: one line a feed


def tell(settings: Settings, as_json: bool, strict: bool = False) -> bool:
    """Print the status; whether no feed is failing and, if `strict`, none raises an alarm."""
    opened = open_real(settings, create=False)
    try:
        table = coverage.feed_states(opened.store, datetime.now(UTC))
        span, counts = opened.store.span(), dict(opened.store.counts())
        grouped_by = opened.store.meta(PIPELINE)
    finally:
        opened.store.close()
    feeds = json.loads(table.to_json(orient="records", date_format="iso"))
    facts = {
        "store": shown(settings.store),
        "subject": opened.subject.id,
        "synthetic": opened.subject.synthetic,
        "first_poll_at": span[0].isoformat() if span else None,
        "last_poll_at": span[1].isoformat() if span else None,
        "counts": counts,
        "grouped_by": grouped_by,
        "grouping": version(),
        "alarms": [
            {"feed_id": feed["feed_id"], "outlet": feed["outlet"], "alarm": alarm}
            for feed in feeds
            for alarm in feed["alarms"]
        ],
        "feeds": feeds,
    }
    if as_json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        _print(facts, feeds)
    failing = any(feed["state"] == "failing" for feed in feeds)
    return not failing and not (strict and facts["alarms"])


def _print(facts: dict[str, Any], feeds: Sequence[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("feed", "state", "7 days", "what", box=None, pad_edge=False)
    for feed in sorted(feeds, key=_urgency):
        share = f"{feed['observed_share']:.0%}"
        cells = (feed["feed_id"], feed["state"], share, feed["sentence"])
        table.add_row(*(Text(str(cell), overflow="fold") for cell in cells))
    console = Console(width=None if _on_terminal() else WIDE, highlight=False)
    address, *rest = _head(facts, feeds)
    print(address, flush=True)  # an address is copied: never broken
    for line in rest:
        console.print(Text(line))
    console.print(table)


def _urgency(feed: dict[str, Any]) -> tuple[bool, bool, int, str]:
    """Failing feeds first, then those with an alarm."""
    place = ORDER.index(feed["state"])
    return place > 0, not feed["alarms"], place, feed["feed_id"]


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _head(facts: dict[str, Any], feeds: Sequence[dict[str, Any]]) -> list[str]:
    counts, invented = facts["counts"], " (synthetic)" if facts["synthetic"] else ""
    states = Counter(feed["state"] for feed in feeds)
    told = [f"{states[state]} {state}" for state in ORDER if states[state]]
    last = facts["last_poll_at"]
    return [
        f"{facts['store']}, subject {facts['subject']}{invented}",
        ", ".join(f"{counts[what]:,} {what}" for what in ("stories", "events", "entries", "polls")),
        f"Last poll {last[:16].replace('T', ' ')} UTC." if last else "Nothing was polled yet.",
        f"{len(feeds)} feeds: {', '.join(told)}. “7 days” is how much of them was observed.",
        *_grouping(facts),
        *_alarming(facts),
        "",
    ]


def _grouping(facts: dict[str, Any]) -> list[str]:
    """Which version grouped the stories, and what to do where it is not this one."""
    if not facts["counts"]["events"]:
        return []
    return [grouped(facts["grouped_by"], facts["grouping"])]


def _alarming(facts: dict[str, Any]) -> list[str]:
    """Which feeds raise an alarm, in a line; none where none does."""
    ids = list(dict.fromkeys(alarm["feed_id"] for alarm in facts["alarms"]))
    if not ids:
        return []
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    number = "1 feed raises an alarm" if len(ids) == 1 else f"{len(ids)} feeds raise an alarm"
    return [f"{number}: {', '.join(ids[:NAMED])}{more}. What to do stands beside each."]
