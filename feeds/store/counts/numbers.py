"""Short numbers for ids, given out in order of need by the one transaction that writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select

from feeds.store.counts.tables import rollup_kinds, rollup_numbers
from feeds.store.polling import write
from feeds.store.rows import batches

BEYOND = ";"  # the character after ":", which ends a prefix


class Kind(NamedTuple):
    """A kind of stories that is counted apart: all of their topics, parted by spaces, language,
    form and the feeds that carried them."""

    topic_ids: str
    language: str
    form: str
    scopes: int


def known(conn: Connection, ids: Collection[str]) -> dict[str, int]:
    """The numbers of ids with their prefix; those without a number are left out."""
    table, found = rollup_numbers.c, dict[str, int]()
    for batch in batches(sorted(ids)):
        rows = conn.execute(select(table.id, table.number).where(table.id.in_(batch)))
        found.update((name, number) for name, number in rows)
    return found


def given(conn: Connection, ids: Collection[str]) -> dict[str, int]:
    """The numbers of ids; an id without one gets the next, in the order of the ids."""
    found = known(conn, ids)
    new = sorted(set(ids) - found.keys())
    first = highest(conn) + 1
    numbers = dict(zip(new, range(first, first + len(new)), strict=True))
    rows = [{"number": number, "id": name} for name, number in numbers.items()]
    write(conn, insert(rollup_numbers), rows)
    return found | numbers


def highest(conn: Connection) -> int:
    """The highest number given out; 0 at first."""
    return conn.scalar(select(func.max(rollup_numbers.c.number))) or 0


def ids(conn: Connection, numbers: Collection[int]) -> dict[int, str]:
    """Ids with their prefix by number."""
    table, found = rollup_numbers.c, dict[int, str]()
    for batch in batches(sorted(numbers)):
        rows = conn.execute(select(table.number, table.id).where(table.number.in_(batch)))
        found.update(map(tuple, rows.all()))
    return found


def outlets(conn: Connection) -> dict[int, str]:
    """Outlet ids by number."""
    table, prefix = rollup_numbers.c, "outlet:"
    end = prefix.replace(":", BEYOND)
    rows = conn.execute(select(table.number, table.id).where(table.id >= prefix, table.id < end))
    return {number: name.removeprefix(prefix) for number, name in map(tuple, rows.all())}


def kinds(conn: Connection) -> dict[int, Kind]:
    """Every kind of stories by number, in order."""
    found = conn.execute(select(rollup_kinds).order_by(rollup_kinds.c.id))
    # Tuples are read several times faster than rows by name.
    return {number: Kind(*facts) for number, *facts in map(tuple, found.all())}


class Kinds:
    """The number of each kind of stories; a new kind gets the next."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._held = {kind: number for number, kind in kinds(conn).items()}

    def __getitem__(self, kind: Kind) -> int:
        if kind not in self._held:
            self._held[kind] = len(self._held) + 1
            row = {"id": self._held[kind], **kind._asdict()}
            self._conn.execute(insert(rollup_kinds), row)
        return self._held[kind]


def prefixed(prefix: str, names: Sequence[str]) -> Iterator[str]:
    """Ids with the prefix, each once."""
    return (f"{prefix}:{name}" for name in dict.fromkeys(names))
