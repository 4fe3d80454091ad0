"""How many of the listed near misses are worth reading: python -m tests.bench.near_misses STORE

Each event of three outlets or more has one or two of them held out: what they told of it is what a
reader of near misses should find among their stories of those days, with the event's words and the
headlines of the other outlets to go by. Needs a store whose events are placed (a replay).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pandas as pd

from feeds.coverage.near_misses import _alike, _topic, near_enough, nearness
from feeds.coverage.selection import Selection
from feeds.store import Store, open_store
from feeds.topics.hints import Hints

DAY = timedelta(days=1)
HELD_OUT, HEADLINES, FIRST, LONG = 2, 300, 5, timedelta(days=60)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how many are listed an outlet and event, precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", help="sqlite:///replayed.db")
    parser.add_argument("--events", type=int, default=40)
    options = parser.parse_args(arguments)
    with closing(open_store(options.store)) as store:
        tables = list(held_out(store, options.events))
    table, listed = pd.concat(tables), pd.concat(tables)["listed"]
    precision, recall = table["own"][listed].mean(), listed[table["own"]].mean()
    print(
        f"{len(tables)} outlets and events, {len(table)} stories, {table['own'].sum()} of them own"
    )
    print(
        f"listed {listed.sum() / len(tables):.1f} each: {precision:.3f} own, {recall:.3f} of them"
    )
    first = pd.concat(one[one["listed"]].nlargest(FIRST, "near") for one in tables)
    held = first["own"].sum() / table["own"].sum()
    print(f"among the first {FIRST}: {first['own'].mean():.3f} own, {held:.3f} of them")


def held_out(store: Store, events: int) -> Iterator[pd.DataFrame]:
    """own (on the event) and listed of the stories of each held-out outlet."""
    span = store.span()
    assert span is not None
    whole = Selection(span[0] - LONG, span[1] + DAY)
    found = store.event_table(whole.from_at, whole.to_at, limit=400)
    for event in sorted(found.loc[found["outlets"] >= 3, "event_id"])[:events]:
        told = store.story_table(whole.from_at, whole.to_at, "published", events=(event,))
        hints = Hints(_topic(store, replace(whole, events=(event,))))
        for outlet in sorted(set(told["outlet_id"]))[:HELD_OUT]:
            yield _listed(store, told, event, outlet, hints)


def _listed(
    store: Store, told: pd.DataFrame, event: str, outlet: str, hints: Hints
) -> pd.DataFrame:
    ends = (told["published_at"].min() - DAY, told["published_at"].max() + DAY)
    start, end = (at.to_pydatetime() for at in ends)
    mine = store.story_table(start, end, "published", outlets=(outlet,)).drop_duplicates("id")
    alike = _alike(store, mine, told[told["outlet_id"] != outlet].head(HEADLINES))
    names = ("id", "title", "summary", "language")
    told_by = [
        (hints.find(*words)[0], alike[story][0] if story in alike else None)
        for story, *words in zip(*(mine[name].tolist() for name in names), strict=True)
    ]
    listed = [near_enough(*one) for one in told_by]
    near = [nearness(*one) for one in told_by]
    return pd.DataFrame({"own": mine["event_id"] == event, "listed": listed, "near": near})


if __name__ == "__main__":
    main()
