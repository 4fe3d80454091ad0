"""Documents parsed here or by children: in time, or the feed is told why not."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from feeds.model import Parsed, Response
from feeds.polling.parsing import TINY, Parsers, Unparsed

DOOR = "tests.polling.doors:told"
AT = datetime(2026, 3, 1, tzinfo=UTC)


def response(body: str, size: int = 0) -> Response:
    return Response("u", "u", AT, 1, 200, {}, body.encode().ljust(size))


def with_parsers(
    work: Callable[[Parsers], Awaitable[object]], seconds: float = 20, **given: int
) -> list[psutil.Process]:
    """Do the work and close the parsers; the children that it had just before that."""
    others = psutil.Process().children()  # of tests before

    async def run() -> list[psutil.Process]:
        parsers = Parsers(DOOR, seconds, **given)
        try:
            await work(parsers)
            return [child for child in psutil.Process().children() if child not in others]
        finally:
            await parsers.close()

    return asyncio.run(run())


def pid(parsed: Parsed) -> int:
    return int(parsed.title)


def test_a_trifle_is_parsed_in_this_process() -> None:
    async def work(parsers: Parsers) -> None:
        assert pid(await parsers.parse(response("say"), 9)) == os.getpid()
        assert pid(await parsers.parse(response("say", TINY + 1), 9)) == os.getpid()

    assert with_parsers(work) == []


def test_more_is_parsed_by_as_many_children_as_are_wanted_and_none_is_left() -> None:
    async def work(parsers: Parsers) -> None:
        slow = [parsers.parse(response("sleep 0.2"), 9) for _ in range(6)]
        pids = {pid(parsed) for parsed in await asyncio.gather(*slow)}
        assert len(pids) == 2
        assert os.getpid() not in pids

    children = with_parsers(work, trifle=0, children=2)
    assert len(children) == 2
    assert not any(child.is_running() for child in children)


@pytest.mark.parametrize(
    "given", [{"trifle": 0, "children": 1}, {"children": 0}], ids=["child", "thread"]
)
def test_a_document_that_takes_for_ever_is_given_up_and_the_next_is_parsed(
    given: dict[str, int],
) -> None:
    async def work(parsers: Parsers) -> None:
        begun = time.monotonic()
        with pytest.raises(Unparsed, match=r"more than 1\.5 seconds"):
            await parsers.parse(response("sleep 8", TINY + 1), 9)
        assert (await parsers.parse(response("say", TINY + 1), 9)).problem == "say"
        assert time.monotonic() - begun < 7

    with_parsers(work, seconds=1.5, **given)


def test_a_child_that_is_killed_costs_no_document(tmp_path: Path) -> None:
    async def work(parsers: Parsers) -> None:
        killer = response(f"die-once {tmp_path / 'died'}")
        found = await asyncio.gather(
            *(parsers.parse(one, 9) for one in (response("say"), killer, response("say")))
        )
        assert [parsed.problem for parsed in found] == ["say", "die-once", "say"]

    with_parsers(work, trifle=0, children=2)


def test_a_document_that_kills_every_parser_is_told_as_such() -> None:
    async def work(parsers: Parsers) -> None:
        with pytest.raises(Unparsed, match="ended the process"):
            await parsers.parse(response("die"), 9)
        assert (await parsers.parse(response("say"), 9)).problem == "say"

    with_parsers(work, trifle=0, children=1)


def test_where_no_process_can_be_started_documents_are_parsed_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")

    async def work(parsers: Parsers) -> None:
        assert pid(await parsers.parse(response("say", TINY + 1), 9)) == os.getpid()

    assert with_parsers(work, trifle=0) == []


def test_giving_up_ends_the_child_that_was_at_it() -> None:
    async def work(parsers: Parsers) -> None:
        task = asyncio.create_task(parsers.parse(response("sleep 30"), 9))
        while not psutil.Process().children():
            await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert with_parsers(work, trifle=0, children=1) == []
