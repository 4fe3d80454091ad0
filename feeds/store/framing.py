"""The frames that stories use: written with a batch, forgotten with words that change."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from feeds.model import Derived
from feeds.store.happenings import by_ids, forget
from feeds.store.polling import write
from feeds.store.schema import stories
from feeds.store.schema import story_frames as table


def forget_reworded(conn: Connection, derived: Derived) -> None:
    """What was found in words that a batch changes; before its stories are written."""
    now = {s.id: (s.title, s.summary, s.language) for s in derived.stories}
    held = by_ids(conn, stories.c.id, now)
    names = ("title", "summary", "language")
    changed = [row["id"] for row in held if now[row["id"]] != tuple(row[name] for name in names)]
    forget(conn, table.c.story_id, changed)


def save(conn: Connection, derived: Derived) -> None:
    """Replace the frames of the stories that a batch has looked through."""
    forget(conn, table.c.story_id, derived.framed)
    write(conn, insert(table), [one._asdict() for one in derived.frames])
