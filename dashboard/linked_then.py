"""Which events go on from one another, as the stories that were known at an instant show it.

Links are found anew as stories come and are not kept as they were. Each names the stories that
show it: one that leans on a story seen later was not known yet. What today's rules would have
found sooner or otherwise stays as today's rules have it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from dashboard.data import Desk
from feeds.model import EventLink

STORY = re.compile(r"\bstory:(\w+)")


def links_then(
    desk: Desk, event_ids: Collection[str], as_of: datetime | None
) -> tuple[EventLink, ...]:
    """The links from or to events; with `as_of` those that were known by then."""
    links = desk.store.event_links(event_ids)
    if as_of is None:
        return tuple(links)
    stories = desk.store.stories(sorted({name for link in links for name in _shown_by(link)}))
    seen = {name for name, story in stories.items() if story.first_seen_at <= as_of}
    return tuple(x for x in links if x.at <= as_of and seen.issuperset(_shown_by(x)))


def _shown_by(link: EventLink) -> Sequence[str]:
    return STORY.findall(link.evidence)


def reached(links: Iterable[EventLink], event_id: str) -> frozenset[str]:
    """The events that links join to one, itself included (pure)."""
    beside: dict[str, set[str]] = defaultdict(set)
    for link in links:
        beside[link.from_event_id].add(link.to_event_id)
        beside[link.to_event_id].add(link.from_event_id)
    found, open_ = {event_id}, [event_id]
    while open_:
        new = beside[open_.pop()] - found
        found |= new
        open_.extend(new)
    return frozenset(found)
