"""Processes of this machine."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.engine.pool import Pool
from feeds.errors import EngineError
from tests.engine import work


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(2)
    yield made
    made.close()


def test_results_come_in_the_order_of_the_parts(pool: Pool) -> None:
    assert list(pool.map(work.squared, range(20))) == [n * n for n in range(20)]


def test_the_work_is_done_elsewhere(pool: Pool) -> None:
    assert os.getpid() not in set(pool.map(work.where, range(4)))


def test_workers_let_the_process_go_first_that_waits_for_them(pool: Pool) -> None:
    assert min(pool.map(work.niceness, range(2))) > os.nice(0)


def test_what_the_work_raises_is_raised_here(pool: Pool) -> None:
    with pytest.raises(ValueError, match="not 3"):
        list(pool.map(work.refused, [3]))


def test_a_killed_worker_costs_nothing_but_time(pool: Pool, tmp_path: Path) -> None:
    marks = [str(tmp_path / name) for name in "abc"]
    assert list(pool.map(work.killed_once, marks)) == ["done"] * 3


def test_parts_that_came_after_a_killed_worker_are_done_all_the_same(
    pool: Pool, tmp_path: Path
) -> None:
    marks = [tmp_path / str(number) for number in range(12)]
    for number in {*range(12)} - {0, 1, 5}:
        marks[number].touch()
    assert list(pool.map(work.killed_once, map(str, marks))) == ["done"] * 12


def test_a_process_that_a_broken_pool_does_not_end_ends_all_the_same(
    pool: Pool, tmp_path: Path
) -> None:
    executor, up = pool._running(), tmp_path / "up"
    late = pool._spawning.Process(target=work.asleep, args=(str(up),))
    late.start()
    executor._processes[late.pid] = late  # type: ignore[attr-defined]
    while not up.exists():
        time.sleep(0.05)
    assert list(pool.map(work.killed_once, [str(tmp_path / "a")])) == ["done"]
    assert not late.is_alive()


def test_a_part_that_ends_every_worker_is_told(pool: Pool) -> None:
    with pytest.raises(EngineError, match="memory"):
        list(pool.map(work.killed, [None]))
    assert list(pool.map(work.squared, [2])) == [4]
