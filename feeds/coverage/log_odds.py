"""Words that one side writes more than the rest, by language: they only suggest new terms.

Method: log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi, Quinn 2008,
"Fightin' Words"). A word counts once a headline, for these every feed carries; the prior is the
language's own words, worth PRIOR of them, so that rare words do not lead; z is the difference of
log-odds by its standard error. Many words are compared at once and headlines on one event are
alike, so z ranks what to read and proves nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from feeds.coverage.framing import frames_in, typed, worded
from feeds.coverage.selection import Selection
from feeds.coverage.wording import rows_of
from feeds.errors import SelectionError
from feeds.store.protocol import Store
from feeds.text import folded_words, normalise, term

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
    stories = worded(store, selection)
    rows = rows_of(store, stories, selection)
    if not (rows == side).any():
        known = ", ".join(sorted(set(rows)))
        raise SelectionError(f"“{side}” has no story here.", f"Those that have: {known or 'none'}.")
    found = ratios(stories.assign(side=rows == side), least, most)
    pairs = zip(found["word"], found["language"], strict=True)
    return found.assign(frames=pd.Series([frames_in(store, *pair) for pair in pairs], dtype="str"))


def ratios(stories: pd.DataFrame, least: int = LEAST, most: int = MOST) -> pd.DataFrame:
    """language, word (as it is mostly written, folded), side and rest (headlines that have it),
    side_words and rest_words (all words of these headlines, each once a headline), log_odds
    (natural, side less rest), z, outlets (that write it on the side that does more), example
    (newest of their stories): by language, the side's words first (pure). `stories` are newest
    first, with outlet_id, language, title and side (bool)."""
    words = _words(stories)
    if words.empty:
        return typed([], LOG_ODDS)
    facts = stories.reset_index(drop=True)[["id", "outlet_id", "language", "side"]]
    words = words.join(facts, on="at")
    table = _weighed(_counted(words))
    table = table[table["side"] + table["rest"] >= least]
    table = _first(table, most)
    return _told(table, words)


def _words(stories: pd.DataFrame) -> pd.DataFrame:
    """at (number of the story), stem and written (folded word), each stem once a headline."""
    at, stems, written = list[int](), list[str](), list[str]()
    for number, (title, language) in enumerate(
        zip(stories["title"], stories["language"], strict=True)
    ):
        held: dict[str, str] = {}
        for word in folded_words(normalise(title, language)):
            stem = term(word, language)
            if stem and not stem.isdecimal():
                held.setdefault(stem, word)
        at += [number] * len(held)
        stems += held
        written += held.values()
    columns = {"stem": pd.Series(stems, dtype="str"), "written": pd.Series(written, dtype="str")}
    return pd.DataFrame({"at": np.array(at, dtype=np.int64)} | columns)


def _counted(words: pd.DataFrame) -> pd.DataFrame:
    counts = words.groupby(["language", "stem"])["side"].agg(["sum", "size"]).reset_index()
    table = counts.rename(columns={"sum": "side"}).astype({"side": "int64"})
    table["rest"] = table.pop("size") - table["side"]
    for name in ("side", "rest"):
        table[f"{name}_words"] = table.groupby("language")[name].transform("sum")
    return table


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


def _told(table: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    key = ["language", "stem"]
    used = words.merge(table[[*key, "z"]], on=key)
    written = used.groupby([*key, "written"]).size().reset_index(name="n")
    written = written.sort_values(["n", "written"], ascending=[False, True])
    used = used[used["side"] == (used["z"] > 0)].sort_values(["at", "id"])
    facts = used.groupby(key).agg(outlets=("outlet_id", "nunique"), example=("id", "first"))
    told = table.merge(written.drop_duplicates(key)[[*key, "written"]], on=key)
    told = told.merge(facts.reset_index(), on=key, how="left").rename(columns={"written": "word"})
    told = told.fillna({"outlets": 0, "example": ""})
    return told[list(LOG_ODDS)].astype(LOG_ODDS).reset_index(drop=True)
