"""Events with their log, aliases, links and names; found topics; what people set right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Select,
    Table,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from feeds.model import (
    Correction,
    Derived,
    Event,
    EventChange,
    EventLink,
    FoundTopic,
    NameTally,
    NameUse,
    Story,
    end_of,
)
from feeds.store import rows, schema
from feeds.store.audited.auditing import noted
from feeds.store.audited.standing import edit_of
from feeds.store.counts.tables import rollup_names
from feeds.store.polling import Inserter, bump, upsert, write


def save(conn: Connection, insert_into: Inserter, derived: Derived) -> None:
    """Write a batch's events with all that hangs on them."""
    for correction in derived.corrections:  # before they are applied: the log tells how it stood
        add_correction(conn, insert_into, correction)
    _save_rows(conn, insert_into, derived)
    table = schema.event_stories
    forget(conn, table.c.story_id, {member.story_id for member in derived.memberships})
    write(conn, upsert(insert_into, table), [rows.flat(m) for m in derived.memberships])
    _save_aliases(conn, insert_into, derived)
    _save_links(conn, insert_into, derived)
    forget(conn, schema.events.c.id, derived.removed_events)
    write(conn, insert(schema.event_log), [rows.flat(c) for c in derived.event_changes])
    forget(conn, schema.story_names.c.story_id, derived.named)
    write(conn, upsert(insert_into, schema.story_names), [rows.flat(n) for n in derived.names])


def _save_rows(conn: Connection, insert_into: Inserter, derived: Derived) -> None:
    """Events keep the thread that they have, unless the batch says another."""
    table = schema.events
    statement = insert_into(table)
    kept = (*table.primary_key, table.c.thread_id)
    rest = {c.name: statement.excluded[c.name] for c in table.columns if c not in set(kept)}
    statement = statement.on_conflict_do_update(index_elements=[table.c.id], set_=rest)
    write(conn, statement, [rows.flat(event) for event in derived.events])
    for batch in rows.batches(derived.threads):
        threads = case(dict(batch), value=table.c.id, else_=table.c.thread_id)
        held = table.c.id.in_([event_id for event_id, _ in batch])
        conn.execute(update(table).where(held).values(thread_id=threads))


def _save_aliases(conn: Connection, insert_into: Inserter, derived: Derived) -> None:
    """Old ids lead straight to where their stories are; an event that is back leads nowhere."""
    table = schema.event_aliases
    forget(conn, table.c.old_id, {event.id for event in derived.events})
    ways = dict(derived.aliases)
    for old_id, then_id in derived.aliases:
        event_id = end_of(ways, then_id)  # what came and went within the batch has no row
        here = table.c.event_id == old_id
        conn.execute(update(table).where(here).values(event_id=event_id))
        conn.execute(upsert(insert_into, table), {"old_id": old_id, "event_id": event_id})
        _repoint(conn, insert_into, old_id, event_id)


def _repoint(conn: Connection, insert_into: Inserter, old_id: str, event_id: str) -> None:
    """Move the links of a merged event; none leads from an event to itself."""
    table = schema.event_links
    touching = (table.c.from_event_id == old_id) | (table.c.to_event_id == old_id)
    found = [
        rows.unflat(EventLink, row)
        for row in conn.execute(select(table).where(touching)).mappings()
    ]
    conn.execute(delete(table).where(touching))
    ends = {old_id: event_id}
    moved = [
        {**rows.flat(link), "from_event_id": start, "to_event_id": end}
        for link in found
        if (start := ends.get(link.from_event_id, link.from_event_id))
        != (end := ends.get(link.to_event_id, link.to_event_id))
    ]
    write(conn, upsert(insert_into, table), moved)


def _save_links(conn: Connection, insert_into: Inserter, derived: Derived) -> None:
    table = schema.event_links
    forget(conn, table.c.from_event_id, derived.linked)
    for column in (table.c.from_event_id, table.c.to_event_id):
        forget(conn, column, derived.removed_events)
    write(conn, upsert(insert_into, table), [rows.flat(link) for link in derived.links])


def forget(conn: Connection, column: Column[Any], ids: Collection[str]) -> None:
    """Delete the rows whose column holds one of the ids."""
    for batch in rows.batches(ids):
        conn.execute(delete(column.table).where(column.in_(batch)))


def by_ids(conn: Connection, column: Column[Any], ids: Collection[str]) -> Iterator[Any]:
    """The rows whose column holds one of the ids, in batches, each in order of the key."""
    table = column.table
    assert isinstance(table, Table)
    for batch in rows.batches(sorted(set(ids))):
        query = select(table).where(column.in_(batch)).order_by(*table.primary_key)
        yield from conn.execute(query).mappings()


def read_events(conn: Connection, ids: Collection[str]) -> dict[str, Event]:
    """Events by id."""
    found = by_ids(conn, schema.events.c.id, ids)
    return {row["id"]: rows.unflat(Event, row) for row in found}


def current_id(conn: Connection, event_id: str) -> str:
    """Where an event is now: its own id, or that of the event it was merged into."""
    table = schema.event_aliases
    query = select(table.c.event_id).where(table.c.old_id == event_id)
    return conn.scalar(query) or event_id


def event_changes(conn: Connection, event_id: str) -> list[EventChange]:
    """An event's log, oldest first."""
    found = by_ids(conn, schema.event_log.c.event_id, [event_id])
    return [rows.unflat(EventChange, row) for row in found]


