"""Watching a feed that was found: whose it is, and its trial as its first poll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feeds.discover.finding import Trial
from feeds.ledger import judge
from feeds.model import Feed, FeedState, Outlet
from feeds.opening import Opened, keep_imported, watched_outlets
from feeds.opml.outlets import attribute
from feeds.opml.outline import PREFIX, Outline
from feeds.settings import Settings


def outlet_named(name: str, known: Sequence[Outlet]) -> Outlet | None:
    """The known outlet of that id or name, in whatever case."""
    wanted = name.strip().casefold()
    return next((o for o in known if wanted in _names(o)), None)


def as_outlet(
    trial: Trial, page: str, site: str, name: str, zone: str, known: Sequence[Outlet]
) -> Outlet:
    """The outlet of a found feed, with just that feed.

    It is the known one that has the feed, that `name` names or whose host it shares; else a
    new one, called `name` or as the site calls itself.
    """
    marked = outlet_named(name, known) if name else None
    own = {f"{PREFIX}outlet": marked.id if marked else name, f"{PREFIX}zone": zone}
    called = marked.name if marked else name or site
    told = {
        "xmlurl": trial.url,
        "htmlurl": page,
        "text": trial.parsed.title or called,
        "title": trial.parsed.title,
        "language": trial.language,
    }
    category = {key: value for key, value in {"text": called, **own}.items() if value}
    return attribute([Outline(told, 0, category)], known)[0]


def watch(opened: Opened, outlet: Outlet, trial: Trial, proxy: str, settings: Settings) -> bool:
    """Watch the one feed of an outlet from now on; whether it was not watched before.

    Its trial is kept as its first poll, unless it was polled before.
    """
    feed = _ready(outlet.feeds[0], proxy)
    watched = watched_outlets(opened, None)
    new = not any(feed.id == f.id and f.enabled for each in watched for f in each.feeds)
    keep_imported(opened.store, [replace(outlet, feeds=(feed,))])
    if not opened.store.states_of([feed.id]):
        memory = FeedState(feed_id=feed.id)
        record = judge(feed, trial.response, trial.parsed, memory, {}, settings)
        opened.store.record_polls([record])
    return new


def _ready(feed: Feed, proxy: str) -> Feed:
    note = "" if feed.note.startswith("from an OPML list") else feed.note
    return replace(feed, proxy=proxy or feed.proxy, note=note)


def _names(outlet: Outlet) -> set[str]:
    return {outlet.id, outlet.name.casefold(), outlet.native_name.casefold()}
