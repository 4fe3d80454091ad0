"""Names looked up as a reader types them, and one by its id; none that is kept off."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.data import Desk
from feeds.coverage.roster import names_of
from feeds.model import NameTally
from feeds.names.finding import Names as Finder
from feeds.names.sounding import Sounding
from feeds.names.withholding import MARK
from feeds.text import normalise

MOST_OFFERED, MOST_LOOKED_UP = 3, 60


def offered(desk: Desk, text: str) -> list[NameTally]:
    """The people, places and groups that a search names in one of their spellings."""
    if not text.strip():
        return []
    return _spelled(desk, text, _known(desk))[:MOST_OFFERED]


def looked_up(desk: Desk, text: str) -> list[NameTally]:
    """The names that a text spells in one of their ways, then those that hold its letters, then
    those of which its words spell a part in any script, each by number of stories."""
    wanted = normalise(text)
    if not wanted:
        return []
    known = _known(desk)
    spelled = _spelled(desk, text, known)
    letters = desk.kept(lambda: {name: normalise(one.name) for name, one in known.items()}, "folds")
    holding = _ranked(known[name] for name, folded in letters.items() if wanted in folded)
    sounding = desk.kept(lambda: Sounding({n: one.name for n, one in known.items()}), "sounding")
    alike = _ranked(known[name] for name in sounding.of(text))
    return list({one.id: one for one in (*spelled, *holding, *alike)}.values())[:MOST_LOOKED_UP]


def _ranked(found: Iterable[NameTally]) -> list[NameTally]:
    return sorted(found, key=lambda tally: (-tally.stories, tally.name, tally.id))


def _spelled(desk: Desk, text: str, known: dict[str, NameTally]) -> list[NameTally]:
    finder = desk.kept(lambda: _finder(desk, known), "finder")
    ids = dict.fromkeys(use.name_id for use in finder.find("", text, "", ""))
    return [known[name] for name in ids if name in known]


def named(desk: Desk, name_id: str) -> NameTally | None:
    """A name by its id; None where no story carries it, or it is kept off."""
    return _known(desk).get(name_id)


def _known(desk: Desk) -> dict[str, NameTally]:
    """The names that may be shown, by id."""
    held = desk.kept(lambda: {tally.id: tally for tally in names_of(desk.store)}, "all names")
    return {name: tally for name, tally in held.items() if MARK not in tally.name}


def _finder(desk: Desk, known: dict[str, NameTally]) -> Finder:
    learnt = [(tally.id, tally.name) for tally in known.values() if tally.kind == "unknown"]
    return Finder(desk.subject(), learnt)
