"""Contradictory figures side by side, and who took a figure back.

Two wordings exclude one another where no figure of the one can be a figure of the other: "53" and
"63", but not "at least 50" and "53". Parts of a figure (among them 3 children) are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from feeds.coverage.claims import claims
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

SIDES = {
    "event_id": "str",
    "measure": "str",
    "low": "Int64",
    "high": "Int64",
    "outlets": "object",
    "stories": "int64",
    "first_at": "datetime64[us, UTC]",
    "last_at": "datetime64[us, UTC]",
    "excluded_by": "int64",
    "sentence": "str",
}
CHANGES = {
    "event_id": "str",
    "measure": "str",
    "outlet_id": "str",
    "first_low": "Int64",
    "first_high": "Int64",
    "first_at": "datetime64[us, UTC]",
    "last_low": "Int64",
    "last_high": "Int64",
    "last_at": "datetime64[us, UTC]",
    "figures": "int64",
    "corrected": "bool",
    "against": "object",
    "later": "object",
}


class Given(NamedTuple):
    """What one wording says of one measure: its figures, the headline's first."""

    outlet_id: str
    at: pd.Timestamp
    figures: tuple[tuple[int, int | None], ...]


def claim_sides(store: Store, selection: Selection) -> pd.DataFrame:
    """Every figure that was given of an event, beside the others, as `sides` below."""
    return sides(claims(store, selection))


def claim_changes(store: Store, selection: Selection) -> pd.DataFrame:
    """Who corrected a figure and who did not, as `changes` below."""
    return changes(claims(store, selection))


def sides(given: pd.DataFrame) -> pd.DataFrame:
    """Figures side by side, the one of most outlets first (pure): event_id, measure, low and
    high (an open high is missing), outlets (ids of those that gave it), stories, first_at and
    last_at (UTC), excluded_by (figures of the same event and measure that it cannot agree with),
    sentence (of its first story)."""
    rows = []
    for (event, measure), group in _counted(given).groupby(["event_id", "measure"], sort=True):
        by_figure: dict[tuple[int, int | None], list[int]] = {}
        for at, (low, high) in enumerate(zip(group["low"], group["high"], strict=True)):
            by_figure.setdefault(_interval(low, high), []).append(at)
        for (low, high), held in by_figure.items():
            own = group.iloc[held]
            rows.append(
                {
                    "event_id": event,
                    "measure": measure,
                    "low": low,
                    "high": high,
                    "outlets": tuple(sorted(set(own["outlet_id"]))),
                    "stories": own["story_id"].nunique(),
                    "first_at": own["at"].min(),
                    "last_at": own["at"].max(),
                    "excluded_by": sum(not meets((low, high), one) for one in by_figure),
                    "sentence": own["sentence"].iloc[0],
                }
            )
    rows.sort(key=_side_order)
    return pd.DataFrame(rows, columns=list(SIDES)).astype(SIDES)


def changes(given: pd.DataFrame) -> pd.DataFrame:
    """One row for each event, measure and outlet (pure): first and last figure with their
    instants (UTC), figures (how many different ones), corrected (whether the last wording
    excludes the first), against (ids of outlets whose last wording excludes this one's), later
    (those of them that gave it after this outlet's last: what it did not take up)."""
    rows: list[dict[str, object]] = []
    for (event, measure), group in _counted(given).groupby(["event_id", "measure"], sort=True):
        by_outlet: dict[str, list[Given]] = {}
        for one in _wordings(group):
            by_outlet.setdefault(one.outlet_id, []).append(one)
        last = {outlet: said[-1] for outlet, said in by_outlet.items()}
        rows += [
            {"event_id": event, "measure": measure} | _change(by_outlet[outlet], last)
            for outlet in sorted(by_outlet)
        ]
    return pd.DataFrame(rows, columns=list(CHANGES)).astype(CHANGES)


def _change(said: Sequence[Given], last: dict[str, Given]) -> dict[str, object]:
    first, own = said[0], said[-1]
    against = [one for outlet, one in sorted(last.items()) if excludes(one, own)]
    return {
        "outlet_id": own.outlet_id,
        "first_low": first.figures[0][0],
        "first_high": first.figures[0][1],
        "first_at": first.at,
        "last_low": own.figures[0][0],
        "last_high": own.figures[0][1],
        "last_at": own.at,
        "figures": len({one.figures[0] for one in said}),
        "corrected": excludes(first, own),
        "against": tuple(one.outlet_id for one in against),
        "later": tuple(one.outlet_id for one in against if one.at > own.at),
    }


def excludes(one: Given, other: Given) -> bool:
    """Whether no figure of one wording can be a figure of the other."""
    return not any(meets(a, b) for a in one.figures for b in other.figures)


def meets(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    """Whether two intervals, open where there is no end, share a number."""
    return (other[1] is None or one[0] <= other[1]) and (one[1] is None or other[0] <= one[1])


def _counted(given: pd.DataFrame) -> pd.DataFrame:
    """Whole figures only, in order: no denials, no parts."""
    whole = given[(given["measure"] != "denial") & ~given["part"]]
    order = ["at", "story_id", "version", "place", "start", "end"]  # the headline first
    ascending = [name != "place" for name in order]
    return whole.sort_values(order, ascending=ascending, ignore_index=True)


def _wordings(group: pd.DataFrame) -> Iterator[Given]:
    """The wordings of one event and measure, by instant."""
    for _, rows in group.groupby(["at", "story_id", "version"], sort=True):
        pairs: Iterable[tuple[object, object]] = zip(rows["low"], rows["high"], strict=True)
        figures = tuple(_interval(low, high) for low, high in pairs)
        yield Given(str(rows["outlet_id"].iloc[0]), rows["at"].iloc[0], figures)


def _interval(low: object, high: object) -> tuple[int, int | None]:
    return int(str(low)), None if pd.isna(high) else int(str(high))  # type: ignore[call-overload]


def _side_order(row: dict[str, object]) -> tuple[object, ...]:
    outlets = row["outlets"]
    assert isinstance(outlets, tuple)
    return (row["event_id"], row["measure"], -len(outlets), row["first_at"], row["low"])
