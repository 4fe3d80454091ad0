"""Who covers a happening, in which order, in whose words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from feeds.demo.bank import Bank, Kind
from feeds.demo.drafts import Draft, Version
from feeds.demo.happenings import Happening
from feeds.demo.partisans import Partisans
from feeds.demo.plan import PLANS, FeedPlan
from feeds.demo.rhythm import everyday, follow, second
from feeds.demo.writer import Writer
from feeds.model import Feed, Outlet

REPRINT, CREDIT, EDIT, AGAIN = 0.4, 0.25, 0.07, 0.3


class Newsroom:
    """All outlets at work in one country."""

    def __init__(self, outlets: tuple[Outlet, ...], bank: Bank, rng: Random) -> None:
        self._rng, self._writer = rng, Writer(bank, rng)
        self._kinds = {kind.id: kind for kind in bank.kinds}
        self._feeds = [feed for outlet in outlets for feed in outlet.feeds]
        self._zones = {outlet.id: ZoneInfo(outlet.zone) for outlet in outlets}
        self._hands = {outlet.id: place for place, outlet in enumerate(outlets)}
        self._taken = Partisans(outlets, bank)

    def cover(self, happening: Happening) -> list[Draft]:
        """Every story on a happening, the leader's first."""
        kind = self._kinds[happening.kind]
        leader = next(feed for feed in self._feeds if feed.outlet_id == happening.leader)
        start = happening.at + timedelta(seconds=self._rng.randint(300, 1200))
        drafts = [self._draft(leader, happening, start, [])]
        for at, feed in self._followers(kind, leader, start):
            drafts.append(self._draft(feed, happening, at, drafts))
        return drafts + self._again(kind, drafts) + self._taken.opinions(happening, self._feeds)

    def fill(self, feed: Feed, midnight: datetime) -> list[Draft]:
        """One day's stories of no topic."""
        moments = everyday(PLANS[feed.id], self._zones[feed.outlet_id], midnight, self._rng)
        return [
            Draft(feed, at, (Version(at, *self._writer.single(feed.language)),)) for at in moments
        ]

    def _followers(self, kind: Kind, leader: Feed, start: datetime) -> list[tuple[datetime, Feed]]:
        chosen = [f for f in self._feeds if f != leader and self._takes(PLANS[f.id], kind)]
        timed = [
            (follow(start, PLANS[f.id], self._zones[f.outlet_id], self._rng), f) for f in chosen
        ]
        return sorted(timed, key=lambda pair: (pair[0], pair[1].id))

    def _takes(self, plan: FeedPlan, kind: Kind) -> bool:
        if kind.id in plan.silent_on or (plan.only and kind.topic not in plan.only):
            return False
        return self._rng.random() < min(0.97, kind.reach * plan.interest)

    def _draft(self, feed: Feed, happening: Happening, at: datetime, earlier: list[Draft]) -> Draft:
        agencies = [d for d in earlier if d.feed.id in PLANS[feed.id].reprints and not d.copied]
        if agencies and self._rng.random() < REPRINT:
            return _reprint(feed, at, agencies[0])
        credit = bool(earlier) and self._rng.random() < CREDIT
        hand = self._hands[feed.outlet_id]
        told = self._taken.counting(happening, feed)
        title, summary = self._writer.report(told, feed.language, hand, credit)
        summary = self._taken.worded(happening, feed, at, summary)
        draft = Draft(feed, at, (Version(at, title, summary),), happening)
        edited = self._rng.random() < EDIT
        return self._edited(draft, hand) if edited or self._taken.corrects(told, feed) else draft

    def _edited(self, draft: Draft, hand: int) -> Draft:
        assert draft.happening is not None
        title = self._writer.retitled(draft.happening, draft.feed.language, hand)
        at = draft.at + timedelta(hours=self._rng.uniform(1, 8))
        later = Version(at.replace(microsecond=0), title, draft.versions[0].summary)
        return replace(draft, versions=(*draft.versions, later))

    def _again(self, kind: Kind, drafts: list[Draft]) -> list[Draft]:
        """Outlets come back to what matters, in words of their own."""
        return [
            self._draft(first.feed, first.happening, second(first.at, self._rng), drafts[:1])
            for first in drafts
            if first.happening and kind.topic and self._rng.random() < kind.reach * AGAIN
        ]


def _reprint(feed: Feed, at: datetime, origin: Draft) -> Draft:
    """An agency's text with its name behind it."""
    words = origin.versions[0]
    credit = {"mna": {"ar": "وكالة ماريندا للأنباء", "en": "Marenda News Agency"}}
    others = {"norhaven-wire": "Norhaven Wire", "issalia-agency": "İssalya Haber Ajansı"}
    source = origin.feed.outlet_id
    label = others.get(source) or credit[source][feed.language]
    text = f"{words.summary} ({label})"
    return Draft(feed, at, (Version(at, words.title, text),), origin.happening, origin.feed.id)
