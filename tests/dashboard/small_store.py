"""A small real store of the invented country: four outlets, two weeks, made by hand.

W10 and W11 of 2026, Damascus days. The Harbour Times and Dessana Post tell one event, the
Times first; Halvara One is watched and silent on it; Voice of Kelmor fails from Wednesday of W11.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.model import (
    Derived,
    Event,
    FeedState,
    Membership,
    Outlet,
    Poll,
    PollRecord,
    Story,
    StoryDate,
    TopicMatch,
)
from feeds.model.polling import Outcome
from feeds.opening import open_demo
from feeds.settings import Settings
from feeds.store.protocol import Store

MONDAY = datetime(2026, 3, 1, 21, tzinfo=UTC)  # 2 March, 00:00 in Damascus
BROKEN_FROM = MONDAY + timedelta(days=9)
OUTLETS = ("harbour-times", "dessana-post", "halvara-one", "kelmor-voice")
GATES = MONDAY + timedelta(days=8, hours=6)
EVENT = Event("event:gates", "River gates opened", "en", GATES, GATES + timedelta(hours=3), 2, 2)


def at(days: float, hours: float = 0) -> datetime:
    """Days and hours after the first Monday."""
    return MONDAY + timedelta(days=days, hours=hours)


def settings(folder: Path) -> Settings:
    """Where the small store lies."""
    return Settings(store=f"sqlite:///{folder / 'small.db'}")


def fill(folder: Path, polled_days: float = 15, stories: bool = True) -> Settings:
    """Write the store; with `stories` off, an observed fortnight without any."""
    chosen = settings(folder)
    opened = open_demo(chosen.store)
    watched = [outlet for outlet in opened.subject.outlets if outlet.id in OUTLETS]
    opened.store.save_outlets(watched)
    _poll(opened.store, watched, polled_days)
    if stories:
        _derive(opened.store, {outlet.id: outlet for outlet in watched})
    opened.store.close()
    return chosen


def _poll(store: Store, watched: list[Outlet], days: float) -> None:
    records: list[PollRecord] = []
    for feed in (feed for outlet in watched for feed in outlet.feeds):
        for step in range(1, int(days * 4) + 1):
            when = MONDAY + timedelta(hours=6 * step)
            broken = feed.outlet_id == "kelmor-voice" and when > BROKEN_FROM
            outcome: Outcome = "failed" if broken else "unchanged"
            since = None if broken else when - timedelta(hours=6)
            poll = Poll(feed.id, when, 20, 200, outcome, observed_from_at=since)
            state = FeedState(feed.id, last_poll_at=when, last_observed_at=when)
            records.append(PollRecord(poll, (), state))
    store.record_polls(records)


def _derive(store: Store, watched: dict[str, Outlet]) -> None:
    told = [
        ("t1", "harbour-times", GATES, "River gates opened", "floods", EVENT.id, ""),
        ("d1", "dessana-post", at(8, 9), "Gates on the Ruvan <b>open</b>", "floods", EVENT.id, ""),
        ("d2", "dessana-post", at(10, 9), "Quay under water", "floods", "", "t1"),
        ("k1", "kelmor-voice", at(7, 9), "بلدة كلمور بلا كهرباء", "power", "", ""),
        ("h1", "halvara-one", at(8, 5), "Choir sings", "", "", ""),
        ("t0", "harbour-times", at(2, 9), "Rain upstream", "floods", "", ""),
        ("t9", "harbour-times", at(6, 20), "Rain goes on", "floods", "", ""),
    ]
    stories = tuple(_story(watched, *line) for line in told)
    store.save_derived(
        Derived(
            cursor=1,
            stories=stories,
            events=(EVENT,),
            memberships=tuple(
                Membership(s.id, s.event_id, s.first_seen_at, 0.8, "same words")
                for s in stories
                if s.event_id
            ),
            topics=tuple(
                TopicMatch(line[0], line[4], 2.0, "in the title") for line in told if line[4]
            ),
        )
    )


def _story(
    watched: dict[str, Outlet],
    name: str,
    outlet: str,
    when: datetime,
    title: str,
    topic: str,
    event: str,
    copy_of: str,
) -> Story:
    date = StoryDate(when, when, when, "published", "minute", "high")
    url = f"https://{outlet}.example/{name}"
    feed = watched[outlet].feeds[0].id
    return Story(
        name, outlet, feed, url, url, title, "", "en", "news", "title", date,
        when + timedelta(hours=6), 1, copy_of, "", event,
    )  # fmt: skip
