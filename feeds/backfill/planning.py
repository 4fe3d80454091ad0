"""Whose history is asked for from where, and from where a walk goes on (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from feeds.backfill.archives import ArchiveWalk
from feeds.backfill.cdx import WaybackWalk
from feeds.backfill.sitemap import SitemapWalk
from feeds.backfill.walk import Walk, Wanted
from feeds.backfill.wordpress import WordPressWalk
from feeds.errors import SelectionError
from feeds.model import OBSERVING, Backfill, Feed, Outlet, Poll

RESUMED: dict[str, Callable[[Wanted, str], Walk]] = {
    "archive": ArchiveWalk.resumed,
    "wordpress": WordPressWalk.resumed,
    "sitemap": SitemapWalk.resumed,
    "wayback": WaybackWalk.resumed,
}
DOWNWARD = frozenset({"archive", "wordpress"})  # these go on from where they ended
BROAD = ("all", "front")  # scopes that a whole site's list of stories fits


@dataclass(frozen=True, slots=True)
class Watch:
    """The instants between which we observed a feed ourselves; None where never."""

    first_at: datetime | None = None
    last_at: datetime | None = None

    @classmethod
    def of(cls, polls: Iterable[Poll]) -> Watch:
        """From a feed's ledger."""
        own = [p.started_at for p in polls if not p.source and p.outcome in OBSERVING]
        return cls(min(own), max(own)) if own else cls()

    def until(self, source: str, now: datetime) -> datetime:
        """Where a source's history ends: captures where polling began, sitemaps where it is;
        what came since will come, or came, from the feed itself."""
        end = self.first_at if source == "wayback" else self.last_at
        return end or now


def is_fetched(before: Backfill | None, since_at: datetime) -> bool:
    """Whether a history was fetched to its end, as far back as is asked for."""
    return before is not None and before.done and before.since_at <= since_at


def walk_of(source: str, wanted: Wanted, before: Backfill | None) -> Walk:
    """The walk from where it was left; from the start where more is asked for than then."""
    start = RESUMED[source]
    if before is None:
        return start(wanted, "")
    if before.since_at <= wanted.since_at or source in DOWNWARD:
        return start(wanted, before.cursor)
    if source == "wayback" and before.done:  # captures since then have been read
        return WaybackWalk.until(wanted, before.since_at)
    return start(wanted, "")


def chosen(
    outlets: Sequence[Outlet], outlet_ids: Sequence[str], feed_ids: Sequence[str]
) -> list[tuple[Outlet, Feed]]:
    """The feeds that are named, or all that are switched on; SelectionError for unknown ids."""
    held = [(outlet, feed) for outlet in outlets for feed in outlet.feeds]
    _refuse_unknown("outlet", outlet_ids, [outlet.id for outlet in outlets])
    _refuse_unknown("feed", feed_ids, [feed.id for _, feed in held])
    if not outlet_ids and not feed_ids:
        return [(outlet, feed) for outlet, feed in held if feed.enabled]
    return [
        (outlet, feed)
        for outlet, feed in held
        if feed.id in feed_ids or (outlet.id in outlet_ids and feed.enabled)
    ]


def site_feed(outlet: Outlet, language: str = "") -> Feed | None:
    """The feed of an outlet that takes what is of the whole site: the broadest one in that
    language that is switched on; None where each carries but a part."""
    fitting = [
        feed
        for feed in outlet.feeds
        if feed.enabled and feed.scope in BROAD and (not language or _same(feed, language))
    ]
    return min(fitting, key=lambda feed: (BROAD.index(feed.scope), feed.id), default=None)


def _same(feed: Feed, language: str) -> bool:
    return not feed.language or feed.language[:2].lower() == language[:2].lower()


def _refuse_unknown(kind: str, asked: Sequence[str], known: Sequence[str]) -> None:
    for name in asked:
        if name not in known:
            near = get_close_matches(name, known, 3)
            hint = f"Did you mean {' or '.join(near)}?" if near else "`coverline status` names all."
            raise SelectionError(f"There is no {kind} {name}.", hint)
