"""How things stood before a correction, as the audit log tells it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Connection, Select, select

from feeds.model import Correction
from feeds.store.audited.tables import Edit
from feeds.store.schema import corrections, event_links, events, stories, topic_stories

MOST = 20  # ids that one row names


def edit_of(conn: Connection, correction: Correction) -> Edit:
    """The audit row of a correction, read before it is applied."""
    return Edit(
        correction.at,
        correction.author,
        f"correct {correction.kind}",
        correction.target,
        before(conn, correction),
        correction.value,
    )


def before(conn: Connection, correction: Correction) -> str:
    """How the target stood: label, topics, events of the stories, origin, or kind of link."""
    _, _, name = correction.target.partition(":")
    if correction.kind in ("pin", "part"):
        ids = [name, *_bare(correction.value.split())][:MOST]
        return _listed(conn, stories.c.event_id, stories.c.id, ids, "event:")
    if correction.kind == "rename":
        return conn.scalar(select(events.c.label).where(events.c.id == name)) or ""
    if correction.kind == "reprint":
        return _listed(conn, stories.c.copy_of, stories.c.id, [name], "story:")
    if correction.kind in ("move", "topic"):
        return _topics(conn, correction.target, name)
    if correction.kind in ("link", "unlink"):
        return _link(conn, name, _bare(correction.value.split()[:1]))
    return _taken_back(conn, name)


def _bare(ids: Iterable[str]) -> list[str]:
    return [one.partition(":")[2] for one in ids]


def _listed(
    conn: Connection, wanted: Column[str], by: Column[str], ids: list[str], prefix: str
) -> str:
    found = set(conn.scalars(select(wanted).where(by.in_(ids)))) - {""}
    return " ".join(f"{prefix}{one}" for one in sorted(found))


def _topics(conn: Connection, target: str, name: str) -> str:
    table = topic_stories
    of_event = select(stories.c.id).where(stories.c.event_id == name).scalar_subquery()
    held = (
        table.c.story_id == name if target.startswith("story:") else table.c.story_id.in_(of_event)
    )
    found = conn.scalars(select(table.c.topic_id).where(held).distinct())
    return " ".join(f"topic:{one}" for one in sorted(found))


def _link(conn: Connection, later: str, earlier: list[str]) -> str:
    table = event_links
    query: Select[tuple[str]] = select(table.c.kind).where(
        table.c.from_event_id == later, table.c.to_event_id.in_(earlier)
    )
    return " ".join(sorted(conn.scalars(query)))


def _taken_back(conn: Connection, number: str) -> str:
    table = corrections.c
    query = select(table.kind, table.target, table.value).where(table.id == int(number))
    row = conn.execute(query).first()
    return " ".join(filter(None, row)) if row else ""
