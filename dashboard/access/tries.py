"""How often a password may be tried from one address, told by the store's audit log."""

from __future__ import annotations

from datetime import datetime, timedelta

from dashboard.access.addresses import counted_as
from feeds.store.audited.tables import LOGIN, Edit
from feeds.store.protocol import Store

MOST = 5
WITHIN = timedelta(minutes=15)
REFUSED = f"{LOGIN} refused"


def too_many(store: Store, address: str, now: datetime) -> bool:
    """Whether an address has tried so often that it must wait. All servers of a store count
    together, also after a restart."""
    return store.deeds_since(now - WITHIN, counted_as(address), REFUSED) >= MOST


def refused(store: Store, address: str, name: str, now: datetime) -> None:
    """Note a try with a wrong password."""
    store.note_edit(Edit(now, counted_as(address), REFUSED, name))


def logged_in(store: Store, address: str, name: str, now: datetime) -> None:
    """Note that someone came in."""
    store.note_edit(Edit(now, name, LOGIN, address))
