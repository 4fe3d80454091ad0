"""One feed: how it does, what its dates have taught, and its last polls."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dashboard.explain.facts import as_facts
from dashboard.explain.instants import friendly, moment, short
from dashboard.explain.told import Told, plain, section
from dashboard.feed_check import LAST, advice
from dashboard.feed_names import Row
from dashboard.words import many, percent
from feeds import coverage
from feeds.errors import SelectionError
from feeds.model import FeedClock, FeedProfile, Poll
from feeds.store.protocol import Store


@dataclass(frozen=True, slots=True)
class FeedFile:
    """All that the store holds on one feed. `row` is its row of `coverage.feed_states`."""

    row: Row
    polls: Sequence[Poll]  # its own, newest first
    profile: FeedProfile | None


def read(store: Store, feed_id: str, now: datetime | None = None) -> FeedFile:
    """What the store holds on a feed; SelectionError where there is none."""
    table = coverage.feed_states(store, now or datetime.now(UTC))
    rows: list[Row] = json.loads(
        table[table["feed_id"] == feed_id].to_json(orient="records", date_format="iso")
    )
    if not rows:
        raise SelectionError(
            f"There is no feed “{plain(feed_id)}”.", "`coverline status` lists them."
        )
    own = [poll for poll in store.polls(feed_id) if not poll.source]
    return FeedFile(rows[0], own[: -LAST - 1 : -1], store.feed_profiles().get(feed_id))


def told(file: FeedFile, zone: str) -> Told:
    """A feed told: its state, what its dates have taught, its last polls."""
    row = file.row
    outcome = file.polls[0].outcome if file.polls else ""
    seen = f"Of the last 7 days {percent(row['observed_share'])} were observed."
    return Told(
        name=f"feed:{row['feed_id']}",
        title=plain(str(row["outlet"])),
        who=f"A feed, {row['state']}",
        url=plain(str(row["url"])),
        sections=(
            section(
                "How it does", str(row["sentence"]), *row["alarms"], advice(row, outcome), seen
            ),
            section("What its dates have taught", *_taught(file.profile)),
            section("Its last polls", *(_poll(poll, zone) for poll in file.polls)),
        ),
        facts={
            "kind": "feed",
            "feed": row,
            "profile": as_facts(file.profile),
            "polls": as_facts(file.polls),
        },
    )


def _taught(profile: FeedProfile | None) -> list[str]:
    if profile is None:
        return ["Nothing yet: no dated story came since it was first polled."]
    found = [
        f"{many(profile.dated, 'dated story', 'dated stories')} taught how late it lists what it"
        " publishes."
        if profile.dated
        else "How late it lists its stories is not known: none was dated to the minute."
    ]
    return found + ([_clock(clock) for clock in profile.clocks] or ["Its clock is right."])


def _clock(clock: FeedClock) -> str:
    until = f" It was over by {short(clock.until_at)}." if clock.until_at else ""
    done = (
        f"Its dates are corrected since {short(clock.noticed_at)}"
        if clock.sure
        else f"Its clock is in doubt since {short(clock.noticed_at)}, and its dates are widened"
    )
    return f"{done}: {friendly(plain(clock.reason))}.{until}"


def _poll(poll: Poll, zone: str) -> str:
    came = f"{poll.entries_seen:,} entries, {poll.entries_new:,} new"
    lost = "; some may have been lost before it" if poll.overran else ""
    return f"{moment(poll.started_at, zone)}: {plain(poll.error) or came}{lost}."
