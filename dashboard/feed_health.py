"""Whether the data are whole, from the states of the feeds."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

WHOLE, NEARLY = 0.98, 0.9  # of the week that was observed
TROUBLES = ("failing", "overran", "stale", "undated")


@dataclass(frozen=True, slots=True)
class Health:
    """What the feeds' states come to.

    `verdict` is whole, nearly, gaps, stopped (no feed is polled any more) or unpolled;
    `troubles` counts the feeds in each state of TROUBLES that occurs; `observed` is the mean
    part of the last seven days (0..1) of the feeds that are asked.
    """

    verdict: str
    asked: int
    off: int
    troubles: dict[str, int]
    alarms: int  # feeds with an alarm, in whatever state
    observed: float
    lost_low: int
    lost_high: int


def health(table: pd.DataFrame) -> Health:
    """The health of the feeds of `feed_states` (pure)."""
    asked = table[table["enabled"].astype(bool) & (table["state"] != "retired")]
    counts = asked["state"].value_counts()
    troubles = {state: int(counts[state]) for state in TROUBLES if state in counts}
    observed = float(asked["observed_share"].mean()) if len(asked) else 0.0
    unpolled = int(counts.get("not polled yet", 0)) == len(asked)
    return Health(
        "unpolled" if unpolled else _verdict(troubles, observed, len(asked)),
        len(asked),
        len(table) - len(asked),
        troubles,
        int(asked["alarms"].map(bool).sum()),
        observed,
        int(asked["lost_low"].sum()),
        int(asked["lost_high"].sum()),
    )


def _verdict(troubles: dict[str, int], observed: float, asked: int) -> str:
    if troubles.get("stale") == asked:
        return "stopped"
    if not troubles and observed >= WHOLE:
        return "whole"
    return "nearly" if observed >= NEARLY else "gaps"


def urgency(table: pd.DataFrame) -> pd.DataFrame:
    """The feeds with those first that need a hand: failing, losing, alarmed, then the rest;
    what is switched off last (pure)."""
    order = {state: place for place, state in enumerate((*TROUBLES, "retired", "not polled yet"))}
    rank = table["state"].map(order).fillna(len(order)).astype(int)
    rank = rank.where(~((table["state"] == "observed") & table["alarms"].map(bool)), len(TROUBLES))
    rank = rank.where(table["state"] != "off", len(order) + 1)
    keyed = table.assign(_rank=rank)
    return keyed.sort_values(["_rank", "outlet", "url"], kind="stable").drop(columns="_rank")
