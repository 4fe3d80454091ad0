"""A country that does not exist, and eight weeks of its press; the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from feeds.demo.bank import FOLDER, load_bank
from feeds.demo.drafts import Draft, Version
from feeds.demo.happenings import Happening, happenings
from feeds.demo.newsroom import Newsroom
from feeds.demo.plan import PLANS, Fault, FeedPlan, faults
from feeds.demo.stamps import stamp
from feeds.model import Feed, Outlet
from feeds.outlets import load_outlets

WEEKS = 8
COARSE, FINE = timedelta(hours=12), timedelta(hours=3)  # between polls: before and in the last week
SETTLED = timedelta(days=3)  # of the world before the first poll


@dataclass(frozen=True, slots=True)
class Item:
    """One story as its feed will list it, with the truth that only the demo knows."""

    id: str
    feed_id: str
    outlet_id: str
    language: str
    link: str
    published_at: datetime  # the truth
    published: str  # what the feed writes, "" where it gives no date
    listed_at: datetime
    versions: tuple[Version, ...]
    happening_id: str = ""  # "" for a story of its own
    topic_id: str = ""
    copied_from: str = ""  # feed whose text was reprinted


@dataclass(frozen=True, slots=True)
class World:
    """Outlets, what happened, what was printed, and what is planted to go wrong."""

    seed: int
    from_at: datetime
    until: datetime
    outlets: tuple[Outlet, ...]
    plans: dict[str, FeedPlan]
    happenings: tuple[Happening, ...]
    items: tuple[Item, ...]  # by listed_at
    faults: tuple[Fault, ...]

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """All feeds, by outlet."""
        return tuple(feed for outlet in self.outlets for feed in outlet.feeds)


def build(seed: int, until: datetime) -> World:
    """Eight weeks up to `until`, deterministic for a seed and an instant."""
    rng = Random(f"coverline-demo-{seed}")
    until = until.astimezone(UTC).replace(microsecond=0)
    from_at = until - timedelta(weeks=WEEKS)
    midnight = from_at.replace(hour=0, minute=0, second=0)
    outlets = load_outlets(FOLDER / "outlets.toml").outlets
    bank = load_bank()
    happened = happenings(bank.kinds, midnight, rng)
    room = Newsroom(outlets, bank, rng)
    drafts = [draft for happening in happened for draft in room.cover(happening)]
    for feed in (feed for outlet in outlets for feed in outlet.feeds):
        for day in range(WEEKS * 7 + 1):
            drafts += room.fill(feed, midnight + timedelta(days=day))
    zones = {outlet.id: ZoneInfo(outlet.zone) for outlet in outlets}
    items = tuple(
        item
        for item in _listed(drafts, zones, rng)
        if from_at <= item.published_at and item.listed_at <= until
    )
    past = tuple(happening for happening in happened if from_at <= happening.at <= until)
    return World(seed, from_at, until, outlets, PLANS, past, items, faults(from_at, until))


def poll_times(world: World) -> list[datetime]:
    """The instants at which the demo polls: twelve-hourly, three-hourly in the last week.

    The first comes when every feed has something to show.
    """
    last_week = world.until - timedelta(weeks=1)
    times = [world.until]
    while times[-1] > world.from_at + SETTLED:
        times.append(times[-1] - (FINE if times[-1] > last_week else COARSE))
    return times[::-1]


def _listed(drafts: list[Draft], zones: dict[str, ZoneInfo], rng: Random) -> list[Item]:
    ordered = sorted(drafts, key=lambda draft: (draft.at, draft.feed.id, draft.versions[0].title))
    items = [
        _item(number, draft, zones[draft.feed.outlet_id], rng)
        for number, draft in enumerate(ordered, 1)
    ]
    return sorted(items, key=lambda item: (item.listed_at, item.id))


def _item(number: int, draft: Draft, zone: ZoneInfo, rng: Random) -> Item:
    host = urlsplit(draft.feed.url).hostname
    published = stamp(draft.at, PLANS[draft.feed.id].dates, zone)
    # An undated feed's addresses must not give the day away.
    folder = f"{draft.at.astimezone(zone):%Y/%m/%d}" if published else "news"
    happening = draft.happening
    return Item(
        id=f"{draft.feed.id}-{number}",
        feed_id=draft.feed.id,
        outlet_id=draft.feed.outlet_id,
        language=draft.feed.language,
        link=f"https://{host}/{draft.feed.language}/{folder}/{number}",
        published_at=draft.at,
        published=published,
        listed_at=draft.at + timedelta(seconds=rng.randint(90, 1500)),
        versions=_carried(draft),
        happening_id=happening.id if happening else "",
        topic_id=happening.topic_id if happening else "",
        copied_from=draft.copied,
    )


def _carried(draft: Draft) -> tuple[Version, ...]:
    """The words that the feed carries of a story: some feeds give headlines only."""
    if PLANS[draft.feed.id].summaries:
        return draft.versions
    return tuple(replace(words, summary="") for words in draft.versions)
