"""Which version of the grouping made a store's events, and what to do where it is another."""

from __future__ import annotations

import sys

from feeds.store.protocol import Store


def told(made: str | None, this: str) -> str:
    """In a sentence; `made` is the version that the store names, None before versions had names."""
    if made == this:
        return f"Events were made by version {made} of the grouping."
    what = f"version {made}" if made else "an older version"
    return (
        f"Events were made by {what} of the grouping, this is {this}:"
        " `coverline rebuild events` makes them anew."
    )


def warn(store: Store) -> None:
    """Say on standard error where a store's events were made by another version."""
    from feeds.cluster.version import PIPELINE, version

    made, this = store.meta(PIPELINE), version()
    if made != this and store.counts()["events"]:
        print(f"coverline: {told(made, this)}", file=sys.stderr)
