"""What a figure rests on: outlets, stories, exposure, cut-off and a hash of its data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version

import numpy as np
import pandas as pd

from feeds.coverage.bins import whole_span
from feeds.coverage.counts import each_once
from feeds.coverage.exposure import exposure, usual_rates, watched
from feeds.coverage.kept import kept
from feeds.coverage.selection import Selection
from feeds.coverage.volume import volume
from feeds.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Basis:
    """The facts of a source line. `exposure` and `captured` are the parts (0..1) observed and
    known from copies only, weighted by the outlets' usual rates; `unobserved` was neither."""

    outlets: int
    feeds: int
    stories: int
    reprints: int
    exposure: float
    cutoff: datetime
    synthetic: bool
    version: str
    data_hash: str
    unobserved: tuple[tuple[datetime, datetime], ...]
    captured: float = 0.0


@kept
def basis(store: Store, selection: Selection) -> Basis:
    """What the selection's figures rest on."""
    outlets = watched(store, selection)
    reach, reporting = each_once(store, replace(selection, scope=selection.compared))
    seen = exposure(store, selection)
    weights = usual_rates(store, selection)
    span = store.span()
    return Basis(
        outlets=len(outlets),
        feeds=sum(len(outlet.feeds) for outlet in outlets),
        stories=reach,
        reprints=reach - reporting,
        exposure=_overall(seen, "observed", weights),
        captured=_overall(seen, "captured", weights),
        cutoff=span[1] if span else selection.to_at,
        synthetic=store.meta("kind") == "demo",
        version=_version(),
        data_hash=_hash(volume(store, selection), seen),
        unobserved=_gaps(seen, selection),
    )


@cache
def _version() -> str:
    return version("coverline")


def _overall(seen: pd.DataFrame, part: str, weights: dict[str, float]) -> float:
    if seen.empty:
        return 0.0
    weight = seen["outlet_id"].map(weights).astype(float) + 1e-9
    return float((seen[part].astype(float) * weight).sum() / weight.sum())


def _hash(told: pd.DataFrame, seen: pd.DataFrame) -> str:
    """Eight digits that differ where the counts or what was observed do."""
    found = sha256()
    for table in (told, seen):
        for name in table.columns:
            found.update(f"{name} {len(table)}\n".encode())
            found.update(_bytes(table[name]))
    return found.hexdigest()[:8]


def _bytes(column: pd.Series) -> bytes:
    """A column, the same on every machine: fractions to the millionth, instants in UTC."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return bytes(column.dt.as_unit("us").astype("int64").to_numpy(dtype="<i8").tobytes())
    if column.dtype.kind == "f":
        millionths = np.nan_to_num(np.round(column.to_numpy(dtype=float) * 1e6), nan=-1.0)
        return bytes(millionths.astype("<i8").tobytes())
    if column.dtype.kind == "i":
        return bytes(column.to_numpy(dtype="<i8").tobytes())
    codes, names = pd.factorize(column)
    return bytes(codes.astype("<i8").tobytes()) + "\n".join(map(str, names)).encode()


def _gaps(seen: pd.DataFrame, selection: Selection) -> tuple[tuple[datetime, datetime], ...]:
    """Runs of bins in which nothing at all was observed or captured."""
    if seen.empty:
        return (whole_span(selection),)
    known = seen["observed"] + seen["captured"]
    dark = known.groupby(seen["bin_at"]).max() < 1e-9
    starts = [*dark.index, pd.Timestamp(whole_span(selection)[1])]
    runs: list[tuple[datetime, datetime]] = []
    for start, end, is_dark in zip(starts, starts[1:], dark, strict=False):
        if is_dark and runs and runs[-1][1] == start.to_pydatetime().astimezone(UTC):
            runs[-1] = (runs[-1][0], end.to_pydatetime().astimezone(UTC))
        elif is_dark:
            runs.append(
                (start.to_pydatetime().astimezone(UTC), end.to_pydatetime().astimezone(UTC))
            )
    return tuple(runs)
