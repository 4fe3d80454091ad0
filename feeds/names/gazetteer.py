"""names.toml and the names of topics.toml -> the people, places and groups of a subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from feeds.model import KnownName, Topic
from feeds.text import words
from feeds.toml.tables import Table, open_toml

Kind = Literal["person", "place", "group"]


def name_id(name: str) -> str:
    """The id of a known name; the same in every store."""
    return "n" + sha256(name.casefold().encode()).hexdigest()[:15]


def load_names(path: Path, topics: Sequence[Topic]) -> tuple[KnownName, ...]:
    """The names of a subject, those of its topics first; names.toml may be missing.

    ConfigError names file, line and what to write instead.
    """
    found = {name: KnownName(name, "unknown", s) for t in topics for name, s in t.names.items()}
    if not path.exists():
        return tuple(found.values())
    root = open_toml(path)
    root.allow("person", "group", "place", "skip")
    for name in root.texts("skip") if "skip" in root.data else ():
        if name not in found:
            root.wrong("skip", f'skip: no topic has a name "{name}"', "Take it off the list.")
        del found[name]
    for known in _names(root):
        before = found.get(known.name)
        spellings = (*before.spellings, *known.spellings) if before else known.spellings
        found[known.name] = replace(known, spellings=tuple(dict.fromkeys(spellings)))
    return tuple(found.values())


def _names(root: Table) -> Iterator[KnownName]:
    kinds: tuple[Kind, ...] = ("person", "group")
    for kind in kinds:
        if kind in root.data:
            yield from _of(root.table(kind), kind)
    if "place" in root.data:
        places = root.table("place")
        for governorate in places.data:
            yield from _of(places.table(governorate), "place", governorate)


def _of(table: Table, kind: Kind, governorate: str = "") -> Iterator[KnownName]:
    for name in table.data:
        spellings = table.texts(name)
        for written in (name, *spellings):
            if not words(written):
                table.wrong(name, f'{name}: "{written}" holds no word', "Write words.")
        yield KnownName(name, kind, (name, *spellings), governorate)
