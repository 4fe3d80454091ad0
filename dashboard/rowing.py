"""What the rows of a picture are, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.data import Desk
from dashboard.naming import listed
from dashboard.selection import Asked
from dashboard.tongue.places import country_name, language_name
from dashboard.words import Names
from feeds.cluster.events import called_in
from feeds.coverage import Selection
from feeds.coverage.roster import names_of

NAMED = 10  # names that are drawn where none is chosen


def rowed(desk: Desk, asked: Asked, selection: Selection) -> Selection:
    """The selection with the names that its rows need: the chosen one, else those that most of
    its own stories carry."""
    if selection.rows != "name":
        return selection
    if asked.name:
        return replace(selection, names=(asked.name,))
    known = listed(desk, replace(selection, rows="topic", measure="count"))["name_id"].head(NAMED)
    return replace(selection, names=tuple(map(str, known)))


def rows_called(desk: Desk, selection: Selection, lang: str) -> Names:
    """Labels for the selection's rows, those of events, names, countries and languages too."""
    names = desk.names(selection, lang)
    if selection.rows not in ("event", "name", "place", "country", "language"):
        return names
    rows = sorted(set(map(str, desk.volume(selection)["row"])))
    return replace(names, others=desk.withheld(_others(desk, selection, rows, lang)))


def _others(desk: Desk, selection: Selection, rows: list[str], lang: str) -> Mapping[str, str]:
    if selection.rows == "event":
        held = desk.store.events(rows)
        return {name: called_in(event, lang or "en")[0] for name, event in held.items()}
    if selection.rows == "name":
        shown = set(rows)
        return {tally.id: tally.name for tally in names_of(desk.store) if tally.id in shown}
    if selection.rows == "language":
        return {row: language_name(lang, row) for row in rows}
    if selection.rows == "country":
        return {row: country_name(lang, row) for row in rows}
    return {}
