"""The figure of the people, places and groups that most stories name."""

from __future__ import annotations

from dataclasses import replace

from dashboard import naming
from dashboard.absent import nothing
from dashboard.data import Desk
from dashboard.figure_set import PLAIN, Drawing, Manner, known, shared, with_missing
from dashboard.figures.tables import each
from dashboard.figures.timeline import timeline
from feeds.coverage import Selection

NAMES, MOST = "names", 6


def top_names(desk: Desk, selection: Selection) -> tuple[str, ...]:
    """Ids of the names of most stories, but those that are kept off every page."""
    return tuple(naming.listed(desk, selection).head(MOST)["name_id"].astype(str))


def names(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """Stacked bars of the stories that carry each of the selection's names, by default of those
    of most stories."""
    chosen = selection.names or top_names(desk, selection)
    if not chosen:
        raise nothing(NAMES, manner)
    asked = replace(selection, names=chosen, rows="name", measure="count")
    volume, missing = desk.volume(asked), desk.missing(asked)
    table = with_missing(volume, missing)
    basis = known(desk, asked, table)
    told = shared(desk, asked, basis, manner)
    told["names"] = replace(told["names"], others=_called(desk, asked, manner.lang))
    figure = timeline(
        volume,
        missing,
        desk.group_exposure(asked),
        bins=desk.bins(asked),
        **told,
    )
    return Drawing(figure, table, asked, basis.cutoff)


def _called(desk: Desk, selection: Selection, lang: str) -> dict[str, str]:
    """What the names are called in a language."""
    return {
        str(line.name_id): naming.called(lang, str(line.name), str(line.written))
        for line in each(naming.listed(desk, selection))
    }
