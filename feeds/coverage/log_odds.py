"""Words that one side writes more than the rest, by language: they only suggest new terms.

Method: log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi, Quinn 2008,
"Fightin' Words"). A word counts once a headline, for these every feed carries; the prior is the
language's own words, worth PRIOR of them, so that rare words do not lead; z is the difference of
log-odds by its standard error. Many words are compared at once and headlines on one event are
alike, so z ranks what to read and proves nothing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.coverage.cutting import Cut, cut
from feeds.coverage.framing import frames_in, headlines, typed
from feeds.coverage.selection import Selection
from feeds.coverage.wording import rows_of
from feeds.errors import SelectionError
from feeds.store.protocol import Store

PRIOR = 500.0  # words
LEAST = 5  # headlines with the word, on both sides together
MOST = 50  # words of each side and language
LOG_ODDS = {
    "language": "str",
    "word": "str",
    "side": "int64",
    "rest": "int64",
    "side_words": "int64",
    "rest_words": "int64",
    "log_odds": "float64",
    "z": "float64",
    "outlets": "int64",
    "example": "str",
}


def log_odds(
    store: Store, selection: Selection, side: str, least: int = LEAST, most: int = MOST
) -> pd.DataFrame:
    """Words of a side's headlines against the rest's, as `ratios` below, with `frames`: those
    that the word says by itself, "" where it may be a new term. `side` is an outlet, or a group,
    country or language where the selection's rows are; SelectionError where it has no story."""
    stories = headlines(store, selection)
    rows = rows_of(store, stories, selection)
    if not (rows == side).any():
        known = ", ".join(sorted(set(rows)))
        raise SelectionError(f"“{side}” has no story here.", f"Those that have: {known or 'none'}.")
    found = ratios(stories.assign(side=rows == side), least, most)
    return found.assign(frames=frames_in(store, found, "word"))


def ratios(stories: pd.DataFrame, least: int = LEAST, most: int = MOST) -> pd.DataFrame:
    """language, word (as it is mostly written, folded), side and rest (headlines that have it),
    side_words and rest_words (all words of these headlines, each once a headline), log_odds
    (natural, side less rest), z, outlets (that write it on the side that does more), example
    (newest of their stories): by language, the side's words first (pure). `stories` are newest
    first, with outlet_id, language, title and side (bool)."""
    found = cut(stories["title"].tolist(), stories["language"].tolist())
    if not found.stems:
        return typed([], LOG_ODDS)
    table = _weighed(_counted(found, stories["side"].to_numpy(dtype=bool)))
    table = table[table["side"] + table["rest"] >= least]
    told = {"language": found.languages, "stem": found.stems}
    table = table.assign(
        **{name: pd.Series([known[n] for n in table[name]], table.index, "str")
           for name, known in told.items()}
    )  # fmt: skip
    return _told(_first(table, most), found, stories)


def _counted(found: Cut, side: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """A line a stem: number, stem and language by number, headlines and words of either side."""
    every, mine = (
        np.bincount(found.stem[which], minlength=len(found.stems))
        for which in (slice(None), side[found.at])
    )
    table = pd.DataFrame({"language": found.language, "side": mine, "rest": every - mine})
    for name in ("side", "rest"):
        table[f"{name}_words"] = table.groupby("language")[name].transform("sum")
    return table.assign(number=table.index, stem=table.index)


def _weighed(table: pd.DataFrame) -> pd.DataFrame:
    """With log_odds and z; a language that only one side writes compares nothing."""
    table = table[(table["side_words"] > 0) & (table["rest_words"] > 0)].copy()
    share = (table["side"] + table["rest"]) / (table["side_words"] + table["rest_words"])
    prior = PRIOR * share
    odds = []
    for name in ("side", "rest"):
        mine = table[name] + prior
        odds.append(np.log(mine / (table[f"{name}_words"] + PRIOR - mine)))
    table["log_odds"] = odds[0] - odds[1]
    spread = np.sqrt(1 / (table["side"] + prior) + 1 / (table["rest"] + prior))
    table["z"] = table["log_odds"] / spread
    return table


def _first(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """The words furthest to either side, by language; equal ones by the alphabet."""
    ordered = table.assign(by=table["z"].round(9)).sort_values(
        ["language", "by", "stem"], ascending=[True, False, True]
    )
    rank = ordered.groupby("language").cumcount()
    size = ordered.groupby("language")["stem"].transform("size")
    ends = ((rank < most) & (ordered["by"] > 0)) | ((rank >= size - most) & (ordered["by"] < 0))
    return ordered[ends]


def _told(table: pd.DataFrame, found: Cut, stories: pd.DataFrame) -> pd.DataFrame:
    """With how each word is mostly written, and who writes it."""
    used = _used(table, found, stories)
    written = used.groupby(["number", "word"]).size().reset_index(name="n")
    written["word"] = pd.Series([found.words[n] for n in written["word"]], dtype="str")
    written = written.sort_values(["n", "word"], ascending=[False, True])
    used = used[used["side"] == (used["z"] > 0)]
    facts = used.groupby("number").agg(outlets=("outlet_id", "nunique"), example=("id", "first"))
    told = table.merge(written.drop_duplicates("number")[["number", "word"]], on="number")
    told = told.merge(facts.reset_index(), on="number", how="left")
    told = told.fillna({"outlets": 0, "example": ""})
    return told[list(LOG_ODDS)].astype(LOG_ODDS).reset_index(drop=True)


def _used(table: pd.DataFrame, found: Cut, stories: pd.DataFrame) -> pd.DataFrame:
    """The headlines that have the words of a table, newest first: number, word, z, outlet_id, id,
    side."""
    told = np.zeros(len(found.stems), dtype=bool)
    told[table["number"].to_numpy()] = True
    which = told[found.stem]
    at = found.at[which]
    held = {name: stories[name].take(at).to_numpy() for name in ("outlet_id", "id", "side")}
    used = pd.DataFrame({"number": found.stem[which], "word": found.word[which]} | held)
    return used.assign(z=used["number"].map(table.set_index("number")["z"]))
