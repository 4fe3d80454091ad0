"""Links between events as people draw or deny them, beside those that were found."""

from __future__ import annotations

from feeds.corrections import Rulings, split_id
from feeds.model import Correction, EventLink
from feeds.store.protocol import Store

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
