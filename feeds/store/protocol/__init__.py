"""What every store can do; SQLite and PostgreSQL pass one contract suite."""

from feeds.store.protocol.kinds import AnyScope, Clock, Recounted, TallyBy, Telling
from feeds.store.protocol.store import Store

__all__ = ["AnyScope", "Clock", "Recounted", "Store", "TallyBy", "Telling"]
