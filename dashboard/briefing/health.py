"""What a briefing rests on, and what it cannot know."""

from __future__ import annotations

import pandas as pd

from dashboard.briefing.reading import Reading
from dashboard.briefing.voice import Voice
from dashboard.figures.clockface import span
from feeds.coverage.silence_words import MOSTLY

NOTICED = 0.01  # part of the week from which lost or failed time is named
MOST = 12  # outlets; of more than so many only their number is told
STATES = ("captured", "overran", "failed", "unpolled")
UNDATED = ("polled", "none")
OTHERWISE = ("updated", "created", "page", "url")


def lines(reading: Reading, voice: Voice) -> tuple[str, ...]:
    """Exposure, gaps, states of outlets, dates, scopes, cut-off: one sentence each."""
    told = [
        _watched(reading, voice),
        _gaps(reading, voice),
        *_states(reading.desk.exposure(reading.selection), voice),
        _dates(reading.stories, voice),
        _scopes(reading, voice),
        voice.tell("health.only"),
        voice.tell("health.suppressed") if reading.desk.suppressed() else "",
        _proof(reading, voice),
    ]
    return tuple(text for text in told if text)


def _proof(reading: Reading, voice: Voice) -> str:
    basis = reading.basis
    return voice.tell(
        "health.proof",
        cutoff=voice.moment(basis.cutoff),
        version=basis.version,
        hash=basis.data_hash,
    )


def _watched(reading: Reading, voice: Voice) -> str:
    basis = reading.basis
    return voice.tell(
        "health.watched",
        outlets=voice.count("outlets", basis.outlets),
        feeds=voice.count("feeds", basis.feeds),
        part=voice.part(basis.exposure),
    )


def _gaps(reading: Reading, voice: Voice) -> str:
    said = [
        span(*(voice.local(at) for at in gap), lang=voice.lang) for gap in reading.basis.unobserved
    ]
    return voice.tell("health.gaps", days=voice.listed(said)) if said else ""


def _states(exposure: pd.DataFrame, voice: Voice) -> list[str]:
    """The outlets that lost time, by what became of it, worst first."""
    if exposure.empty:
        return []
    parts = exposure.groupby("outlet_id")[["observed", *STATES]].mean()
    told = []
    for state in STATES:
        hit = parts[parts[state] >= NOTICED][state].sort_values(ascending=False, kind="stable")
        if len(hit) > MOST:
            facts = {"n": len(hit), "part": voice.part(float(hit.median()))}
            told.append(voice.tell(f"health.many_{state}", **facts))
            continue
        named = [
            voice.tell("health.share", outlet=voice.outlet(str(o)), part=voice.part(float(share)))
            for o, share in hit.items()
        ]
        if named:
            told.append(voice.tell(f"health.{state}", outlets=voice.listed(named)))
    low = int((parts["observed"] + parts["captured"] < MOSTLY).sum())
    if low:
        facts = {"n": low, "least": voice.part(MOSTLY)}
        if low < len(parts):
            facts["outlets"] = voice.within("in_outlets", len(parts))
        told.append(voice.tell("health.low" if low < len(parts) else "health.all_low", **facts))
    return told


def _dates(stories: pd.DataFrame, voice: Voice) -> str:
    if stories.empty:
        return ""
    basis = stories["date_basis"].astype(str)
    undated, other = int(basis.isin(UNDATED).sum()), int(basis.isin(OTHERWISE).sum())
    total = voice.within("of_stories", len(stories))
    if not undated and not other:
        return voice.tell("health.dated", n=len(stories))
    told = [("undated", undated), ("otherwise", other)]
    parts = [voice.tell(f"health.{key}", n=number) for key, number in told if number]
    return voice.tell("health.dates", stories=total, how=voice.listed(parts))


def _scopes(reading: Reading, voice: Voice) -> str:
    watched = set(reading.desk.store.due_states())
    feeds = [feed for outlet in reading.subject.outlets for feed in outlet.feeds]
    part = sum(feed.scope != "all" for feed in feeds if feed.id in watched)
    return voice.tell("health.scopes", n=part) if part else ""
