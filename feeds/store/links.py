"""What entries were linked to: by that an entry is known whose guid has changed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from feeds.store import rows
from feeds.store.schema import entries
from feeds.store.types import storable


def links_of(conn: Connection, feed_id: str, keys: Collection[str]) -> dict[str, str]:
    """The newest link of each of the keys that are known."""
    asked = {storable(key): key for key in keys}
    links: dict[str, str] = {}
    for batch in rows.batches(asked):
        query = select(entries.c.key, entries.c.link).where(
            entries.c.feed_id == feed_id, entries.c.key.in_(batch)
        )
        for key, link in conn.execute(query.order_by(entries.c.version)):
            links[asked[key]] = link
    return links
