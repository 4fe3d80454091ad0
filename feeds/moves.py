"""Where a feed has moved to: a permanent redirect counts once it has been consistent (pure)."""

from __future__ import annotations

from itertools import takewhile

from feeds.model import OBSERVING, Feed, FeedState, Outcome, Response

CONSISTENT = 3  # permanent redirects to one address in a row before it is believed
PERMANENT = frozenset({301, 308})
PASSING = frozenset({"throttled", "timed-out"})  # says nothing against a new address


def address(feed: Feed, state: FeedState) -> str:
    """Where to ask for a feed: its own URL, or where it has consistently moved to."""
    return state.moved_to if state.moved_to and state.moved_seen >= CONSISTENT else feed.url


def moved(feed: Feed, response: Response, outcome: Outcome, state: FeedState) -> tuple[str, int]:
    """Where permanent redirects lead, and how often in a row they said so."""
    kept, observed = (state.moved_to, state.moved_seen), outcome in OBSERVING
    if outcome in PASSING:
        return kept
    if kept[0] and response.url == kept[0] != feed.url:
        return kept if observed else ("", 0)  # a new address that fails: back to the old one
    if not observed:
        return kept
    target = _permanent_target(feed, response)
    return (target, kept[1] + 1 if target == kept[0] else 1) if target else ("", 0)


def is_downgrade(feed: Feed, url: str) -> bool:
    """Whether a redirect leads from https to http."""
    return feed.url.startswith("https:") and url.startswith("http:")


def _permanent_target(feed: Feed, response: Response) -> str:
    """Where the permanent redirects at the start of the way lead; never from https to http."""
    hops = takewhile(lambda hop: hop[0] in PERMANENT, response.redirects)
    target = ([url for _, url in hops] or [""])[-1]
    return "" if is_downgrade(feed, target) or target == feed.url else target
