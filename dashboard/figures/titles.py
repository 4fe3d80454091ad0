"""Titles that state a finding only where it is certain, and the grey line below."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.figures.clockface import day, span
from dashboard.figures.paper import zone_words
from dashboard.figures.tables import line
from dashboard.words import Names, many
from feeds.coverage.selection import Selection

CLEAR = 1.5  # the peak against the next highest bin that does not touch it
ENOUGH = 20  # stories; below this a peak is chance
UNSURE = 0.25  # missing part of any bin above which a peak is only the observed one

PER = {"hour": "an hour", "day": "a day", "week": "a week"}


def finding(totals: pd.DataFrame, missing: pd.DataFrame, selection: Selection, names: Names) -> str:
    """The clearest peak of the picture in words, or the question it answers."""
    question = _question(selection)
    if selection.measure != "count" or totals.empty or totals.notna().sum().sum() == 0:
        return question
    row = str(totals.max(axis=1).idxmax())
    counts = line(totals, row).fillna(0.0)
    peak, at = float(counts.max()), pd.Timestamp(str(counts.idxmax()))
    if peak < ENOUGH or peak < CLEAR * _next_highest(counts):
        return question
    subject = names.row(selection.rows, row)
    kept = "Observed coverage" if (line(missing, row) > UNSURE).any() else "Coverage"
    of = "of" if selection.rows == "topic" else "by"
    told = many(int(peak), "story", "stories")
    return f"{kept} {of} “{subject}” peaked {_when(at, selection)}, at {told}"


def _question(selection: Selection) -> str:
    if selection.measure == "share":
        return "Who carried the coverage?"
    if selection.measure == "attention":
        return "How much of their coverage did outlets give the subject?"
    return {
        "topic": "How much was each topic covered, when and by whom?",
        "outlet": "Which outlets covered the subject, and when?",
        "group": "Which groups of outlets covered the subject, and when?",
    }[selection.rows]


def _next_highest(counts: pd.Series[float]) -> float:
    place = list(counts).index(counts.max())
    others = [value for i, value in enumerate(counts) if abs(i - place) > 1]
    return float(max(others, default=0.0))


def _when(at: pd.Timestamp, selection: Selection) -> str:
    if selection.bin == "hour":
        return f"on {day(at)} at {at:%H:%M}"
    return f"in the week of {day(at)}" if selection.bin == "week" else f"on {day(at)}"


def counted(
    selection: Selection,
    bins: Sequence[pd.Timestamp],
    left_out: int = 0,
    scale: str = " Rows share one scale.",
) -> str:
    """What is counted, the span, the zone and the unit."""
    fewer = f" {left_out} rows with fewer stories are left out." if left_out else ""
    return (
        f"{_what(selection)}, {spanned(selection, bins)}. {reprints(selection)}"
        f"{scale}{fewer}{narrowed(selection)}"
    )


def _what(selection: Selection) -> str:
    row, bin_ = selection.rows, selection.bin
    if selection.measure == "count":
        return f"Stories {PER[bin_]} by {row}"
    if selection.measure == "share" and row == "topic":
        return f"Each group’s share of a topic’s stories, by {bin_}"
    if selection.measure == "share":
        return f"Each {row}’s share of the stories, by {bin_}"
    if row == "topic":
        return f"Stories on a topic as a share of all stories, by {bin_}"
    return f"Stories on the subject as a share of all the {row}’s stories, by {bin_}"


def spanned(selection: Selection, bins: Sequence[pd.Timestamp]) -> str:
    """Span, zone and clock."""
    last = pd.Timestamp(selection.to_at).tz_convert(selection.zone)
    clock = "" if selection.clock == "published" else ", by when first seen"
    return f"{span(bins[0], max(last, bins[-1]))}, {zone_words(selection.zone)}{clock}"


def reprints(selection: Selection) -> str:
    """How reprints count."""
    return "Reprints counted once." if selection.counting == "reporting" else "Each reprint counts."


def narrowed(selection: Selection) -> str:
    """The filters, so that a picture never passes for the whole."""
    parts = []
    if selection.topics:
        parts.append(many(len(selection.topics), "chosen topic"))
    if selection.outlets:
        parts.append(many(len(selection.outlets), "chosen outlet"))
    return f" Only {' and '.join(parts)}." if parts else ""
