"""Documents parsed beside the loop: a few of them here, many by child processes.

A child takes a quarter of a second to come up, and every core it can get, so it is started only
once a pass has brought more than a trifle to parse. What takes too long is given up: it fails
that feed and holds up no other.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib import import_module
from threading import Thread

from feeds.model import Parsed, Response
from feeds.polling.helpers import ChildDied, Helper

DOOR = "feeds.parse:parse"
PARSE_SECONDS = 30.0  # of one document
TINY = 20_000  # bytes that are parsed in a few milliseconds: no need for a time limit
TRIFLE = 1_000_000  # bytes of a pass that are not worth starting a process for
LARGE = 200_000  # bytes of a document that could take for ever: a process can be ended
TRIES = 2  # of a document whose child died: the first time may have been another's fault

Question = tuple[bytes, dict[str, str], str, int]


class Unparsed(Exception):
    """A document that could not be parsed; the message says why."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Parsers:
    """Parses documents with `door`, a function named `module:name`.

    Up to `children` processes are started, as many as there are cores where it is None; with 0,
    or where none can be had, all is done in this process.
    """

    def __init__(
        self,
        door: str = DOOR,
        seconds: float = PARSE_SECONDS,
        trifle: int = TRIFLE,
        children: int | None = None,
    ) -> None:
        self._door, self._seconds, self._trifle = door, seconds, trifle
        self._parse = _function(door)
        self._alone = children == 0
        self._places = asyncio.Semaphore(children or cores())
        self._here_now = asyncio.Semaphore(1)
        self._seen = 0
        self._idle: list[Helper] = []
        self._all: set[Helper] = set()

    async def parse(self, response: Response, max_entries: int) -> Parsed:
        """The document of a response; Unparsed where it takes too long or ends its parser."""
        self._seen += len(response.body)
        question = (response.body, response.headers, response.final_url, max_entries)
        small = self._seen <= self._trifle and len(response.body) <= LARGE
        if self._alone or small:
            return await self._here(question)
        async with self._places:
            for tried in range(TRIES):
                helper = await self._helper()
                if helper is None and not tried:
                    break
                with suppress(ChildDied):
                    return await self._by(helper, question)
            else:  # nor here: it might end this process as well
                raise Unparsed("the document ended the process that parsed it")
        return await self._here(question)

    async def close(self) -> None:
        """End all children."""
        await asyncio.gather(*(helper.stop() for helper in self._all))

    async def _helper(self) -> Helper | None:
        """A child that is free; None on a machine where no process can be started."""
        if self._idle:
            return self._idle.pop()
        try:
            helper = await Helper.start(self._door)
        except ChildDied:
            self._alone = True
            return None
        self._all.add(helper)
        return helper

    async def _by(self, helper: Helper | None, question: Question) -> Parsed:
        if helper is None:
            raise ChildDied("there is none")
        try:
            parsed: Parsed = await self._timely(helper.ask(question))
        except BaseException:  # Ctrl-C too: its answer may still come, so it answers no more
            self._all.discard(helper)
            await helper.stop()
            raise
        self._idle.append(helper)
        return parsed

    async def _here(self, question: Question) -> Parsed:
        async with self._here_now:  # one at a time: another's work is not its own
            if len(question[0]) <= TINY:
                return await asyncio.to_thread(self._parse, *question)
            answer: asyncio.Future[Parsed] = asyncio.get_running_loop().create_future()
            # Not a thread of a pool, which would be waited for at the end, for however long.
            Thread(target=_answer, args=(answer, self._parse, question), daemon=True).start()
            return await self._timely(answer)

    async def _timely(self, answer: Awaitable[Parsed]) -> Parsed:
        try:
            async with asyncio.timeout(self._seconds):
                return await answer
        except TimeoutError as error:
            why = f"the document took more than {self._seconds:g} seconds to parse"
            raise Unparsed(why) from error


def _function(door: str) -> Callable[..., Parsed]:
    module, _, name = door.partition(":")
    found: Callable[..., Parsed] = getattr(import_module(module), name)
    return found


def _answer(
    answer: asyncio.Future[Parsed], parse: Callable[..., Parsed], question: Question
) -> None:
    """Run in a thread: parse, and hand the result to the loop if it still wants it."""

    def settle(parsed: Parsed) -> None:
        if not answer.done():
            answer.set_result(parsed)

    parsed = parse(*question)
    with suppress(RuntimeError):  # the loop has ended meanwhile
        answer.get_loop().call_soon_threadsafe(settle, parsed)
