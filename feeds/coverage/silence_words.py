"""What can be said of an outlet that told little or nothing of something, in words (pure).

Never that it ignored anything: only what was looked at and what was found.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Verdict = Literal[
    "told", "none found", "too few to tell", "partly observed", "not observed", "not comparable"
]

HALF = 0.5  # of the time observed: below it nothing is said
MOSTLY = 0.8  # from there on the rest is small
SOME = 3.0  # stories expected: none of them is chance in one case of twenty


@dataclass(frozen=True, slots=True)
class Found:
    """What an outlet or group published on something in a span. `then` is the part observed
    while others told of it; `expected` at the rate of the others; `upper` bounds what it may
    have published, NaN where the topic's recall was not measured."""

    stories: int
    all_stories: int
    observed: float
    captured: float
    then: float
    expected: float
    upper: float = math.nan
    read: int = 0
    caught: int = 0
    chosen_with: bool = False
    comparable: bool = True


def verdict(found: Found) -> Verdict:
    """What may be said at all."""
    known = min(found.observed + found.captured, found.then)
    if not found.comparable:
        return "not comparable"
    if found.stories:
        return "told"
    if known < HALF:
        return "not observed"
    if known < MOSTLY:
        return "partly observed"
    return "none found" if found.expected >= SOME else "too few to tell"


def sentence(found: Found) -> str:
    """The same with its evidence, in one or two sentences."""
    said = verdict(found)
    if said == "not comparable":
        return "No feed of the whole outlet is watched, so nothing can be said of it."
    counted = f"{found.stories:,} of {found.all_stories:,} stories"
    if said == "not observed":
        return f"Not observed enough to tell: {_seen(found)}; {counted} say nothing."
    if said == "partly observed":
        return f"{counted}, {_seen(found)}. Of the rest nothing is known."
    rate = f"at the rate of the others it would be {_number(found.expected)}"
    if said == "told":
        return f"{counted}, {_seen(found)}; {rate}."
    if said == "too few to tell":
        return f"{counted}, {_seen(found)}. Too few to tell: {rate}."
    return f"{counted}, {_seen(found)}; {rate}.{_bound(found)}"


def _seen(found: Found) -> str:
    words = f"{percent(found.observed)} observed"
    if found.captured >= 0.005:
        words += f" and {percent(found.captured)} known from copies"
    if found.then < found.observed + found.captured - 0.05:
        words += f", {percent(found.then)} while others told of it"
    return words


def _bound(found: Found) -> str:
    if math.isnan(found.upper):
        return " How many go unfound was not measured: read the nearest misses first."
    chosen = ", with which its words were chosen" if found.chosen_with else ""
    return (
        f" The topic's words found {found.caught} of {found.read} stories read by hand{chosen}:"
        f" at most {_up(found.upper)} stories in such a span may go unfound (95 %)."
    )


def percent(part: float) -> str:
    """A part (0..1) rounded down: what was not observed is never rounded away."""
    whole = math.floor(part * 100 + 1e-9)
    return "less than 1 %" if 0 < part < 0.01 else f"{whole} %"


def _number(value: float) -> str:
    if value < 0.1:
        return "less than 0.1"
    return f"about {value:,.0f}" if value >= 10 else f"about {value:.1f}"


def _up(value: float) -> str:
    return f"{math.ceil(value * 10 - 1e-9) / 10:.1f}"
