"""The state of every feed, in a word and in a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from feeds.coverage.exposure import each_alone, exposed, ledger
from feeds.coverage.losses import LEARNT, Loss, estimated, total
from feeds.coverage.observed import STATES
from feeds.ledger.alarms import alarms
from feeds.model import OBSERVING, UNDATED, Feed, FeedState, Outlet
from feeds.store.protocol import Store
from feeds.urls import without_credentials

WEEK = timedelta(days=7)
OVERRAN = "The last poll met nothing that the one before had seen: poll this feed more often."
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
    "alarms",
    "last_poll_at",
    "last_observed_at",
    "next_due_at",
    "next_due_why",
    "failures",
    "observed_share",
    "lost",
    "lost_low",
    "lost_high",
]
NONE = Loss(0.0, 0, 0)


def feed_states(store: Store, now: datetime) -> pd.DataFrame:
    """feed_id, outlet_id, outlet, url, language, scope, enabled, state, sentence, alarms (a
    tuple of sentences), last_poll_at, last_observed_at, next_due_at, next_due_why, failures,
    and of the seven days up to the store's last poll observed_share (0..1) and entries lost:
    lost (about), lost_low, lost_high; by outlet."""
    states, outlets = store.due_states(), store.outlets()
    polls = store.last_polls()
    last = {str(row["feed_id"]): dict(row) for _, row in polls.iterrows()}
    span = store.span()
    week = _week(store, outlets, min(now, span[1]) if span else now)
    rows = [
        _row(outlet, feed, states.get(feed.id), last.get(feed.id, {}), week, now)
        for outlet in outlets
        for feed in outlet.feeds
    ]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["outlet", "url"], ignore_index=True)


@dataclass(frozen=True, slots=True)
class _Week:
    """Seven days of every feed, by its id."""

    observed: Mapping[str, float]
    lost: Mapping[str, Loss]


def _week(store: Store, outlets: list[Outlet], end: datetime) -> _Week:
    cut = [pd.Timestamp(end - WEEK), pd.Timestamp(end)]
    spans, feeds = store.spans(end - WEEK, end), each_alone(outlets)
    seen = exposed(spans, feeds, cut)[:, 0, STATES.index("observed")]
    shares = dict(zip((feed.id for feed in feeds), seen.tolist(), strict=True))
    return _Week(shares, _lost(store, end) if (spans["state"] == "overran").any() else {})


def _lost(store: Store, end: datetime) -> dict[str, Loss]:
    """What each feed lost; four weeks of the ledger are read, so only where any did."""
    start = end - WEEK
    return total(estimated(ledger(store, start - LEARNT, end), pd.Timestamp(start)))


def _row(
    outlet: Outlet,
    feed: Feed,
    state: FeedState | None,
    poll: Mapping[Any, Any],
    week: _Week,
    now: datetime,
) -> tuple[Any, ...]:
    loss = week.lost.get(feed.id, NONE)
    word, sentence = describe(feed, state, poll, now, loss)
    return (
        feed.id,
        outlet.id,
        outlet.name,
        without_credentials(feed.url),
        feed.language,
        feed.scope,
        feed.enabled,
        word,
        sentence,
        alarms(state) if state and feed.enabled and not state.retired else (),
        state.last_poll_at if state else None,
        state.last_observed_at if state else None,
        state.next_due_at if state else None,
        str(poll.get("next_due_why", "")),
        state.failures if state else 0,
        week.observed.get(feed.id, 0.0),
        loss.expected,
        loss.low,
        loss.high,
    )


def describe(
    feed: Feed,
    state: FeedState | None,
    poll: Mapping[Any, Any],
    now: datetime,
    loss: Loss = NONE,
) -> tuple[str, str]:
    """(state, sentence) of a feed from its memory, its newest poll and its week's loss (pure)."""
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
    told = " ".join([*_loss(loss), *(f"Alarm: {alarm}." for alarm in alarms(state))])
    if bool(poll["overran"]):
        return "overran", f"{OVERRAN} {told}".strip()
    if any(alarm.startswith(UNDATED) for alarm in alarms(state)):
        return "undated", f"{_healthy(poll)} {told}"
    return "observed", f"{_healthy(poll)} {told}".strip()


def _loss(loss: Loss) -> list[str]:
    """What was lost in a week, in words; nothing where nothing was."""
    if not loss.high:
        return []
    about = f"About {max(1, round(loss.expected)):,}" if loss.expected >= 0.5 else "Perhaps no"
    plural = "entry" if about.endswith(" 1") else "entries"
    return [f"{about} {plural} lost in 7 days, {loss.low:,} to {loss.high:,}."]


def _failing(state: FeedState, poll: Mapping[Any, Any]) -> str:
    times = "once" if state.failures == 1 else f"{state.failures} times in a row"
    why = poll["error"] or poll["outcome"]
    if poll["outcome"] == "geo-blocked":
        return f"Failed {times}: {why}. Ask it through a proxy in a country that it serves."
    return f"Failed {times}: {why}. Open the address in a browser; it is tried again by itself."


def _healthy(poll: Mapping[Any, Any]) -> str:
    if poll["outcome"] == "unchanged":
        return "Answers; nothing new at the last poll."
    return f"Answers; {int(poll['entries_new'])} new at the last poll."
