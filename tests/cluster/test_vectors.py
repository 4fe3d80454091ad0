"""Sentence vectors: one space for all languages, kept in a kilobyte."""

from __future__ import annotations

import numpy as np
import pytest

from feeds.cluster.vectors import encode, pack, packs, unpack, unpacks, whole
from feeds.errors import StoreError


def test_vectors_have_length_one_and_know_a_translation() -> None:
    english, arabic, other = encode(["Flood in the valley", "فيضان في الوادي", "Wages are paid"])
    assert np.allclose(np.linalg.norm([english, arabic, other], axis=1), 1, atol=1e-5)
    assert english @ arabic > english @ other + 0.3


def test_equal_texts_are_read_once_and_stay_in_place() -> None:
    one, other, again = encode(["Dam cracks", "Wages are paid", "Dam cracks"])
    assert (one == again).all()
    assert not (one == other).all()


def test_no_texts_give_no_vectors() -> None:
    assert encode([]).shape == (0, 512)


def test_a_vector_is_kept_as_little_endian_half_floats() -> None:
    vector = np.linspace(-0.1, 0.1, 512, dtype=np.float32)
    assert len(pack(vector)) == 1024
    assert pack(np.float32([1.0]))[:2] == b"\x00\x3c"
    assert np.abs(unpack(pack(vector)) - vector).max() < 1e-4


def test_a_cut_vector_is_refused_with_advice() -> None:
    with pytest.raises(StoreError, match=r"3 bytes.*rebuild events"):
        unpack(b"abc")


@pytest.mark.parametrize("size", [64, 512, 4096, 36_000])
def test_dot_products_do_not_depend_on_the_order_of_adding(size: int) -> None:
    random = np.random.default_rng(1)
    one, two = (random.normal(size=size).astype(np.float32) for _ in range(2))
    two = one + two / 50  # nearly alike: the largest sums
    one, two = (whole(vector / np.linalg.norm(vector)) for vector in (one, two))
    shuffled = random.permutation(size)
    assert one @ two == one[shuffled] @ two[shuffled] == (one.astype(float) @ two.astype(float))
    assert (one**2).sum(dtype=float) < 2**24


def test_vectors_that_are_packed_together_are_packed_alike() -> None:
    vectors = np.random.default_rng(3).standard_normal((5, 16), np.float32)
    assert packs(vectors) == [pack(vector) for vector in vectors]
    assert packs(vectors[:0]) == []
    assert np.array_equal(unpacks(packs(vectors)), np.stack([*map(unpack, packs(vectors))]))


@pytest.mark.parametrize("cut", [[b"abcd", b"ab"[:1]], [b"abc", b"abc"], [b"", b""]])
def test_a_vector_that_was_cut_is_refused_among_others(cut: list[bytes]) -> None:
    with pytest.raises(StoreError):
        unpacks(cut)
