"""Texts joined by line ends as columns of Arrow, without an object for each (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Texts: TypeAlias = Any  # pyarrow.LargeStringArray
Places: TypeAlias = npt.NDArray[np.int64]
LINE_END = 10


def lined(blocks: Sequence[str]) -> Texts:
    """The lines of all texts in one column; none where there is no text."""
    if not blocks:
        return pa.array([], pa.large_string())
    text = "\n".join(blocks).encode()
    ends = np.append(np.flatnonzero(np.frombuffer(text, np.uint8) == LINE_END), len(text))
    offsets = np.concatenate([[0], ends - np.arange(len(ends))]).astype(np.int64)
    buffers = (pa.py_buffer(part) for part in (offsets, text.replace(b"\n", b"")))
    return pa.LargeStringArray.from_buffers(len(ends), *buffers)


def column(texts: Sequence[str]) -> Texts:
    """Texts as a column."""
    return pa.array(list(texts), pa.large_string())


def joined(one: Texts, other: Texts) -> Texts:
    """A column after another."""
    return pa.concat_arrays([one, other])


def taken(texts: Texts, places: npt.NDArray[np.integer[Any]]) -> Texts:
    """The texts at some places."""
    return texts.take(pa.array(places))


def order(texts: Texts) -> Places:
    """The places of texts in the order of their letters."""
    found: Places = pc.sort_indices(texts).to_numpy().astype(np.int64)
    return found
