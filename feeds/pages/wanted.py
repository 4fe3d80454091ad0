"""Which pages are asked in a pass: the outlets' own, a few of each host (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from feeds.model import FeedState, Outlet, Story
from feeds.urls import host_of, is_web_link

AFTER = timedelta(days=7)  # since first sight; older stories are left as they are
WIDE = timedelta(hours=2)  # between two polls; less than that a page would hardly better
PAGES, OF_ONE_HOST = 100, 10  # asked in a pass at most
LOOKED_AT = 20 * PAGES  # stories among which they are chosen
ELSEWHERE = "its address is not on the outlet's own site"


def own_hosts(outlet: Outlet, states: Iterable[FeedState]) -> frozenset[str]:
    """The hosts of an outlet's feeds and of what they link to, without www."""
    urls = (host_of(feed.url) for feed in outlet.feeds)
    found = {_bare(host) for host in (*urls, *(state.link_host for state in states))}
    return frozenset(found - {""})


def is_own(url: str, hosts: frozenset[str]) -> bool:
    """Whether an address is a web link to one of the hosts or below it."""
    if not is_web_link(url) or "@" in urlsplit(url).netloc:
        return False
    host = _bare(host_of(url))
    return any(host == own or host.endswith(f".{own}") for own in hosts)


def few_of_each(stories: Sequence[Story]) -> list[Story]:
    """At most PAGES stories in their order, OF_ONE_HOST of each host."""
    taken: Counter[str] = Counter()
    found: list[Story] = []
    for story in stories:
        host = host_of(story.link)
        if taken[host] < OF_ONE_HOST and len(found) < PAGES:
            taken[host] += 1
            found.append(story)
    return found


def _bare(host: str) -> str:
    return host.removeprefix("www.")
