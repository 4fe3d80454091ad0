"""Feeds that a person switched off: kept in the store and heeded by every later poll."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from feeds.model import Outlet
from feeds.store.protocol import Store

KEY = "switched_off"
NOTE = "by hand"


def switched_off(store: Store) -> frozenset[str]:
    """The ids of the feeds that a person switched off."""
    return frozenset(json.loads(store.meta(KEY) or "[]"))


def switch_off(store: Store, feed_id: str) -> None:
    """Poll a feed no more; what it brought stays."""
    _keep(store, switched_off(store) | {feed_id})
    store.save_outlets(without(store.outlets(), {feed_id}))


def switch_on(store: Store, feed_ids: Iterable[str]) -> None:
    """Forget that feeds were switched off."""
    held = switched_off(store)
    if held & (named := set(feed_ids)):
        _keep(store, held - named)


def without(outlets: Sequence[Outlet], off: Iterable[str]) -> tuple[Outlet, ...]:
    """The outlets with the feeds of those ids switched off (pure)."""
    gone = frozenset(off)
    return tuple(
        replace(
            outlet,
            feeds=tuple(
                replace(feed, enabled=False, note=feed.note if not feed.enabled else NOTE)
                if feed.id in gone
                else feed
                for feed in outlet.feeds
            ),
        )
        for outlet in outlets
    )


def _keep(store: Store, ids: Iterable[str]) -> None:
    store.set_meta(KEY, json.dumps(sorted(ids)))
