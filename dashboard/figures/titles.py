"""Titles that state a finding only where it is certain, and the grey line below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pandas as pd

from dashboard.figures.clockface import day, span
from dashboard.figures.paper import zone_words
from dashboard.figures.tables import line
from dashboard.tongue import tell
from dashboard.tongue.places import language_name
from dashboard.words import Names
from feeds.coverage.selection import Selection
from feeds.model import Form

CLEAR = 1.5  # the peak against the next highest bin that does not touch it
ENOUGH = 20  # stories; below this a peak is chance
FEW = 3  # topics or outlets that are named one by one
FILTERS = ("topics", "outlets", "languages", "forms", "names", "events")
UNNAMED = ("names", "events")  # of which only the number is told
UNSURE = 0.25  # missing part of any bin above which a peak is only the observed one


def finding(totals: pd.DataFrame, missing: pd.DataFrame, selection: Selection, names: Names) -> str:
    """The clearest peak of the picture in words, or the question it answers."""
    question = _question(selection, names.lang)
    if selection.measure != "count" or totals.empty or totals.notna().sum().sum() == 0:
        return question
    row = str(totals.max(axis=1).idxmax())
    counts = line(totals, row).fillna(0.0)
    peak, at = float(counts.max()), pd.Timestamp(str(counts.idxmax()))
    if peak < ENOUGH or peak < CLEAR * _next_highest(counts):
        return question
    kept = "observed_" if (line(missing, row) > UNSURE).any() else ""
    subject = names.tell("figure.quoted", text=names.row(selection.rows, row))
    stories = names.tell("common.stories", n=int(peak))
    key = f"figure.peak.{kept}{selection.rows}"
    return names.tell(key, row=subject, when=_when(at, selection, names.lang), stories=stories)


def _question(selection: Selection, lang: str) -> str:
    asks: str = selection.rows if selection.measure == "count" else selection.measure
    asks = "names" if asks == "name" and len(selection.names) > 1 else asks
    return tell(lang, f"figure.question.{asks}")


def _next_highest(counts: pd.Series[float]) -> float:
    place = list(counts).index(counts.max())
    others = [value for i, value in enumerate(counts) if abs(i - place) > 1]
    return float(max(others, default=0.0))


def _when(at: pd.Timestamp, selection: Selection, lang: str) -> str:
    return tell(lang, f"figure.when.{selection.bin}", day=day(at, lang), clock=f"{at:%H:%M}")


def counted(
    selection: Selection,
    bins: Sequence[pd.Timestamp],
    left_out: int = 0,
    scaled: bool = True,
    lang: str = "en",
    names: Names | None = None,
) -> str:
    """What is counted, the span, the zone and the unit; `names` tell what is chosen."""
    return tell(
        lang,
        "figure.line.counted",
        what=_what(selection, lang),
        span=spanned(selection, bins, lang),
        reprints=reprints(selection, lang),
        scale=tell(lang, "figure.line.scale") if scaled else "",
        fewer=tell(lang, "figure.line.fewer", n=left_out) if left_out else "",
        narrowed=narrowed(selection, lang, names),
    )


def _what(selection: Selection, lang: str) -> str:
    row, bin_ = selection.rows, selection.bin
    per = f"{bin_}_" if selection.measure == "count" else ""
    bin_word = tell(lang, f"figure.bins.{bin_}")
    return tell(lang, f"figure.unit.{selection.measure}_{per}{row}", bin=bin_word)


def spanned(selection: Selection, bins: Sequence[pd.Timestamp], lang: str = "en") -> str:
    """Span, zone and clock."""
    last = pd.Timestamp(selection.to_at).tz_convert(selection.zone)
    return tell(
        lang,
        "figure.line.spanned",
        days=span(bins[0], max(last, bins[-1]), lang=lang),
        zone=zone_words(selection.zone, lang),
        clock="" if selection.clock == "published" else tell(lang, "figure.line.seen"),
    )


def reprints(selection: Selection, lang: str = "en") -> str:
    """How reprints count."""
    once = selection.counting == "reporting"
    return tell(lang, "figure.line.once") if once else tell(lang, "figure.line.each")


def _chosen(what: str, ids: Sequence[str], lang: str, names: Names | None) -> str:
    if len(ids) > FEW or what in UNNAMED or (names is None and what in ("topics", "outlets")):
        return tell(lang, f"figure.line.{what}", n=len(ids))
    return tell(lang, "common.comma").join(_called(what, one, lang, names) for one in ids)


def _called(what: str, one: str, lang: str, names: Names | None) -> str:
    if what == "languages":
        return language_name(lang, one)
    if what == "forms":
        return tell(lang, f"stories.forms.{one}") if one in get_args(Form) else one
    assert names is not None
    called = names.topics if what == "topics" else names.outlets
    return tell(lang, "common.quoted", text=called.get(one, one))


def narrowed(selection: Selection, lang: str = "en", names: Names | None = None) -> str:
    """The filters, so that a picture never passes for the whole; a few are named."""
    chosen = _filters(selection, lang, names)
    return tell(lang, "figure.line.only", chosen=chosen) if chosen else ""


def within(selection: Selection, names: Names) -> str:
    """The same behind a span, in the sentence that tells it; "" where nothing is chosen."""
    chosen = _filters(selection, names.lang, names)
    return names.tell("figure.line.within", chosen=chosen) if chosen else ""


def _filters(selection: Selection, lang: str, names: Names | None) -> str:
    """What was chosen, but for the rows that the picture has a line for each of."""
    chosen = {what: getattr(selection, what) for what in FILTERS}
    shown = {"name": "names", "event": "events"}.get(selection.rows)
    parts = [_chosen(what, ids, lang, names) for what, ids in chosen.items()
             if ids and what != shown]  # fmt: skip
    return tell(lang, "common.and").join(parts)
