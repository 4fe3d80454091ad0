"""Attention beside the others': what outlets, or groups, gave a topic more or less of than most."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from feeds.coverage.bins import bins
from feeds.coverage.counts import counts
from feeds.coverage.groups import groups_by_bin
from feeds.coverage.kept import kept
from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

LEAST = 5  # stories of any kind in a bin, below which a part of them says nothing
PANEL = 3  # rows that can be compared, below which there is no median to speak of
AGAINST = {
    "row": "str",
    "topic": "str",
    "bin_at": "object",
    "stories": "int64",
    "total": "int64",
    "attention": "float64",
    "median": "float64",
    "panel": "int64",
    "difference": "float64",
}


@kept
def against(store: Store, selection: Selection) -> pd.DataFrame:
    """Each outlet, or group where rows are groups, as `beside` below. Of feeds of like scope
    only: whole and front-page feeds unless another scope is asked for. Outlets are compared with
    all outlets of the subject, those that are not selected, too."""
    asked = replace(selection, rows="topic", measure="attention", outlets=())
    told, whole = counts(store, asked)
    by = "group" if selection.rows == "group" else "outlet_id"
    outlets = groups_by_bin(outlets_of(store), selection.grouping, bins(selection))
    parts = [
        table.astype({"outlet_id": "str", "row": "str"})
        .merge(outlets, on=["outlet_id", "bin_at"])
        .assign(topic=lambda held: held["row"])
        .drop(columns="row")
        for table in (told, whole)
    ]
    found = beside(*(part.assign(row=part[by].astype("str")) for part in parts))
    if selection.outlets and by == "outlet_id":
        found = found[found["row"].isin(selection.outlets)]
    return found.reset_index(drop=True)


def beside(told: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """row, topic, bin_at, stories, total (all stories of the row in the bin), attention (0..1),
    median (of the attention of all rows that can be compared in that bin), panel (how many
    these are), difference (attention less median), from stories on topics (row, topic, bin_at, n)
    and all stories (row, bin_at, n) (pure).

    Attention is missing where a row has fewer than five stories of any kind in a bin, the median
    where fewer than three rows have as many."""
    totals = whole.groupby(["row", "bin_at"])["n"].sum().rename("total").reset_index()
    topics = pd.DataFrame({"topic": sorted(set(told["topic"]))}, dtype="str")
    stories = told.groupby(["row", "topic", "bin_at"])["n"].sum().rename("stories").reset_index()
    found = totals.merge(topics, how="cross").merge(
        stories, on=["row", "topic", "bin_at"], how="left"
    )
    found["stories"] = found["stories"].fillna(0)
    enough = found["total"] >= LEAST
    found["attention"] = (found["stories"] / found["total"].where(enough)).astype("float64")
    every = found.groupby(["topic", "bin_at"])["attention"]
    found["panel"] = every.transform("count")
    found["median"] = every.transform("median").where(found["panel"] >= PANEL)
    found["difference"] = found["attention"] - found["median"]
    ordered = found.sort_values(["row", "topic", "bin_at"], ignore_index=True)
    return ordered[list(AGAINST)].astype({n: k for n, k in AGAINST.items() if n != "bin_at"})
