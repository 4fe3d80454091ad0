"""The names under which outlets are cited: their own, and those of the house they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from feeds.model import Outlet
from feeds.text import normalise, words
from feeds.toml.tables import Table, open_toml

BOOK = Path(__file__).parent / "houses.toml"
_PARENTHESES = re.compile(r"\s*\(([^)]*)\)")
_ARTICLE = re.compile(r"^(?:the|le|la|les|der|die|das|il|el) (?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class House:
    """Who is cited by one set of names; `editions` are ids of outlets, none where not watched.

    `common` names are also ordinary words.
    """

    name: str
    forms: tuple[str, ...]
    common: tuple[str, ...] = ()
    editions: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (outlet id, its languages)

    def outlet_for(self, language: str) -> str:
        """The edition that is most likely meant in a language; "" where none is watched."""
        ids = [outlet_id for outlet_id, spoken in self.editions if language in spoken]
        return ids[0] if ids else self.editions[0][0] if self.editions else ""


def houses(outlets: Sequence[Outlet]) -> tuple[House, ...]:
    """The known houses with the watched outlets in them, and a house of its own for each
    outlet that is in none."""
    known = _known()
    place = {
        normalise(form): at
        for at, house in enumerate(known)
        for form in (house.name, *house.forms, *house.common)
    }
    editions: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    alone = []
    for outlet in outlets:
        own = tuple(_own(outlet))
        at = next((place[normalise(name)] for name in own if normalise(name) in place), None)
        if at is None:
            alone.append(_alone(outlet, own))
        else:
            editions.setdefault(at, []).append((outlet.id, outlet.languages))
    filled = (
        House(house.name, house.forms, house.common, tuple(editions.get(at, ())))
        for at, house in enumerate(known)
    )
    return (*filled, *alone)


@cache
def _known() -> tuple[House, ...]:
    return tuple(_house(table) for table in open_toml(BOOK).tables("houses"))


def _house(table: Table) -> House:
    table.allow("name", "forms", "common")
    common = table.texts("common") if "common" in table.data else ()
    return House(table.text("name"), tuple(table.data["forms"]), common)


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
    return House(outlet.name, forms, single, ((outlet.id, outlet.languages),))


def _spelled(name: str) -> bool:
    """Whether a name is an acronym, which is no ordinary word."""
    return name.isascii() and name.isupper() and len(name) > 2
