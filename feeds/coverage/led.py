"""The lines of the stories that led their events and of those that followed (pure)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from feeds.coverage.gaps import Flags, Instants, Stretches
from feeds.coverage.leading import NOBODY, Lines, begun, leading, lines, reached_back, rows
from feeds.coverage.numbered import Numbered, Whole, numbered


class Led(NamedTuple):
    """Stories, the lines of all that can lead their events, when events began, and what was
    observed, from which these were made."""

    told: Numbered
    own: Lines
    since: Instants
    stretches: Stretches | None


def led(stories: pd.DataFrame, key: str, stretches: Stretches | None) -> Led:
    """What `candidates` and `delays` both rest on (pure)."""
    told = numbered(stories, key)
    own = lines(told, told.own)
    since = begun(own)
    return Led(told, rows(reached_back(own, told, since, stretches), told), since, stretches)


def with_followers(found: Led) -> tuple[Lines, Flags]:
    """The leaders and the first line of every other row: its news, reprints among them; another
    form only where it has no news. And which of them may lead."""
    told, own, since, stretches = found
    began = np.append(since, NOBODY)[np.minimum(told.event, len(since))] < NOBODY
    width = len(told.names(told.key))
    pair = told.event * width + told.row
    kept = began & (told.news | ~_among(pair, pair[told.news]))
    others = rows(reached_back(lines(told, kept), told, since, stretches), told)
    leaders = own.of(leading(own))
    led_by = leaders.event * width + leaders.row
    others = others.of(~_among(others.event * width + others.row, led_by))
    both = leaders.and_those(others)
    return both, np.arange(len(both.event)) < len(leaders.event)


def _among(pairs: Whole, some: Whole) -> Flags:
    """Which numbers of pairs are among some others."""
    held = np.zeros(int(max(pairs.max(initial=-1), some.max(initial=-1))) + 1, dtype=bool)
    held[some] = True
    found: Flags = held[pairs]
    return found
