"""A feed that is polled every hour, and what the pipeline makes of its dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from feeds.dates.dater import Dater
from feeds.model import Entry, Feed, FeedProfile, Outlet, RawEntry, StoryDate

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
AGES = (4, 26, 11, 47, 33, 8, 52, 19)  # minutes from publication to poll, again and again


@dataclass
class Wire:
    """A feed of an outlet of `zone` whose dates lie `ahead` minutes ahead of the truth."""

    zone: str = "UTC"
    ahead: float = 0
    name: str = "tide"
    at: datetime = START
    dater: Dater = field(default_factory=lambda: Dater({}))
    profile: FeedProfile = field(default_factory=lambda: FeedProfile("tide-feed"))
    count: int = 0

    def hour(self, *ages: float, channel: float | None = None) -> list[StoryDate]:
        """The next poll, with a story of each age in minutes; ages count from the truth."""
        self.at += HOUR
        return [self.lists(self.at - age * MINUTE, channel) for age in ages]

    def hours(self, number: int) -> list[StoryDate]:
        """So many polls with a story each, of ages that go round; their dates."""
        return [self.hour(AGES[n % len(AGES)])[0] for n in range(number)]

    def lists(self, true_at: datetime, channel: float | None = None) -> StoryDate:
        """A story that is new at this poll."""
        return self.says(format_datetime(true_at + self.ahead * MINUTE), channel)

    def says(self, published: str, channel: float | None = None, link: str = "") -> StoryDate:
        """A story that is new at this poll, with its date as written."""
        self.count += 1
        key = f"{self.name}-{self.count}"
        where = link or f"https://{self.name}.example/{key}"
        raw = RawEntry(key, "", where, "A lock gate is mended", "", 0, "", "", published)
        about = "" if channel is None else format_datetime(self.at - channel * MINUTE)
        feed = Feed(f"{self.name}-feed", self.name, f"https://{self.name}.example/rss", "en")
        outlet = Outlet(self.name, "Tide", "", "newspaper", "", ("en",), self.zone, feeds=(feed,))
        entry = Entry(feed.id, 1, self.at, raw, self.at - HOUR, channel_raw=about)
        date = self.dater.date(entry, outlet, feed, (entry.listed_after_at, entry.seen_at))
        self.profile = next(iter(self.dater.changed()), self.profile)
        return date

    def restarts(self) -> None:
        """The poller is started anew from what was kept."""
        self.dater = Dater({self.profile.feed_id: self.profile})
