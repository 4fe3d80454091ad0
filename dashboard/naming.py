"""The names' page's door to feeds: names in the selection, and all about one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.data import Desk
from dashboard.finding import event_labels
from dashboard.tongue.places import right_to_left
from feeds import coverage
from feeds.coverage import Selection
from feeds.coverage.named import READ
from feeds.names.withholding import MARK

__all__ = ["READ", "About", "about", "called", "listed", "narrowed"]

LISTED = 60
ARABIC = re.compile("[\u0620-\u064a]")


@dataclass(frozen=True, slots=True)
class About:
    """What goes with one name in the stories of a selection."""

    spellings: pd.DataFrame  # surface, outlet_id, language, stories
    companions: pd.DataFrame  # name_id, name, kind, stories
    facets: pd.DataFrame  # facet, key, stories
    events: dict[str, str]  # labels


def listed(desk: Desk, selection: Selection) -> pd.DataFrame:
    """The names of most stories with `written`, their spellings, a line each, most frequent
    first, and whether these are read `partly`: from READ of its stories."""
    table = desk.kept(lambda: _listed(desk, selection), "names listed", selection)
    return table[~table["name"].str.contains(MARK, regex=False)]


def _listed(desk: Desk, selection: Selection) -> pd.DataFrame:
    table = coverage.named(desk.store, selection, LISTED)
    ids = tuple(str(name) for name in table["name_id"])
    told = coverage.written(desk.store, replace(selection, names=ids)) if ids else {}
    return table.assign(
        written=["\n".join(told[name].surfaces) for name in ids],
        partly=[told[name].read < told[name].carried for name in ids],
    )


def called(lang: str, name: str, written: str) -> str:
    """A name as the stories that carry it write it in the reader's script, most often; else as
    it is known (pure)."""
    if not right_to_left(lang):
        return name
    return next((spelling for spelling in written.split("\n") if ARABIC.search(spelling)), name)


def narrowed(selection: Selection, name_id: str) -> Selection:
    """The stories of the selection that carry a name, as stacked bars of their groups."""
    return replace(selection, names=(name_id,), rows="name", measure="count")


def about(desk: Desk, selection: Selection, lang: str) -> About:
    """All about the selection's one name."""
    return desk.kept(lambda: _about(desk, selection, lang), "name", selection, lang)


def _about(desk: Desk, selection: Selection, lang: str) -> About:
    counted = coverage.facets(desk.store, selection)
    events = [str(key) for key in counted.loc[counted["facet"] == "event", "key"].head(12)]
    return About(
        coverage.spellings(desk.store, selection),
        coverage.companions(desk.store, selection),
        counted,
        event_labels(desk, events, lang),
    )
