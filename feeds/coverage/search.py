"""Stories found by their words within a selection, and how many of each kind there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import Selection
from feeds.query import Query
from feeds.store.protocol import Store
from feeds.store.wanted import Wanted
from feeds.store.words.tables import Sought

FACETS = ("outlet", "group", "country", "language", "form", "basis", "topic", "event")
MOST = 40  # values of a facet
COUNTED = 50_000  # stories that facets are counted on; of more, one in so many is
_KINDS = {
    "outlet": "outlet_id",
    "group": "group",
    "country": "country",
    "language": "language",
    "form": "form",
    "basis": "date_basis",
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a search is narrowed to beside its selection; an empty field narrows nothing."""

    bases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    oldest: bool = False


EVERY = Narrowing()


def search(
    store: Store,
    selection: Selection,
    query: Query | None = None,
    narrowing: Narrowing = EVERY,
    offset: int = 0,
    limit: int | None = 100,
) -> tuple[int, pd.DataFrame]:
    """(how many stories of the selection `query` finds, those from `offset` on), newest first by
    the selection's clock: columns as of `Store.story_table`, outlet (name).

    All that the feeds brought is searched, off the subject and reprints, too, in the words of
    today; None finds every story.
    """
    sought = _sought(store, selection, query, narrowing)
    total, table = store.search(sought, offset, limit)
    names = {outlet.id: outlet.name for outlet in outlets_of(store)}
    return total, table.assign(outlet=table["outlet_id"].map(names))


def facets(
    store: Store, selection: Selection, query: Query | None = None, narrowing: Narrowing = EVERY
) -> pd.DataFrame:
    """facet, key, stories, part: how many of the stories that are found each outlet, group,
    country, language, form, basis of date, topic ("" for none) and event has, most first; an
    estimate from one story in `part` where that is more than 1, which no event's is.

    A facet is counted as if nothing was chosen in it, so that another of its values can be.
    """
    part = _part(store, selection, query)
    free = replace(selection, outlets=(), languages=(), forms=())
    wide = replace(narrowing, bases=(), groups=(), countries=())
    kinds = _placed(store, _counts(store, free, query, wide, part, "kind"), free)
    chosen = {
        "outlet": selection.outlets,
        "group": narrowing.groups,
        "country": narrowing.countries,
        "language": selection.languages,
        "form": selection.forms,
        "basis": narrowing.bases,
    }
    parts = [_counted(kinds, facet, chosen) for facet in _KINDS]
    untopical, aside = replace(selection, topics=()), replace(selection, events=())
    topics = _counts(store, untopical, query, narrowing, part, "topic", MOST)
    # An event has few stories: from a part of them nobody could tell which has most.
    events = _counts(store, aside, query, narrowing, 1, "event", MOST)
    parts += [topics.assign(facet="topic"), events.assign(facet="event")]
    return pd.concat(parts, ignore_index=True)[["facet", "key", "stories", "part"]]


def _part(store: Store, selection: Selection, query: Query | None) -> int:
    """1 where all can be counted in good time, else of how many stories one is."""
    whole = Sought(selection.from_at, selection.to_at, selection.clock, query)
    total, part = store.search(whole, 0, 1)[0], 1
    while total > COUNTED * part:
        part *= 2
    return part


def _counts(
    store: Store,
    selection: Selection,
    query: Query | None,
    narrowing: Narrowing,
    part: int,
    by: Literal["kind", "topic", "event"],
    limit: int = 1000,
) -> pd.DataFrame:
    sought = replace(_sought(store, selection, query, narrowing), part=part)
    table = store.search_counts(sought, by, limit)
    return table.assign(stories=table["stories"] * part, part=part)


def _sought(
    store: Store, selection: Selection, query: Query | None, narrowing: Narrowing
) -> Sought:
    wanted = Wanted(
        topics=selection.topics,
        outlets=_outlets(store, selection, narrowing),
        events=selection.events,
        names=selection.names,
        languages=selection.languages,
        forms=selection.forms,
        scope=selection.scope,
    )
    ends = selection.from_at, selection.to_at
    return Sought(*ends, selection.clock, query, wanted, narrowing.bases, narrowing.oldest)


def _outlets(store: Store, selection: Selection, narrowing: Narrowing) -> tuple[str, ...]:
    """The outlets that are chosen, of the groups and countries that are."""
    if not (narrowing.groups or narrowing.countries):
        return selection.outlets
    day = selection.last_day
    kept = [
        outlet.id
        for outlet in outlets_of(store)
        if (not selection.outlets or outlet.id in selection.outlets)
        and (not narrowing.countries or outlet.country in narrowing.countries)
        and (not narrowing.groups or selection.grouping.group_of(outlet, day) in narrowing.groups)
    ]
    return tuple(kept) or ("",)  # no outlet has this id


def _placed(store: Store, kinds: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The counts with the country and the group of each outlet on the span's last day."""
    outlets, day = outlets_of(store), selection.last_day
    countries = {outlet.id: outlet.country for outlet in outlets}
    groups = {outlet.id: selection.grouping.group_of(outlet, day) for outlet in outlets}
    of = kinds["outlet_id"]
    return kinds.assign(country=of.map(countries), group=of.map(groups))


def _counted(kinds: pd.DataFrame, facet: str, chosen: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """The values of one facet among the stories that the choices in all others leave."""
    for other, values in chosen.items():
        if other != facet and values:
            kinds = kinds[kinds[_KINDS[other]].isin(values)]
    sums = kinds.groupby(_KINDS[facet])["stories"].sum().reset_index(name="stories")
    part = kinds["part"].max() if len(kinds) else 1
    told = sums.rename(columns={_KINDS[facet]: "key"}).assign(facet=facet, part=part)
    return told.sort_values(["stories", "key"], ascending=[False, True]).head(MOST)
