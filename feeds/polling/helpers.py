"""Child processes that parse: started when wanted, ended when they fail or take too long."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from typing import Any

from feeds.polling.child import LENGTH, READY, framed

START_SECONDS = 60.0  # for a child to come up, on a machine under load


class ChildDied(Exception):
    """A child that ended before it had answered, or could not be started."""


class Helper:
    """One child process; asked one question at a time."""

    def __init__(self, process: Process) -> None:
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        self._to, self._from = process.stdin, process.stdout

    @classmethod
    async def start(cls, door: str) -> Helper:
        """A child that answers with the function `door`; ChildDied if none can be had."""
        command = (sys.executable or "python", "-P", "-m", "feeds.polling.child", door)
        paths = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=paths, start_new_session=True
            )
        except OSError as error:
            raise ChildDied(f"no process for it could be started: {error}") from error
        helper = cls(process)
        try:
            async with asyncio.timeout(START_SECONDS):
                await helper._read(len(READY))
        except (ChildDied, TimeoutError) as error:
            await helper.stop()
            raise ChildDied("its process did not start") from error
        except BaseException:  # Ctrl-C
            await helper.stop()
            raise
        return helper

    async def ask(self, question: tuple[Any, ...]) -> Any:
        """What the child makes of a question; ChildDied if it ends over it.

        A question that is given up, by a time limit or Ctrl-C, leaves a child that must be
        stopped: its answer may still come.
        """
        try:
            self._to.write(framed(question))
            await self._to.drain()
        except OSError as error:
            raise ChildDied("its process ended") from error
        size = LENGTH.unpack(await self._read(LENGTH.size))[0]
        return pickle.loads(await self._read(size))

    async def stop(self) -> None:
        """End the child, whatever it is at."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
        await self._process.wait()

    async def _read(self, size: int) -> bytes:
        try:
            return await self._from.readexactly(size)
        except (asyncio.IncompleteReadError, OSError) as error:
            raise ChildDied("its process ended") from error
