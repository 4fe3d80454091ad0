"""Sources without a feed: those of every subject, and a subject's own sources.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

from feeds.model import SOURCE_KINDS, KnownSource, SourceKind
from feeds.text import words
from feeds.toml.tables import Table, open_toml, refuse_twins

_TURKISH_BODY = re.compile(
    r"(?:l[ıiuü]ğ|kurum|müdürlüğ|örgüt|ajans|basın|medyas|kaynaklar|yetkililer|televizyon)([ıiuü])$",
    re.IGNORECASE,
)
OFFICES = Path(__file__).parent / "offices.toml"


def load_sources(path: Path) -> tuple[KnownSource, ...]:
    """The sources of a subject; the file may be missing.

    ConfigError names file, line and what to write instead.
    """
    if not path.exists():
        return ()
    root = open_toml(path)
    root.allow("sources")
    return _sources(root)


@cache
def offices() -> tuple[KnownSource, ...]:
    """Public bodies, rights groups, and those who are not named: of every subject."""
    return _sources(open_toml(OFFICES))


@cache
def countries() -> dict[str, tuple[str, ...]]:
    """How countries are written beside their offices."""
    table = open_toml(OFFICES).table("countries")
    return {name: table.texts(name) for name in table.data}


def _sources(root: Table) -> tuple[KnownSource, ...]:
    tables = root.tables("sources")
    refuse_twins(tables, "id", (table.identifier("id") for table in tables))
    return tuple(_source(table) for table in tables)


def _source(table: Table) -> KnownSource:
    table.allow("id", "name", "kind", "forms", "common", "office")
    return KnownSource(
        id=table.identifier("id"),
        name=table.text("name"),
        kind=cast(SourceKind, table.choice("kind", SOURCE_KINDS)),
        forms=_forms(table, "forms"),
        common=_forms(table, "common") if "common" in table.data else (),
        office=table.flag("office", default=False),
    )


def _forms(table: Table, name: str) -> tuple[str, ...]:
    forms = table.texts(name)
    for form in forms:
        if not words(form):
            table.wrong(name, f'{name}: "{form}" holds no word', "Write words.")
    return tuple(dict.fromkeys(one for form in forms for one in (form, *_inflected(form))))


def _inflected(form: str) -> Iterator[str]:
    """The cases of a Turkish body, written together with its name: Bakanlığı, Bakanlığından."""
    if ends := _TURKISH_BODY.search(form):
        wide = "a" if ends[1] in "ıu" else "e"
        yield from (form + "n" + end for end in ("d" + wide + "n", wide, ends[1] + "n", "c" + wide))
        yield form + "nd" + wide
