"""The lines of the stories that led their events and of those that followed (pure)."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from feeds.coverage.gaps import Flags, Instants, Stretches
from feeds.coverage.leading import (
    NEWS,
    NOBODY,
    begun,
    codes,
    leading,
    lines,
    numbered,
    own_news,
    reached_back,
    rows,
)
from feeds.coverage.medians import MINUTE


class Led(NamedTuple):
    """Numbered stories, the lines of all that can lead their events, when events began, and the
    column of the rows and what was observed, from which these were made."""

    stories: pd.DataFrame
    own: pd.DataFrame
    since: Instants
    key: str
    stretches: Stretches | None


def led(stories: pd.DataFrame, key: str, stretches: Stretches | None) -> Led:
    """What `candidates` and `delays` both rest on (pure)."""
    stories = numbered(stories, key)
    own = lines(stories, own_news(stories))
    since = begun(own)
    return Led(stories, rows(reached_back(own, since, stretches), key), since, key, stretches)


def with_followers(found: Led) -> pd.DataFrame:
    """The leaders and the first line of every other row: its news, reprints among them; another
    form only where it has no news."""
    stories, own, since, key, stretches = found
    begun_ones = np.concatenate([since, [NOBODY]])[np.minimum(stories["event"], len(since))]
    news = (stories["form"] == NEWS).to_numpy()
    pair = _pairs(stories["event"], stories[key])
    kept = (begun_ones < NOBODY) & (news | ~_among(pair, pair[news]))
    told = lines(stories, kept)
    table = rows(reached_back(told, since, stretches), key).assign(may_lead=False)
    leaders = own[leading(own)].assign(may_lead=True)
    led_by = _pairs(leaders["event"], leaders["row"])
    others = table[~_among(_pairs(table["event"], table["row"]), led_by)]
    return pd.concat([leaders, others], ignore_index=True)


def _pairs(event: pd.Series, row: pd.Series) -> Instants:
    """A number for each event and row."""
    return event.to_numpy() * len(row.cat.categories) + codes(row)


def _among(pairs: Instants, some: Instants) -> Flags:
    """Which numbers of pairs are among some others."""
    held = np.zeros(int(max(pairs.max(initial=-1), some.max(initial=-1))) + 1, dtype=bool)
    held[some] = True
    found: Flags = held[pairs]
    return found


def ordered(event: Instants, low: Instants, high: Instants, line: Instants) -> Instants:
    """The order by event, low and high in minutes, and line; sorted as one number where they
    fit into one (pure)."""
    keys = (event, low // MINUTE, -(-high // MINUTE), line)
    least = [int(key.min(initial=NOBODY)) for key in keys]
    widths = [int(key.max(initial=0)) - low + 1 for key, low in zip(keys, least, strict=True)]
    if not len(event) or math.prod(widths) >= NOBODY:
        return np.lexsort(keys[::-1])
    number = np.zeros(len(event), dtype=np.int64)
    for key, low_, width in zip(keys, least, widths, strict=True):
        number = number * width + (key - low_)
    return np.argsort(number, kind="stable")
