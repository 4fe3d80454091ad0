"""What two windows of a feed prove about the time between them, feed by feed."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from feeds.ledger.windows import continuity
from tests.rows import rows

MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)
Window = tuple[list[str], dict[str, datetime]]


def window(text: str) -> Window:
    """Keys and dates of `z@9 y P`."""
    parts = [entry.partition("@") for entry in text.split()]
    dates = {key: MIDNIGHT + timedelta(hours=int(hour)) for key, _, hour in parts if hour}
    return [key for key, _, _ in parts], dates


@pytest.mark.parametrize(
    ("before", "now", "joins"),
    [pytest.param(*case[1:], id=case[0]) for case in rows("windows/joins.tsv")],
)
def test_only_what_an_ordinary_feed_would_still_show_joins(
    before: str, now: str, joins: str
) -> None:
    keys, dates = window(now)
    new = bool(set(keys) - set(window(before)[0]))
    assert continuity(keys, window(before)[0], new, dates) == joins


@pytest.mark.parametrize("left", range(41))
def test_a_flowing_window_joins_by_a_single_entry_pins_or_not(left: int) -> None:
    old, fresh = [f"old{n}" for n in range(40)], [f"new{n}" for n in range(40)]
    for pins in ([], ["P"], ["P", "Q", "R"]):
        shown = pins + (fresh[left:] + old[:left])[: 40 - len(pins)]
        kept = max(0, left - len(pins))
        expected = "joined" if kept else "overran"
        assert continuity(shown, pins + old[: 40 - len(pins)], True) == expected


def test_a_feed_of_hundreds_in_an_order_of_its_own_joins() -> None:
    draw = random.Random(7)
    old = [f"k{n}" for n in range(300)]
    kept, fresh = draw.sample(old, 200), [f"n{n}" for n in range(100)]
    shown = kept + fresh
    draw.shuffle(shown)
    assert continuity(shown, old, True) == "joined"


def test_what_was_known_long_ago_is_no_news() -> None:
    assert continuity(["x", "y"], ["a", "b"], False) == "stale"
    assert continuity(["a", "y"], ["a", "b"], False) == "joined"


def test_a_first_window_and_an_empty_one() -> None:
    assert continuity(["a"], [], True) == "first"
    assert continuity([], ["a"], False) == "joined"
