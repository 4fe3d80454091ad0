"""However many answers come at once, the loop is never held for much longer than a few."""

from __future__ import annotations

import asyncio
import time

from feeds.polling.breath import SPAN, Breath

PIECE = SPAN / 5  # seconds that one piece of work takes
WORKERS = 60


async def rounds(breath: Breath | None) -> list[int]:
    """How many pieces of work, all ready at once, each round of the loop does."""
    done: list[int] = []

    async def work() -> None:
        if breath:
            await breath.take()
        time.sleep(PIECE)
        done[-1] += 1

    async def count() -> None:
        while sum(done) < WORKERS:
            done.append(0)
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    await asyncio.gather(counting, *(work() for _ in range(WORKERS)))
    return done


def test_without_it_all_is_done_in_one_round() -> None:
    assert max(asyncio.run(rounds(None))) == WORKERS


def test_a_round_does_a_few_pieces_and_every_worker_has_its_turn() -> None:
    done = asyncio.run(rounds(Breath()))
    assert sum(done) == WORKERS
    assert max(done) <= SPAN / PIECE + 1


def test_workers_go_on_as_they_came_and_none_waits_for_one_that_was_stopped() -> None:
    seen: list[int] = []

    async def work(breath: Breath, number: int) -> None:
        await breath.take()
        seen.append(number)
        time.sleep(SPAN)

    async def all_of_them() -> None:
        breath = Breath()
        workers = [asyncio.create_task(work(breath, number)) for number in range(6)]
        await asyncio.sleep(0)
        workers[2].cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    asyncio.run(all_of_them())
    assert seen == [0, 1, 3, 4, 5]
