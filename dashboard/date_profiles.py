"""What polling has taught of feeds' dates, in words, and the past dated again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from dashboard.feed_names import one
from dashboard.progress import progress
from dashboard.tending import Tending
from dashboard.words import many
from feeds.dates.delay import delay_of
from feeds.dates.telling import span, utc
from feeds.errors import SelectionError
from feeds.model import FeedClock, FeedProfile
from feeds.opening import Opened, open_real
from feeds.redating import Fix, apply, fixes
from feeds.settings import Settings
from feeds.store.protocol import Store

SHOWN = 3  # changes shown before one is asked


def tell(settings: Settings, as_json: bool) -> None:
    """Print the profiles: feeds with a wrong clock first, then the rest by id."""
    opened = open_real(settings, create=False)
    try:
        found = sorted(
            opened.store.feed_profiles().values(), key=lambda p: (not p.clocks, p.feed_id)
        )
        if as_json:
            print(json.dumps([_facts(profile) for profile in found], indent=2, default=str))
            return
        if not found:
            print("No feed has taught anything yet: `coverline poll` starts it.")
        for profile in found:
            print("\n".join([profile.feed_id, *(f"  {line}" for line in _lines(profile))]))
            if profile.clocks and (number := _waiting(opened.store, profile)):
                print(
                    f"  {many(number, 'story', 'stories')} would be dated otherwise today: "
                    f"coverline dates fix {profile.feed_id}"
                )
    finally:
        opened.store.close()


def fix(settings: Settings, word: str, agreed: Callable[[], bool]) -> None:
    """Date a feed's past again by what is known of its clock today, if the person agrees."""
    opened = open_real(settings, create=False).whole
    try:
        profile = _profile(opened.store, word)
        found = list(fixes(opened.store, profile, datetime.now(UTC)))
        if not found:
            print(f"Nothing to date again: {_why_not(profile)}")
            return
        _show(found)
        if agreed():
            _apply(opened, found)
            told = f"{many(len(found), 'story', 'stories')} dated again"
            Tending(opened, settings).note("dates fix", f"feed:{profile.feed_id}", "", told)
        else:
            print("Nothing was changed.")
    finally:
        opened.store.close()


def _apply(opened: Opened, found: list[Fix]) -> None:
    with opened.store.alone(), progress("Dating again") as tick:
        apply(opened.store, opened.subject, found, lambda done: tick(done, len(found)))
    print(f"{many(len(found), 'story', 'stories')} dated again; each date ledger says why.")


def _show(found: list[Fix]) -> None:
    for item in found[:SHOWN]:
        was, will = item.story.date.published_at, item.line.date.published_at
        print(f"{item.story.id}  {utc(was)} becomes {utc(will)}")
    more = len(found) - SHOWN
    print(f"{f'and {more:,} more, ' if more > 0 else ''}because {found[-1].line.reason}.")


def _profile(store: Store, word: str) -> FeedProfile:
    feeds = [
        {"feed_id": feed.id, "outlet_id": outlet.id, "url": feed.url}
        for outlet in store.outlets()
        for feed in outlet.feeds
    ]
    feed_id = str(one(word, feeds)["feed_id"])
    profile = store.feed_profiles().get(feed_id)
    if profile is None:
        raise SelectionError(
            f"{feed_id} has given no date with a time of day yet.",
            "`coverline dates` lists the feeds that have.",
        )
    return profile


def _why_not(profile: FeedProfile) -> str:
    if profile.clocks:
        return "every story of this feed is dated as its clock is known today."
    return "this feed's clock was never found wrong."


def _waiting(store: Store, profile: FeedProfile) -> int:
    return sum(1 for _ in fixes(store, profile, datetime.now(UTC)))


def _lines(profile: FeedProfile) -> list[str]:
    return [*map(_clock, profile.clocks), _delay(profile)]


def _clock(clock: FeedClock) -> str:
    away = span(timedelta(minutes=abs(clock.minutes)))
    way = "ahead" if clock.minutes > 0 else "behind"
    done = "corrected" if clock.sure else "dates widened, not moved,"
    until = f" until {utc(clock.until_at)}" if clock.until_at else ""
    return f"{away} {way}, {done} since {utc(clock.noticed_at)}{until}: {clock.reason}"


def _delay(profile: FeedProfile) -> str:
    delay = delay_of(profile.delays, ())
    if delay.source != "own":
        return f"{many(profile.dated, 'dated story', 'dated stories')}: too few to tell how late"
    late = f"at most {span(delay.span)} before" if delay.span else "after"
    share = f"{delay.held / delay.dated:.0%} of {delay.dated:,} dated stories"
    return f"{share} were published {late} the last poll without them"


def _facts(profile: FeedProfile) -> dict[str, Any]:
    delay = delay_of(profile.delays, ())
    return {
        "feed": profile.feed_id,
        "dated": profile.dated,
        "late_by_minutes": delay.span.total_seconds() / 60 if delay.source == "own" else None,
        "held": delay.held if delay.source == "own" else None,
        "clocks": [asdict(clock) for clock in profile.clocks],
    }
