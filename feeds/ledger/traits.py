"""What a feed is known by, learnt poll by poll: title, host of its links, newest date (pure).

Another outlet behind an old address answers with a feed that is as good as the one before; it
differs in its title and in where its links lead. What is known stays until a person accepts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from feeds.model import FeedState, RawEntry
from feeds.stamps import stamp_of
from feeds.urls import host_of

AHEAD = timedelta(days=1)  # a date further ahead is no publication
SECOND_LEVEL = frozenset(
    {"ac", "co", "com", "edu", "gob", "gov", "gouv", "gv", "mil", "net", "org"}
)


@dataclass(frozen=True, slots=True)
class Traits:
    """Title of a document and the host that most of its links lead to; "" where unsaid."""

    title: str
    link_host: str


def traits(title: str, listed: Sequence[RawEntry]) -> Traits:
    """What a document is to be known by."""
    return Traits(" ".join(title.split())[:200], _link_host(listed) if listed else "")


def _link_host(listed: Sequence[RawEntry]) -> str:
    hosts = Counter(host for entry in listed if (host := host_of(entry.link)))
    (host, times) = (hosts.most_common(1) or [("", 0)])[0]
    return host.removeprefix("www.") if 2 * times > len(listed) else ""


def is_another(state: FeedState, found: Traits) -> bool:
    """Whether a document is of another outlet: both its title and its links' host differ."""
    if not (state.title and state.link_host and found.title and found.link_host):
        return False
    return state.title.casefold() != found.title.casefold() and not _same_site(
        state.link_host, found.link_host
    )


def known_by(
    state: FeedState, at: datetime, found: Traits, listed: Sequence[RawEntry], new: bool, body: str
) -> FeedState:
    """A state with what a document of hash `body` tells of its feed; `state` before it."""
    dates = [date for entry in listed if (date := stamp_of(entry)) and date <= at + AHEAD]
    other = is_another(state, found)
    return replace(
        state,
        newest_at=max(dates, default=None),
        last_new_at=at if new else state.last_new_at,
        same_since_at=(body == state.body_hash and state.same_since_at) or at,
        title=state.title if other else found.title or state.title,
        link_host=state.link_host if other else found.link_host or state.link_host,
    )


def forgotten(state: FeedState) -> FeedState:
    """A state that takes the next document for right, whatever it is, and asks for it in full."""
    return replace(state, title="", link_host="", etag="", last_modified="", alarm="")


def _same_site(host: str, other: str) -> bool:
    return _site(host) == _site(other)


def _site(host: str) -> str:
    """The part of a host that one owner holds: example.org of news.example.org."""
    labels = host.split(".")
    return ".".join(labels[-3:] if labels[-2:-1] and labels[-2] in SECOND_LEVEL else labels[-2:])
