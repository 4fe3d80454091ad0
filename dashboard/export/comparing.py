"""Two pictures and two tables side by side: what differs, and by how much (pure)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from dashboard.export import in_pdf, in_png, in_svg
from dashboard.printer import Kind
from feeds.errors import ExportError

NAMED = 3  # changed numbers that are told one by one
VALUES = frozenset({"count", "total", "value", "captured", "missing", "stories", "observed",
                    "overran", "failed", "unpolled"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Differs:
    """How a picture differs from the one that is drawn again; "" where it does not."""

    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)


def pictures(kind: Kind, held: bytes, anew: bytes) -> Differs:
    """A file against the one that is drawn again, what they carry aside."""
    if kind == "png":
        return _pixels(in_png.pixels(held), in_png.pixels(anew))
    parts = in_svg.parts if kind == "svg" else in_pdf.parts
    try:
        one, other = parts(held), parts(anew)
    except ExportError as error:
        return Differs(error.message)
    if one == other:
        return Differs()
    changed = sum((Counter(one) - Counter(other)).values())
    return Differs(f"{max(1, changed):,} of {len(one):,} drawn parts differ{_first(one, other)}")


def _first(one: list[str], other: list[str]) -> str:
    """The first text that is another one, where it is short enough to be read."""
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        pair = (" ".join(one[a:b])[:60], " ".join(other[c:d])[:60])
        if tag == "replace" and not any(text.startswith("<") for text in pair):
            return f", the first “{pair[0]}” in place of “{pair[1]}”"
    return ""


def _pixels(one: in_png.Pixels, other: in_png.Pixels) -> Differs:
    if one.shape != other.shape:
        sizes = [f"{image.shape[1]} × {image.shape[0]}" for image in (one, other)]
        return Differs(f"it is {sizes[0]} pixels, drawn again {sizes[1]}")
    off = np.any(one != other, axis=2)
    count = int(off.sum())
    if not count:
        return Differs()
    rows, columns = np.flatnonzero(off.any(axis=1)), np.flatnonzero(off.any(axis=0))
    box = f"{columns[0]}, {rows[0]} to {columns[-1]}, {rows[-1]}"
    return Differs(f"{count:,} of {off.size:,} pixels differ, all within {box}")


@dataclass(frozen=True, slots=True)
class Changes:
    """Lines of a table that are gone, new or tell otherwise, of so many."""

    lines: int
    gone: int
    new: int
    other: int
    examples: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.gone or self.new or self.other)

    def words(self) -> str:
        """`5 of 48 lines changed, 2 new (…)`."""
        parts = [(self.other, "tell otherwise"), (self.new, "are new"), (self.gone, "are gone")]
        told = ", ".join(f"{n:,} {what}" for n, what in parts if n)
        named = f": {'; '.join(self.examples)}" if self.examples else ""
        return f"of {self.lines:,} lines {told}{named}"


def tables(before: pd.DataFrame, after: pd.DataFrame) -> Changes:
    """Canonical tables (all text) line by line; lines with the same keys belong together. Keys
    are all columns but those that hold values."""
    if list(before.columns) != list(after.columns):
        return Changes(len(before), len(before), len(after), 0)
    keys = [name for name in before.columns if name not in VALUES and not _number(before[name])]
    one, other = _keyed(before, keys), _keyed(after, keys)
    both = [key for key in one if key in other]
    changed = [key for key in both if one[key] != other[key]]
    told = tuple(_told(keys, key, before, one[key], other[key]) for key in changed[:NAMED])
    return Changes(len(one), len(one) - len(both), len(other) - len(both), len(changed), told)


def _number(column: pd.Series) -> bool:
    """Whether a column of texts holds fractions, which are measures and no names."""
    return bool(column.str.fullmatch(r"-?\d+\.\d+(e[+-]\d+)?").any())


def _keyed(table: pd.DataFrame, keys: list[str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    rest = [name for name in table.columns if name not in keys]
    names = [tuple(line) for line in table[keys].to_numpy().tolist()]
    seen: Counter[tuple[str, ...]] = Counter()
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, values in zip(names, table[rest].to_numpy().tolist(), strict=True):
        seen[name] += 1
        found[(*name, str(seen[name]))] = tuple(values)
    return found


def _told(
    keys: list[str],
    key: tuple[str, ...],
    table: pd.DataFrame,
    before: tuple[str, ...],
    after: tuple[str, ...],
) -> str:
    rest = [name for name in table.columns if name not in keys]
    where = " ".join(part for part in key[: len(keys)] if part)[:80]
    first = next(i for i, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1])
    return f"{where}: {rest[first]} {before[first]} → {after[first]}"


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of stories between two instants."""

    late: int = 0
    gone: int = 0
    redated: int = 0
    regrouped: int = 0
    reprints: int = 0
    edited: int = 0

    def words(self) -> str:
        """`3 late, 1 re-dated`; "" where nothing moved."""
        names = {
            "late": "late", "redated": "re-dated", "regrouped": "regrouped",
            "reprints": "found to be reprints or not", "edited": "edited",
            "gone": "no longer in the selection",
        }  # fmt: skip
        counts = ((getattr(self, name), what) for name, what in names.items())
        return ", ".join(f"{count:,} {what}" for count, what in counts if count)


def stories(before: pd.DataFrame, after: pd.DataFrame) -> Moved:
    """The stories of a selection as they were and as they are (id, published_at, event_id,
    copy_of, title)."""
    one, other = (table.drop_duplicates("id").set_index("id") for table in (before, after))
    both = one.index.intersection(other.index)
    columns = ("published_at", "event_id", "copy_of", "title")
    moved = [int((one.loc[both, name] != other.loc[both, name]).sum()) for name in columns]
    late, gone = len(other.index.difference(one.index)), len(one.index.difference(other.index))
    return Moved(late, gone, *moved)
