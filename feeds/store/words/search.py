"""Stories found by their words, a page of them at a time, and how many of each kind there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    func,
    literal_column,
    select,
    text,
)

from feeds.model import OFF_SUBJECT
from feeds.query import Either, Query, Words
from feeds.store.counts import scopes
from feeds.store.frames import frame
from feeds.store.rows import batches
from feeds.store.schema import stories, story_names, topic_stories
from feeds.store.tables import listed
from feeds.store.words.index import SECOND, first_doc
from feeds.store.words.tables import Sought, docs, words

By = Literal["kind", "topic", "event"]
KINDS = ("outlet_id", "language", "form", "date_basis", "copied")
# The plus keeps SQLite from asking every document whether it holds the words.
_SAME = docs.c.doc == literal_column("+search_words.rowid")


def found(
    conn: Connection, sought: Sought, offset: int, limit: int | None
) -> tuple[int, pd.DataFrame]:
    """(how many there are, those from `offset` on), columns as of `story_table`."""
    return conn.scalar(_counting(conn, sought)) or 0, _page(conn, sought, offset, limit)


def counts(conn: Connection, sought: Sought, by: By, limit: int) -> pd.DataFrame:
    """stories of each kind (outlet_id, language, form, date_basis, copied), or those of the
    topics or events (key) of most stories; the topic "" is none."""
    number = func.count().label("stories")
    if by == "kind":
        columns = [docs.c[name] for name in KINDS]
        return frame(conn, _joined(conn, sought, *columns, number).group_by(*columns))
    key = docs.c.event_id if by == "event" else topic_stories.c.topic_id
    query = _joined(conn, sought, key.label("key"), number)
    its_own = key != "" if by == "event" else topic_stories.c.story_id == docs.c.story_id
    query = query.where(its_own)
    table = frame(conn, query.group_by(key).order_by(number.desc(), key).limit(limit))
    return table.assign(key=table["key"].mask(table["key"] == OFF_SUBJECT, ""))


def _page(conn: Connection, sought: Sought, offset: int, limit: int | None) -> pd.DataFrame:
    """The ids first, which the index alone gives in order."""
    number = docs.c.doc if sought.query is None else words.c.rowid
    order = [docs.c.first_seen_at, number] if sought.clock == "seen" else [number]
    query = _joined(conn, sought, docs.c.story_id)
    query = query.order_by(*(column if sought.oldest else column.desc() for column in order))
    ids = list(conn.scalars(query.offset(offset).limit(limit)))
    at = stories.c.published_at
    parts = [listed(conn, [stories.c.id.in_(some)], at, None) for some in batches(ids)]
    table = pd.concat(parts or [listed(conn, [stories.c.id == ""], at, None)], ignore_index=True)
    return table.set_index("id", drop=False).loc[ids].reset_index(drop=True)


def _counting(conn: Connection, sought: Sought) -> Select[Any]:
    """Counted without a look at the facts where none is asked for."""
    if sought.query is None or _facts(sought):
        return _joined(conn, sought, func.count())
    held = _numbered(sought, words.c.rowid)
    return select(func.count()).select_from(words).where(_match(conn, sought.query), *held)


def _joined(conn: Connection, sought: Sought, *columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of all documents that are sought."""
    if sought.query is None:
        return select(*columns).select_from(docs).where(*conditions(sought))
    held = [*_numbered(sought, words.c.rowid), *_facts(sought)]
    query = select(*columns).select_from(words.join(docs, _SAME))
    return query.where(_match(conn, sought.query), *held)


def conditions(sought: Sought) -> list[ColumnElement[bool]]:
    """All that is sought, but for the words, as conditions on documents."""
    return [*_numbered(sought, docs.c.doc), *_facts(sought)]


def _numbered(sought: Sought, number: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """The span by number: those of the seconds that it touches. A part by the bits of a number
    that come from the story's id, which have nothing to do with what it tells or when."""
    part = [number.bitwise_and(sought.part - 1) == 0] if sought.part > 1 else []
    if sought.clock == "seen":
        return part
    ends = first_doc(sought.from_at), first_doc(sought.to_at - SECOND / 1_000_000 + SECOND)
    return [number >= ends[0], number < ends[1], *part]


def _facts(sought: Sought) -> list[ColumnElement[bool]]:
    """Whatever the words and the numbers do not tell."""
    wanted, table = sought.wanted, docs.c
    columns: tuple[tuple[ColumnElement[Any], Sequence[Any]], ...] = (
        (table.outlet_id, wanted.outlets),
        (table.event_id, wanted.events),
        (table.language, wanted.languages),
        (table.form, wanted.forms),
        (table.scopes, scopes.masks(wanted.scope) if wanted.scope else ()),
        (table.date_basis, sought.bases),
    )
    asked: list[ColumnElement[bool]] = [column.in_(values) for column, values in columns if values]
    if wanted.topics or wanted.on_topic:
        asked.append(_on(wanted.topics))
    if wanted.names:
        told = select(story_names.c.story_id).where(story_names.c.name_id.in_(wanted.names))
        asked.append(table.story_id.in_(told))
    if wanted.original:
        asked.append(~table.copied)
    return [*asked, *_exactly(sought)]


def _on(topics: Sequence[str]) -> ColumnElement[bool]:
    """On one of the topics, or on any."""
    held = topic_stories.c
    which = held.topic_id.in_(topics) if topics else held.topic_id != OFF_SUBJECT
    return select(held.story_id).where(held.story_id == docs.c.story_id, which).exists()


def _exactly(sought: Sought) -> list[ColumnElement[bool]]:
    """The ends of the span where seconds are too coarse for them."""
    at = docs.c.first_seen_at if sought.clock == "seen" else docs.c.published_at
    fine = sought.clock == "seen"
    asked = [at >= sought.from_at] if fine or sought.from_at.microsecond else []
    return [*asked, at < sought.to_at] if fine or sought.to_at.microsecond else asked


def _match(conn: Connection, query: Query) -> TextClause:
    if conn.dialect.name == "sqlite":
        return text("search_words MATCH :sought").bindparams(sought=fts5(query))
    matched = "search_words.words @@ CAST(:sought AS tsquery)"
    return text(matched).bindparams(sought=tsquery(query))


def fts5(query: Query) -> str:
    """The query as SQLite's FTS5 reads it: every word is quoted, so none is taken for a sign."""
    if isinstance(query, Words):
        star = "*" if query.start else ""
        rows = ['"' + " ".join(form) + '"' + star for form in query.forms]
        return "(" + " OR ".join(rows) + ")"
    parts = list(map(fts5, query.parts))
    if isinstance(query, Either):
        return "(" + " OR ".join(parts) + ")"
    kept = "(" + " AND ".join(parts) + ")"
    without = " OR ".join(map(fts5, query.without))
    return f"({kept} NOT ({without}))" if without else kept


def tsquery(query: Query) -> str:
    """The query as PostgreSQL reads it."""
    if isinstance(query, Words):
        star = ":*" if query.start else ""
        rows = [" <-> ".join(f"'{word}'" for word in form) + star for form in query.forms]
        return "((" + ") | (".join(rows) + "))"
    parts = list(map(tsquery, query.parts))
    if isinstance(query, Either):
        return "(" + " | ".join(parts) + ")"
    return "(" + " & ".join([*parts, *("!" + tsquery(part) for part in query.without)]) + ")"
