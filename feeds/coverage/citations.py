"""Who names whom as a source, with the sentence that says so, and as a graph.

Method: a name of a known source with words of citing at it (according to, told, نقلا عن, göre),
in the words that the feed carried; `text_scope` says how many those were. What an article cites
further down is not seen, so these are least counts. A name alone counts nothing; nor does an
outlet that names itself.
"""

from __future__ import annotations

import pandas as pd

from feeds.citing.houses import House, houses
from feeds.citing.sources import offices
from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.cited_then import EVERY, sources_of, table_then
from feeds.coverage.kept import kept
from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

CITATIONS = (
    "event_id",
    "story_id",
    "outlet_id",
    "at",
    "language",
    "form",
    "text_scope",
    "source",
    "source_name",
    "source_kind",
    "watched",
    "marker",
    "sentence",
    "place",
    "start",
    "end",
    "reprint",
    "url",
)
GRAPH = ["outlet_id", "source", "source_name", "source_kind", "watched"]


def citations(
    store: Store, selection: Selection, source: str = "", limit: int = 5000
) -> pd.DataFrame:
    """Every citation in the stories of the selection, the newest story first; at most `limit`.

    event_id, story_id, outlet_id (who cites), at (the story's instant by the selection's clock,
    UTC), language, form, text_scope (title, summary or full: where was looked), source (id of who
    is cited: an outlet's where it is watched), source_name, source_kind (outlet, agency,
    ministry, monitor, channel, official or media), watched (whether it has a feed here), marker
    (the words of citing), sentence (the evidence), place (title or summary), start and end (of
    the name there, in characters), reprint, url. `source` keeps one source only. With `as_of`
    the words are those that the story had then, as its date, event and origin are.
    """
    known = _houses(store)
    ids = tuple(house.id for house in known if source in _ids(house)) or (source,)
    found = resolved(_table(store, selection, ids if source else (), limit), known)
    at = found["published_at" if selection.clock == "published" else "first_seen_at"]
    found = found.assign(at=at, reprint=found["copy_of"] != "")
    kept = found[found["source"] == source] if source else found
    return kept[list(CITATIONS)].reset_index(drop=True)


@kept
def citation_graph(store: Store, selection: Selection) -> pd.DataFrame:
    """Who cites whom: one row for each outlet and source, the most stories first.

    outlet_id (who cites), source, source_name, source_kind, watched (as in `citations`), stories
    (that cite it at least once), first_at and last_at (of these stories, by the selection's
    clock, UTC). News travelled the other way: from source to outlet.
    """
    if selection.as_of is not None:
        return counted(citations(store, selection, limit=EVERY))
    table = store.citation_counts(*whole_span(selection), selection.clock, wanted(selection))
    return edges(resolved(table, _houses(store)))


def counted(cited: pd.DataFrame) -> pd.DataFrame:
    """The graph of a table of citations (pure)."""
    by = cited.groupby(GRAPH, as_index=False, sort=False)
    found = by.agg(stories=("story_id", "nunique"), first_at=("at", "min"), last_at=("at", "max"))
    return _ordered(found)


def edges(counts: pd.DataFrame) -> pd.DataFrame:
    """The graph of counts by language: editions of one house are told apart by it (pure)."""
    by = counts.groupby(GRAPH, as_index=False, sort=False)
    found = by.agg(
        stories=("stories", "sum"), first_at=("first_at", "min"), last_at=("last_at", "max")
    )
    return _ordered(found)


def resolved(table: pd.DataFrame, known: tuple[House, ...]) -> pd.DataFrame:
    """source, source_name, source_kind and watched for the stored ids (pure): a house that is
    watched by now is its outlet, in the edition of the story's language."""
    held = {house.id: house for house in known if house.editions}
    pairs = list(zip(table["source_id"], table["language"], strict=True))
    outlets = [held[one].outlet_for(language) if one in held else "" for one, language in pairs]
    return table.assign(
        source=pd.Series(
            [outlet or one for outlet, (one, _) in zip(outlets, pairs, strict=True)], dtype="str"
        ),
        source_name=table["name"],
        source_kind=table["kind"],
        watched=pd.Series([bool(outlet) for outlet in outlets], dtype="bool"),
    )


def _ordered(found: pd.DataFrame) -> pd.DataFrame:
    order = ["stories", "outlet_id", "source"]
    return found.astype({"stories": "int64"}).sort_values(
        order, ascending=[False, True, True], ignore_index=True
    )


def _table(
    store: Store, selection: Selection, sources: tuple[str, ...], limit: int
) -> pd.DataFrame:
    if selection.as_of is not None:
        return table_then(store, selection, sources).head(limit)
    span, asked = whole_span(selection), wanted(selection)
    return store.citation_table(*span, selection.clock, asked, sources, limit)


def _ids(house: House) -> set[str]:
    return {house.id, *(outlet_id for outlet_id, _ in house.editions)}


def _houses(store: Store) -> tuple[House, ...]:
    return houses(outlets_of(store), (*sources_of(store.meta("subject") or ""), *offices()))
