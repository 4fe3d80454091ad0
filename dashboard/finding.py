"""The stories' page's door to feeds: what a search finds, and its facets."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from dashboard.data import Desk
from dashboard.selection import Asked
from feeds import coverage
from feeds.cluster.events import called_in
from feeds.coverage import Selection
from feeds.coverage.search import Narrowing
from feeds.query import parse
from feeds.store.desk.remark_table import Remark, RemarkKind

BLOCK = 100  # rows that the grid asks for at once
Remarks = dict[tuple[str, RemarkKind], Remark]


@dataclass(frozen=True, slots=True)
class Page:
    """Stories with what their rows show beside: labels of events, outlets of the stories that
    they reprint, analysts' remarks; each by id."""

    total: int
    stories: pd.DataFrame
    events: dict[str, str]
    origins: dict[str, str]
    remarks: Remarks


def narrowed(asked: Asked, selection: Selection) -> Selection:
    """The selection with what only a search is narrowed to."""
    return replace(
        selection,
        languages=asked.languages,
        forms=asked.forms,
        events=(asked.within,) if asked.within else (),
        names=(asked.name,) if asked.name else (),
    )


def found(
    desk: Desk, asked: Asked, selection: Selection, offset: int = 0, limit: int | None = BLOCK
) -> Page:
    """A block of what is found; QueryError where the search cannot be read."""
    query = parse(asked.q)

    def make() -> Page:
        chosen = narrowed(asked, selection)
        total, table = coverage.search(desk.store, chosen, query, _narrowing(asked), offset, limit)
        return _page(desk, asked, total, table)

    if limit is None:
        return desk.withheld(make())
    return desk.kept(make, "found", asked.without_panel(), selection, offset, limit)


def facets(desk: Desk, asked: Asked, selection: Selection) -> pd.DataFrame:
    """facet, key, stories of what is found."""
    query, chosen = parse(asked.q), narrowed(asked, selection)
    return desk.kept(
        lambda: coverage.facets(desk.store, chosen, query, _narrowing(asked)),
        "facets",
        asked.without_panel(),
        selection,
    )


def event_labels(desk: Desk, event_ids: list[str], lang: str) -> dict[str, str]:
    """What events are called for a reader of a language."""
    held = desk.store.events(event_ids)
    called = {name: called_in(event, lang or "en")[0] for name, event in held.items()}
    return desk.withheld(called)


def remarks_of(desk: Desk, story_ids: list[str]) -> Remarks:
    """What analysts wrote on stories, by story and kind."""
    return {(r.story_id, r.kind): desk.withheld(r) for r in desk.store.remarks(story_ids)}


def _narrowing(asked: Asked) -> Narrowing:
    return Narrowing(asked.bases, asked.groups, asked.countries, asked.order == "oldest")


def _page(desk: Desk, asked: Asked, total: int, table: pd.DataFrame) -> Page:
    copied = {str(name) for name in table["copy_of"] if name}
    told = {str(name) for name in table["event_id"] if name}
    origins = desk.store.stories(sorted(copied))
    return Page(
        total,
        table,
        event_labels(desk, sorted(told), asked.lang),
        {name: story.outlet_id for name, story in origins.items()},
        remarks_of(desk, [str(name) for name in table["id"]]),
    )
