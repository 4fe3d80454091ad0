"""What a briefing rests on, and what it cannot know."""

from __future__ import annotations

import pandas as pd

from dashboard.data import Desk
from dashboard.figures.clockface import span
from dashboard.sentences import SURE, some
from dashboard.words import Names, many, percent
from feeds import coverage
from feeds.coverage import Basis, Selection

EVERYTHING = 10_000_000
NOTICED = 0.01  # part of the week from which lost or failed time is named
STATES = {
    "captured": "Known only from copies that others made",
    "overran": "Entries were lost between polls",
    "failed": "Feeds failed",
    "unpolled": "Nobody polled",
}


def lines(desk: Desk, selection: Selection, names: Names) -> tuple[str, ...]:
    """Exposure, gaps, states of outlets, dates, scopes, cut-off: one sentence each."""
    basis = desk.basis(selection)
    told = [
        "Synthetic data from invented outlets." if basis.synthetic else "",
        _watched(basis),
        _gaps(basis, selection),
        *_states(desk.exposure(selection), names),
        _dates(all_stories(desk, selection)),
        _scopes(desk),
        "Only the watched feeds count: what these outlets published elsewhere, and what others"
        " published, is not known.",
        f"Known at {basis.cutoff:%-d %b %Y %H:%M} UTC. Coverline {basis.version},"
        f" data {basis.data_hash}.",
    ]
    return tuple(text for text in told if text)


def all_stories(desk: Desk, selection: Selection) -> pd.DataFrame:
    """Every story of the selection, however many."""
    return coverage.stories(desk.store, selection, limit=EVERYTHING)


def _watched(basis: Basis) -> str:
    return (
        f"{many(basis.outlets, 'outlet')} and {many(basis.feeds, 'feed')} were watched;"
        f" {percent(basis.exposure)} of the time was observed, outlets weighted by their usual"
        " rates."
    )


def _gaps(basis: Basis, selection: Selection) -> str:
    said = [
        span(*(pd.Timestamp(at).tz_convert(selection.zone) for at in gap))
        for gap in basis.unobserved
    ]
    return f"Nothing at all was observed on {some(said)}." if said else ""


def _states(exposure: pd.DataFrame, names: Names) -> list[str]:
    """The outlets that lost time, by what became of it, worst first."""
    if exposure.empty:
        return []
    parts = exposure.groupby("outlet_id")[["observed", *STATES]].mean()
    told = []
    for state, what in STATES.items():
        hit = parts[parts[state] >= NOTICED][state].sort_values(ascending=False, kind="stable")
        named = [f"{names.outlets.get(str(o), str(o))} ({percent(n)})" for o, n in hit.items()]
        if named:
            told.append(f"{what}, part of the week: {some(named)}.")
    low = int((parts["observed"] < SURE).sum())
    if low:
        told.append(
            f"{low} of {many(len(parts), 'outlet')} {'was' if low == 1 else 'were'} observed for"
            f" less than {percent(SURE)}; their silence cannot be told."
        )
    return told


def _dates(stories: pd.DataFrame) -> str:
    if stories.empty:
        return ""
    total = many(len(stories), "story", "stories")
    basis = stories["date_basis"].astype(str)
    undated = int(basis.isin(["polled", "none"]).sum())
    other = int(basis.isin(["updated", "created", "url"]).sum())
    if not undated and not other:
        return f"All of {total} carry a publication date of their own."
    parts = []
    if undated:
        parts.append(f"{undated:,} undated, placed between two polls")
    if other:
        parts.append(f"{other:,} dated by an update, a creation or an address")
    return f"Of {total}, {' and '.join(parts)}."


def _scopes(desk: Desk) -> str:
    watched = set(desk.store.due_states())
    feeds = [feed for outlet in desk.subject().outlets for feed in outlet.feeds]
    part = sum(feed.scope != "all" for feed in feeds if feed.id in watched)
    if not part:
        return ""
    verb = "carries" if part == 1 else "carry"
    return f"{many(part, 'feed')} {verb} only a part of an outlet (a front page, a section)."
