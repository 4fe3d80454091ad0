"""How far back an outlet may have told of something unseen: the gaps before a story (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Instants: TypeAlias = npt.NDArray[np.int64]  # microseconds since 1970
Flags: TypeAlias = npt.NDArray[np.bool_]
VOUCHED = ("dated", "undated", "captured")  # states of spans in which nothing was missed


@dataclass(frozen=True, slots=True)
class Stretches:
    """The time in which nothing that an outlet listed can have been missed: disjoint intervals
    of all outlets in one row, by outlet and time. Each outlet has `width` microseconds to itself,
    which begin at `origin`."""

    outlets: pd.Index
    origin: int
    width: int
    start: Instants
    end: Instants


def known(seen: pd.DataFrame, outlets: Mapping[str, str]) -> Stretches:
    """What polls and copies of an outlet's feeds vouch for together, from `Store.vouched` or
    `Store.spans` and the outlet of each feed."""
    lost = seen["overran"].astype(bool) if "overran" in seen else ~seen["state"].isin(VOUCHED)
    held = seen[~lost]
    feeds, names = pd.factorize(held["feed_id"])
    of_feed = np.array([outlets.get(name, name) for name in names], dtype=object)
    start, end = micros(held["from_at"]), micros(held["until_at"])
    return stretches(of_feed[feeds] if len(held) else np.zeros(0, dtype=object), start, end)


def stretches(outlets: npt.NDArray[np.object_], start: Instants, end: Instants) -> Stretches:
    """The union of intervals by outlet."""
    codes, names = pd.factorize(outlets, sort=True)
    origin = int(start.min(initial=0 if not len(start) else start[0]))
    width = int(end.max(initial=origin)) - origin + 2  # one to spare: outlets never touch
    shift = codes.astype(np.int64) * width - origin
    order = np.lexsort((end, start + shift))
    begun, reach = (start + shift)[order], np.maximum.accumulate((end + shift)[order])
    first = np.flatnonzero(np.concatenate([[True], begun[1:] > reach[:-1]])[: len(begun)])
    last = np.concatenate([first[1:] - 1, [len(begun) - 1]])[: len(first)]
    return Stretches(pd.Index(names, dtype=object), origin, width, begun[first], reach[last])


def unseen_from(
    names: pd.Index, place: Instants, since: Instants, until: Instants, known_of: Stretches
) -> Instants:
    """For each outlet, given by its place among names, the first instant in [since, until) that
    was not observed; `until` where all of it was."""
    codes = known_of.outlets.get_indexer(names.astype(object)).astype(np.int64)[place]
    shift = codes * known_of.width - known_of.origin
    inside = np.clip(since, known_of.origin, known_of.origin + known_of.width - 1)
    asked = inside + shift
    at = np.searchsorted(known_of.start, asked, "right") - 1
    reach = np.concatenate([known_of.end, [-1]])[at]  # the last stands for none before
    covered = (codes >= 0) & (inside == since) & (reach >= asked)
    dark = np.where(covered, reach - shift, since)
    return np.where(since < until, np.minimum(dark, until), until)


def micros(instants: pd.Series) -> Instants:
    """Instants as microseconds since 1970."""
    return pd.DatetimeIndex(instants).as_unit("us").asi8
