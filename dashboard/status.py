"""`coverline status`: what the store holds and how its feeds do."""

from __future__ import annotations

import json

from dashboard.running import now
from feeds import coverage
from feeds.opening import open_real
from feeds.settings import Settings


def tell(settings: Settings, as_json: bool) -> bool:
    """Print the status; whether no feed is failing."""
    opened = open_real(settings, create=False)
    feeds = coverage.feed_states(opened.store, now())
    facts = {
        "store": settings.store,
        "subject": opened.subject.id,
        "counts": dict(opened.store.counts()),
        "feeds": json.loads(feeds.to_json(orient="records", date_format="iso")),
    }
    if as_json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        _print(facts)
    return not (feeds["state"] == "failing").any()


def _print(facts: dict[str, object]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    counts = facts["counts"]
    assert isinstance(counts, dict)
    print(f"{facts['store']}, subject {facts['subject']}")
    print(", ".join(f"{n:,} {what.replace('_', ' ')}" for what, n in counts.items()))
    table = Table("outlet", "state", "observed, 7 days", "what", box=None)
    feeds = facts["feeds"]
    assert isinstance(feeds, list)
    for feed in feeds:
        share = f"{feed['observed_share']:.0%}"
        cells = (feed["outlet"], feed["state"], share, feed["sentence"])
        table.add_row(*(Text(str(cell)) for cell in cells))
    Console().print(table)
