"""Lines in order, whatever their keys: sorted as one number or key by key, it comes to the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.coverage.medians import medians
from feeds.coverage.ordering import ROOM, order, runs

SLOW = settings(deadline=None)  # the machine may be busy
SMALL, HUGE = st.integers(-3, 3), st.integers(-ROOM, ROOM)


@SLOW
@given(st.lists(st.tuples(SMALL, SMALL, st.one_of(SMALL, HUGE))))
def test_the_first_key_counts_above_all_and_equal_lines_stay_as_they_came(
    lines: list[tuple[int, int, int]],
) -> None:
    keys = [np.array([line[n] for line in lines], dtype=np.int64) for n in range(3)]
    by_hand = sorted(range(len(lines)), key=lambda place: (*lines[place], place))
    assert list(order(*keys)) == by_hand
    by_two = sorted(range(len(lines)), key=lambda place: (*lines[place][:2], place))
    assert list(order(*keys[:2])) == by_two


@pytest.mark.parametrize("wide", [1, 1 << 40, 1 << 58, ROOM])
def test_keys_of_any_width_come_to_the_same(wide: int) -> None:
    chance = np.random.default_rng(4)
    key, other = chance.integers(0, 9, 500), chance.integers(0, 2, 500) * wide
    assert list(order(key, other)) == list(np.lexsort((other, key)))
    assert list(key) == list(np.random.default_rng(4).integers(0, 9, 500)), "keys stay as they are"


def test_a_run_begins_wherever_a_key_changes() -> None:
    assert list(runs(np.array([0, 0, 2, 2, 2, 7]))) == [0, 2, 5]
    assert not len(runs(np.zeros(0, dtype=np.int64)))


@SLOW
@given(st.lists(st.tuples(st.integers(0, 3), st.one_of(SMALL, st.integers(-(1 << 52), 1 << 52)))))
def test_the_median_of_each_group_is_that_of_its_own_values(lines: list[tuple[int, int]]) -> None:
    groups, values = (np.array([line[n] for line in lines], dtype=np.int64) for n in (0, 1))
    held = [[value for group, value in lines if group == number] for number in range(4)]
    wanted = [np.median(one) if one else np.nan for one in held]
    assert medians(groups, values, 4) == pytest.approx(wanted, nan_ok=True)
