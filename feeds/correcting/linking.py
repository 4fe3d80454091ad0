"""Links between events as people draw or deny them, beside those that were found."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.corrections import Rulings, split_id
from feeds.model import Correction, EventLink
from feeds.store.protocol import Store
from feeds.threads.by_hand import Threading, denied, drawn

Relinked = tuple[tuple[str, ...], tuple[EventLink, ...]]


def relinked(store: Store, said: Correction, rulings: Rulings) -> Relinked:
    """(the later event, all its links to earlier ones) as people say today; nothing where the
    correction is about no link.

    Found links that were denied come back when links are looked for again.
    """
    if said.kind not in ("link", "unlink"):
        return (), ()
    later = store.current_event(split_id(said.target)[1])
    people = {c.at for c in store.corrections() if c.kind == "link"}
    found = [
        link
        for link in store.event_links([later])
        if link.from_event_id == later
        and link.at not in people
        and not rulings.unlinked(later, link.to_event_id)
    ]
    return (later,), (*found, *rulings.drawn(later))


def rethreaded(store: Store, said: Correction, links: Sequence[EventLink]) -> Threading:
    """What a link drawn or denied does to threads; `links` are those of the later event to
    earlier ones as they are from now on."""
    if said.kind not in ("link", "unlink"):
        return ()
    ends = [store.current_event(split_id(text.split()[0])[1]) for text in (said.target, said.value)]
    events = store.events(ends)
    if len(events) < len(ends):
        return ()
    later, earlier = (events[event_id] for event_id in ends)
    if any(link.to_event_id == earlier.id for link in links):
        return drawn(later, earlier)
    inward = [x for x in store.event_links([later.id]) if x.to_event_id == later.id]
    thread = store.threads([later.thread_id]).get(later.thread_id, [])
    return denied(later, (*links, *inward), [event.id for event in thread])
