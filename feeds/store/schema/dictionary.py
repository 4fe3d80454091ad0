"""The data dictionary, made from the tables."""

from __future__ import annotations

from collections.abc import Sequence
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


def tables() -> Sequence[Table]:
    """Every table of a store, those that others refer to before them."""
    import feeds.store.audited.tables  # these tables stand in the same metadata
    import feeds.store.counts.tables
    import feeds.store.desk.tables
    import feeds.store.leases.tables
    import feeds.store.told.tables
    import feeds.store.words.tables  # noqa: F401

    return metadata.sorted_tables


def dictionary() -> str:
    """The data dictionary as Markdown: one table of columns for every table."""
    return "\n".join(map(_described, tables()))


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
