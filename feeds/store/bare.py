"""A store that nobody looks at: one process works something out in it, and then it is gone."""

from __future__ import annotations

from feeds.model import Derived, NameTally
from feeds.store import deriving, happenings
from feeds.store.sql import SqlStore


class BareStore(SqlStore):
    """Holds what is saved, and neither counts, search words nor history of it: they would cost an
    eighth of the time of a rebuild."""

    def save_derived(self, derived: Derived) -> None:
        """Write a batch and its cursor."""
        with self.writing() as conn:
            deriving.save_rows(conn, self.inserter, derived)

    def names(self) -> list[NameTally]:
        """Every name that stories carry, those of most stories first, then by name."""
        with self.reading() as conn:
            return happenings.names(conn, rolled=False)
