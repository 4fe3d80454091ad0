"""Who is cited in which story: written with a batch, read by story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, insert

from feeds.model import CitedSource, Derived
from feeds.store.happenings import by_ids, forget
from feeds.store.polling import write
from feeds.store.schema import story_citations as table


def save(conn: Connection, derived: Derived) -> None:
    """Replace what the stories of a batch cite."""
    forget(conn, table.c.story_id, derived.cited)
    write(conn, insert(table), [one._asdict() for one in derived.citations])


def citations_of(conn: Connection, story_ids: Collection[str]) -> dict[str, list[CitedSource]]:
    """Whom stories cite, by story id, in order of place and position."""
    found: dict[str, list[CitedSource]] = defaultdict(list)
    for row in by_ids(conn, table.c.story_id, story_ids):
        found[row["story_id"]].append(CitedSource(**row))
    for some in found.values():
        some.sort(key=lambda one: (one.place != "title", one.start))
    return dict(found)
