"""The state of every feed, in a word and in a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from feeds.coverage.observed import outlet_exposure
from feeds.model import OBSERVING, UNDATED, Feed, FeedState, Outlet
from feeds.store.protocol import Store

WEEK = timedelta(days=7)
STALE = timedelta(days=2)  # longer than the longest interval between polls
COLUMNS = [
    "feed_id",
    "outlet_id",
    "outlet",
    "url",
    "language",
    "scope",
    "enabled",
    "state",
    "sentence",
    "last_poll_at",
    "last_observed_at",
    "next_due_at",
    "failures",
    "observed_share",
]


def feed_states(store: Store, now: datetime) -> pd.DataFrame:
    """feed_id, outlet_id, outlet, url, language, scope, enabled, state, sentence,
    last_poll_at, last_observed_at, next_due_at, failures, observed_share (of the seven
    days up to the store's last poll, 0..1), by outlet."""
    states, outlets = store.feed_states(), store.outlets()
    polls = store.last_polls()
    last = {str(row["feed_id"]): dict(row) for _, row in polls.iterrows()}
    span = store.span()
    shares = _observed(store, outlets, min(now, span[1]) if span else now)
    rows = [
        _row(
            outlet, feed, states.get(feed.id), last.get(feed.id, {}), shares.get(feed.id, 0.0), now
        )
        for outlet in outlets
        for feed in outlet.feeds
    ]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["outlet", "url"], ignore_index=True)


def _observed(store: Store, outlets: list[Outlet], now: datetime) -> dict[str, float]:
    polls = store.observations(now - WEEK, now)
    per_feed = polls.assign(outlet_id=polls["feed_id"])
    ids = [feed.id for outlet in outlets for feed in outlet.feeds]
    table = outlet_exposure(per_feed, ids, [pd.Timestamp(now - WEEK), pd.Timestamp(now)])
    return dict(zip(table["outlet_id"], table["observed"], strict=True))


def _row(
    outlet: Outlet,
    feed: Feed,
    state: FeedState | None,
    poll: Mapping[Any, Any],
    share: float,
    now: datetime,
) -> tuple[Any, ...]:
    word, sentence = describe(feed, state, poll, now)
    return (
        feed.id,
        outlet.id,
        outlet.name,
        feed.url,
        feed.language,
        feed.scope,
        feed.enabled,
        word,
        sentence,
        state.last_poll_at if state else None,
        state.last_observed_at if state else None,
        state.next_due_at if state else None,
        state.failures if state else 0,
        share,
    )


def describe(
    feed: Feed, state: FeedState | None, poll: Mapping[Any, Any], now: datetime
) -> tuple[str, str]:
    """(state, sentence) of a feed from its memory and its newest poll (pure)."""
    if state is not None and state.retired:
        return (
            "retired",
            "The server says that this feed is gone (410); remove it or find its successor.",
        )
    if not feed.enabled:
        return "off", f"Switched off. {feed.note or feed.terms}".strip()
    if state is None or not poll:
        return "not polled yet", "Not polled yet; run `coverline poll`."
    if state.last_poll_at and now - state.last_poll_at > STALE:
        return "stale", f"Not polled since {state.last_poll_at:%Y-%m-%d}; run `coverline up`."
    if poll["outcome"] not in OBSERVING:
        return "failing", _failing(state, poll)
    if bool(poll["overran"]):
        return "overran", (
            "Entries were lost: nothing in common with the last poll. Poll this feed more often."
        )
    if UNDATED in state.alarm:
        return "undated", f"Observed, but {state.alarm}; dates come from the polls."
    if state.alarm:
        return "observed", f"{_healthy(poll)} But: {state.alarm}."
    return "observed", _healthy(poll)


def _failing(state: FeedState, poll: Mapping[Any, Any]) -> str:
    times = "once" if state.failures == 1 else f"{state.failures} times in a row"
    why = poll["error"] or poll["outcome"]
    return f"Failed {times}: {why}. Open the address in a browser; it is tried again by itself."


def _healthy(poll: Mapping[Any, Any]) -> str:
    if poll["outcome"] == "unchanged":
        return "Answers; nothing new at the last poll."
    return f"Answers; {int(poll['entries_new'])} new at the last poll."
