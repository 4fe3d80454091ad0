"""The names under which outlets are cited: their own, and those of the house they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

from feeds.model import SOURCE_KINDS, KnownSource, Outlet, SourceKind
from feeds.text import normalise, words
from feeds.toml.tables import Table, open_toml

BOOK = Path(__file__).parent / "houses.toml"
_PARENTHESES = re.compile(r"\s*\(([^)]*)\)")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_ARTICLE = re.compile(r"^(?:the|le|la|les|der|die|das|il|el) (?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class House:
    """Who is cited by one set of names; `editions` are ids of outlets, none where not watched.

    `common` names are also ordinary words.
    """

    id: str
    name: str
    kind: SourceKind
    forms: tuple[str, ...]
    common: tuple[str, ...] = ()
    editions: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (outlet id, its languages)
    office: bool = False  # every country has one

    def outlet_for(self, language: str) -> str:
        """The edition that is most likely meant in a language; "" where none is watched."""
        ids = [outlet_id for outlet_id, spoken in self.editions if language in spoken]
        return ids[0] if ids else self.editions[0][0] if self.editions else ""


def houses(outlets: Sequence[Outlet], sources: Sequence[KnownSource] = ()) -> tuple[House, ...]:
    """The known houses and sources with the watched outlets in them, and a house of its own for
    each outlet that is in none. The first to hold a name has it."""
    known = (*_known(), *map(_house_of, sources))
    place: dict[str, int] = {}
    joined: dict[str, int] = {}  # as a host writes names
    for at, house in enumerate(known):
        for form in (house.name, *house.forms, *house.common):
            place.setdefault(normalise(form), at)
            joined.setdefault(slug(form).replace("-", ""), at)
    editions: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    alone = []
    for outlet in outlets:
        own = tuple(_own(outlet))
        held = [place[normalise(name)] for name in own if normalise(name) in place]
        held += [joined[label] for label in _labels(outlet.name) if label in joined]
        if held:
            editions.setdefault(held[0], []).append((outlet.id, outlet.languages))
        else:
            alone.append(_alone(outlet, own))
    filled = (
        replace(house, editions=tuple(editions.get(at, ()))) for at, house in enumerate(known)
    )
    return (*filled, *alone)


def _labels(name: str) -> list[str]:
    """The parts of a host that may be a name, as feeds that name no outlet bear one: bbc.co.uk."""
    return name.split(".")[:-1] if _HOST.fullmatch(name) else []


def kind_of(outlet: Outlet) -> SourceKind:
    """An outlet's kind as a source: a newspaper is an outlet, an agency an agency."""
    return next((kind for kind in SOURCE_KINDS if kind == outlet.kind), "outlet")


def slug(name: str) -> str:
    """The id of a house, by its name."""
    return "-".join(normalise(word.text) for word in words(name))


@cache
def _known() -> tuple[House, ...]:
    return tuple(_house(table) for table in open_toml(BOOK).tables("houses"))


def _house(table: Table) -> House:
    table.allow("name", "kind", "forms", "common")
    common = table.texts("common") if "common" in table.data else ()
    name, kind = table.text("name"), table.choice("kind", SOURCE_KINDS, "outlet")
    return House(slug(name), name, cast(SourceKind, kind), tuple(table.data["forms"]), common)


def _house_of(source: KnownSource) -> House:
    return House(
        id=source.id,
        name=source.name,
        kind=source.kind,
        forms=source.forms,
        common=source.common,
        office=source.office,
    )


def _own(outlet: Outlet) -> Iterator[str]:
    """An outlet's names, without what stands in parentheses, which is a short name."""
    for name in (outlet.name, outlet.native_name):
        yield _PARENTHESES.sub("", name).strip()
        yield from _PARENTHESES.findall(name)


def _alone(outlet: Outlet, names: Iterable[str]) -> House:
    """A name of one word may be any word: it counts as a common one."""
    spoken = (form for name in names for form in (name, _ARTICLE.sub("", name, count=1)))
    named = tuple(dict.fromkeys(name for name in spoken if words(name)))
    single = tuple(name for name in named if len(words(name)) == 1 and not _spelled(name))
    forms = tuple(name for name in named if name not in single)
    editions = ((outlet.id, outlet.languages),)
    return House(outlet.id, outlet.name, kind_of(outlet), forms, single, editions)


def _spelled(name: str) -> bool:
    """Whether a name is an acronym, which is no ordinary word."""
    return name.isascii() and name.isupper() and len(name) > 2
