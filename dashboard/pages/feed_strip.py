"""The exposure strip of a feed: a column a day, filled by what became of the day."""

from __future__ import annotations

import numpy as np
import pandas as pd
from dash import html

from dashboard.dressing import aria
from dashboard.tongue import day, percent, tell

STATES = ("observed", "captured", "overran", "failed")  # what is left of a day was not polled
FULL, NONE = "", "0"


def packed(table: pd.DataFrame) -> dict[str, str]:
    """feed id -> its days for the page, `80.0.20.0` the hundredths in STATES; "" is a day that
    was observed throughout, "0" one that was not polled (pure)."""
    shares = np.rint(table[list(STATES)].to_numpy(dtype=float) * 100).astype(int)
    told = pd.Series([_one(tuple(row)) for row in shares.tolist()], index=table.index)
    return {str(feed): ",".join(days) for feed, days in told.groupby(table["feed_id"])}


def _one(shares: tuple[int, ...]) -> str:
    if shares[0] >= 100:
        return FULL
    return ".".join(map(str, shares)) if any(shares) else NONE


def whole(table: pd.DataFrame) -> str:
    """The mean day of several feeds, as `packed` writes one (pure)."""
    means = table.groupby("bin_at", sort=True)[list(STATES)].mean().reset_index()
    return packed(means.assign(feed_id="all"))["all"] if len(means) else ""


def strip(days: str, told: str, wide: bool = False) -> html.Div:
    """A strip; `told` is read out in its place."""
    columns = [html.Div(_parts(one), className="day") for one in days.split(",")]
    name = "days wide" if wide else "days"
    return html.Div(columns, className=name, role="img", title=told, **aria(label=told))


def _parts(one: str) -> list[html.Span]:
    shares = (100,) if one == FULL else tuple(map(int, one.split(".")))
    return [
        html.Span(className=state, style={"height": f"{share}%"})
        for state, share in zip(STATES, shares, strict=False)
        if share
    ]


def told(table: pd.DataFrame, lang: str) -> str:
    """What a strip shows, in words."""
    if table.empty:
        return ""
    ends = (day(lang, table["bin_at"].iloc[0]), day(lang, table["bin_at"].iloc[-1]))
    seen = percent(lang, float(table["observed"].mean()))
    return tell(lang, "feeds.strip", first=ends[0], last=ends[1], seen=seen)


def key(lang: str, table: pd.DataFrame) -> html.P:
    """What the colours mean; captured time only where there is any."""
    shown = [s for s in STATES if s != "captured" or bool(table["captured"].any())]
    marks = [
        html.Span(
            [html.Span(className=f"mark {state}"), " ", tell(lang, f"feeds.parts.{state}")],
            className="entry",
        )
        for state in (*shown, "unpolled")
    ]
    return html.P(marks, className="basis key")
