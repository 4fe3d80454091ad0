"""The store's part in what analysts add to stories."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any, Protocol

from sqlalchemy import Connection, Select, insert, select

from feeds.store.audited.auditing import noted
from feeds.store.audited.tables import Edit
from feeds.store.desk.remark_table import Remark, remarks
from feeds.store.polling import Inserter, bump
from feeds.store.rows import batches


class Remarked(Protocol):
    """A store whose stories analysts write on."""

    def add_remark(self, remark: Remark) -> None:
        """Append a remark; it holds in place of the story's earlier one of its kind."""

    def remarks(self, story_ids: Collection[str] | None = None) -> list[Remark]:
        """The remarks that hold, on some stories or on all, oldest first."""


class Held(Protocol):
    """What remarks need of a store over a database."""

    inserter: Inserter

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""

    def writing(self) -> AbstractContextManager[Connection]:
        """The one transaction that writes."""


class SqlRemarks:
    """Remarks over a database."""

    def add_remark(self: Held, remark: Remark) -> None:
        """Append a remark."""
        with self.writing() as conn:
            noted(conn, self.inserter, _edit(conn, remark))
            conn.execute(insert(remarks), asdict(remark))
            bump(conn, self.inserter)

    def remarks(self: Held, story_ids: Collection[str] | None = None) -> list[Remark]:
        """The remarks that hold."""
        latest: dict[tuple[str, str], Remark] = {}
        with self.reading() as conn:
            for query in _queries(story_ids):
                for row in conn.execute(query):
                    latest.pop((row.story_id, row.kind), None)
                    latest[row.story_id, row.kind] = Remark(*row)
        held = [remark for remark in latest.values() if remark.value]
        return sorted(held, key=lambda r: (r.at, r.story_id, r.kind))


def _queries(story_ids: Collection[str] | None) -> Iterator[Select[Any]]:
    table = remarks.c
    query = select(table.story_id, table.kind, table.value, table.author, table.at)
    query = query.order_by(table.id)
    if story_ids is None:
        yield query
        return
    for batch in batches(sorted(set(story_ids))):
        yield query.where(table.story_id.in_(batch))


def _edit(conn: Connection, remark: Remark) -> Edit:
    """What the audit log tells of a remark, before it is written."""
    table = remarks.c
    held = select(table.value).where(table.story_id == remark.story_id, table.kind == remark.kind)
    before = conn.scalar(held.order_by(table.id.desc()).limit(1)) or ""
    target = f"story:{remark.story_id}"
    return Edit(remark.at, remark.author, remark.kind, target, before, remark.value)
