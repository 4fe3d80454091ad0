"""Stories found by their words within a selection, and how many of each kind there are."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from feeds.coverage.selection import Selection
from feeds.query import Query
from feeds.store.protocol import Store
from feeds.store.wanted import Wanted
from feeds.store.words.tables import Sought

FACETS = ("outlet", "group", "country", "language", "form", "basis", "topic", "event")
MOST = 40  # values of a facet
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
    names = {outlet.id: outlet.name for outlet in store.outlets()}
    return total, table.assign(outlet=table["outlet_id"].map(names))


def facets(
    store: Store, selection: Selection, query: Query | None = None, narrowing: Narrowing = EVERY
) -> pd.DataFrame:
    """facet, key, stories: how many of the stories that are found each outlet, group, country,
    language, form, basis of date, topic ("" for none) and event has, most first.

    A facet is counted as if nothing was chosen in it, so that another of its values can be.
    """
    free = replace(selection, outlets=(), languages=(), forms=())
    wide = replace(narrowing, bases=(), groups=(), countries=())
    kinds = _placed(store, store.search_counts(_sought(store, free, query, wide), "kind"), free)
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
    for facet, asked in (("topic", untopical), ("event", aside)):
        sought = _sought(store, asked, query, narrowing)
        told = store.search_counts(sought, "topic" if facet == "topic" else "event", MOST)
        parts.append(told.assign(facet=facet))
    return pd.concat(parts, ignore_index=True)[["facet", "key", "stories"]]


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
        for outlet in store.outlets()
        if (not selection.outlets or outlet.id in selection.outlets)
        and (not narrowing.countries or outlet.country in narrowing.countries)
        and (not narrowing.groups or selection.grouping.group_of(outlet, day) in narrowing.groups)
    ]
    return tuple(kept) or ("",)  # no outlet has this id


def _placed(store: Store, kinds: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The counts with the country and the group of each outlet on the span's last day."""
    outlets, day = store.outlets(), selection.last_day
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
    told = sums.rename(columns={_KINDS[facet]: "key"}).assign(facet=facet)
    return told.sort_values(["stories", "key"], ascending=[False, True]).head(MOST)
