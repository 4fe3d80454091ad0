"""Spoilt documents: no error gets out of `parse`, and nothing unfit comes out of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.fuzzing import TYPES, Change, seeds, spoilt, wrong_with

SECONDS = 5.0  # of CPU, for a document of up to 200,000 bytes
FRACTION = st.floats(0, 1)
CHANGES = st.lists(
    st.tuples(st.integers(0, 7), FRACTION, FRACTION, st.integers(0, 10_000)), max_size=6
)
QUICK = settings(
    max_examples=250,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
OURS, ALL = seeds(ours_only=True), seeds()


def tried(body: bytes, content_type: str = "") -> None:
    begun = time.process_time()
    assert wrong_with(body, content_type) == []
    assert time.process_time() - begun < SECONDS


@QUICK
@given(st.sampled_from(OURS), CHANGES, st.sampled_from(TYPES))
def test_our_documents_spoilt(seed: bytes, changes: list[Change], content_type: str) -> None:
    tried(spoilt(seed, changes), content_type)


@pytest.mark.corpus
@pytest.mark.skipif(len(ALL) == len(OURS), reason="no malformed documents in COVERLINE_SHARED")
@QUICK
@given(st.sampled_from(ALL[len(OURS) :]), CHANGES)
def test_malformed_documents_spoilt_further(seed: bytes, changes: list[Change]) -> None:
    tried(spoilt(seed, changes))


@QUICK
@given(st.binary(max_size=400), st.sampled_from(TYPES))
def test_any_bytes(body: bytes, content_type: str) -> None:
    tried(body, content_type)
