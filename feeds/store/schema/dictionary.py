"""The data dictionary, made from the tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    LargeBinary,
    Table,
)

from feeds.store.schema.columns import metadata
from feeds.store.types import Instant, Listed, Words


def dictionary() -> str:
    """The data dictionary as Markdown: one table of columns for every table."""
    import feeds.store.counts.tables  # its tables stand in the same metadata
    import feeds.store.told.tables  # noqa: F401  and so do these

    parts = [_described(table) for table in metadata.tables.values()]
    return "\n".join(parts)


def _described(table: Table) -> str:
    rows = [f"| `{c.name}` | {_kind(c)} | {c.comment} |" for c in table.columns]
    head = [f"### {table.name}", "", table.comment or "", "", "| column | type | meaning |"]
    return "\n".join([*head, "|---|---|---|", *rows, ""])


def _kind(column: Column[Any]) -> str:
    words = {Instant: "instant", Words: "text", Listed: "list", LargeBinary: "bytes"}
    for kind, word in words.items():
        if isinstance(column.type, kind):
            return word
    return {Double: "number", Boolean: "yes/no"}.get(type(column.type), "whole number")