def event_links(conn: Connection, event_ids: Collection[str]) -> list[EventLink]:
    """Links from or to the events, each once, oldest first."""
    table = schema.event_links
    found = {}
    for column in (table.c.from_event_id, table.c.to_event_id):
        for row in by_ids(conn, column, event_ids):
            link = rows.unflat(EventLink, row)
            found[link.from_event_id, link.to_event_id, link.kind] = link
    return sorted(found.values(), key=lambda link: (link.at, link.from_event_id, link.kind))


def threads_of(conn: Connection, thread_ids: Collection[str]) -> dict[str, list[Event]]:
    """The events of threads by thread id, in order of first_at."""
    found: dict[str, list[Event]] = defaultdict(list)
    for row in by_ids(conn, schema.events.c.thread_id, set(thread_ids) - {""}):
        found[row["thread_id"]].append(rows.unflat(Event, row))
    for events in found.values():
        events.sort(key=lambda event: (event.first_at, event.id))
    return dict(found)


def newest_threads(conn: Connection, limit: int) -> list[str]:
    """Ids of threads, those with the newest stories first."""
    thread, last_at = schema.events.c.thread_id, func.max(schema.events.c.last_at)
    query = select(thread).where(thread != "").group_by(thread).order_by(last_at.desc(), thread)
    return [row[0] for row in conn.execute(query.limit(limit))]


def names_of(conn: Connection, story_ids: Collection[str]) -> dict[str, list[NameUse]]:
    """The names that stories carry, by story id, in order of place and position."""
    found: dict[str, list[NameUse]] = defaultdict(list)
    for row in by_ids(conn, schema.story_names.c.story_id, story_ids):
        found[row["story_id"]].append(rows.unflat(NameUse, row))
    for uses in found.values():
        uses.sort(key=lambda use: (use.place != "title", use.start, use.name_id))
    return dict(found)


def names(conn: Connection, rolled: bool = True) -> list[NameTally]:
    """Every name that stories carry, those of most stories first, then by name; counted from
    the packed numbers of its stories, unless they are not `rolled` up, and called as in the first
    of them by id."""
    uses, other = schema.story_names, schema.story_names.alias("other")
    counted = (_rolled() if rolled else _as_used()).subquery()
    first = select(func.min(other.c.story_id)).where(other.c.name_id == counted.c.name_id)
    its_own = (uses.c.name_id == counted.c.name_id) & (uses.c.story_id == first.scalar_subquery())
    query = (
        select(counted.c.name_id, func.min(uses.c.name), func.min(uses.c.kind), counted.c.stories)
        .join_from(counted, uses, its_own)
        .group_by(counted.c.name_id, counted.c.stories)
    )
    found = [NameTally(*row) for row in conn.execute(query)]
    return sorted(found, key=lambda tally: (-tally.stories, tally.name, tally.id))


def _rolled() -> Select[Any]:
    held = rollup_names.c
    told = (func.sum(func.length(held.members)) // 2).label("stories")
    return select(held.name_id, told).group_by(held.name_id)


def _as_used() -> Select[Any]:
    uses = schema.story_names.c
    told = func.count(uses.story_id.distinct()).label("stories")
    return select(uses.name_id, told).group_by(uses.name_id)


def stories_named(conn: Connection, name_id: str, limit: int) -> list[Story]:
    """Stories that carry a name in any spelling, newest first."""
    table, uses = schema.stories, schema.story_names
    held = select(uses.c.story_id).where(uses.c.name_id == name_id)
    query = (
        select(table).where(table.c.id.in_(held)).order_by(table.c.published_at.desc(), table.c.id)
    )
    return [rows.story(row) for row in conn.execute(query.limit(limit)).mappings()]


def corrections(conn: Connection) -> list[Correction]:
    """What people set right, oldest first."""
    table = schema.corrections
    found = conn.execute(select(table).order_by(table.c.id)).mappings()
    return [rows.unflat(Correction, row) for row in found]


def add_correction(conn: Connection, insert_into: Inserter, correction: Correction) -> int:
    """Append a correction and what the audit log tells of it; its number."""
    noted(conn, insert_into, edit_of(conn, correction))
    row = rows.flat(correction)
    del row["id"]
    query = insert(schema.corrections).values(row).returning(schema.corrections.c.id)
    bump(conn, insert_into)
    return int(conn.execute(query).scalar_one())


def found_topics(conn: Connection) -> tuple[list[FoundTopic], dict[str, str]]:
    """Found topics, oldest first, and the topic of each event that belongs to one."""
    table, held = schema.found_topics, schema.found_topic_events
    topics = conn.execute(select(table).order_by(table.c.born_at, table.c.id)).mappings()
    of_events = {row.event_id: row.topic_id for row in conn.execute(select(held))}
    return [rows.unflat(FoundTopic, row) for row in topics], of_events


def save_found_topics(
    conn: Connection,
    insert_into: Inserter,
    topics: Sequence[FoundTopic],
    of_events: Sequence[tuple[str, str]],
) -> None:
    """Replace the found topics and which (event id, topic id) belong to them."""
    held = schema.found_topic_events
    conn.execute(delete(held))
    conn.execute(delete(schema.found_topics))
    write(conn, insert(schema.found_topics), [rows.flat(topic) for topic in topics])
    pairs = [dict(zip(("event_id", "topic_id"), pair, strict=True)) for pair in of_events]
    write(conn, insert(held), pairs)
    bump(conn, insert_into)
