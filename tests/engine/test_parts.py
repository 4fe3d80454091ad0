"""Work is cut up in order, and read only as far as it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.engine import parts
from feeds.engine.ordered import in_order


def test_parts_hold_everything_once_and_in_order() -> None:
    assert list(parts(range(7), 3)) == [(0, 1, 2), (3, 4, 5), (6,)]


def test_nothing_makes_no_part() -> None:
    assert list(parts([], 3)) == []


def test_few_parts_are_on_their_way_at_once() -> None:
    taken: list[int] = []

    def source() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = in_order(source(), lambda part: lambda: part, workers=2)
    assert next(results) == 0
    assert len(taken) == 4
