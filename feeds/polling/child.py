"""A process that parses documents for the poller, one after the other, and ends with it.

It reads questions from standard input and answers on standard output, each a length and a
pickle. Standard input ends when the poller does, however it ended: then this process ends at
once, in the midst of a document too. What holds the interpreter itself for too long is ended
by the system, by a limit on CPU time.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]

LENGTH = struct.Struct("!Q")
READY = b"+"
CPU_SECONDS = 120  # of one document, before the system ends the process


def framed(value: Any) -> bytes:
    """A value as it goes through the pipe."""
    held = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(held)) + held


def main(door: str) -> None:
    """Answer each question with `door`, a function named `module:name`, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the poller decides what Ctrl-C means
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    module, _, name = door.partition(":")
    function = getattr(import_module(module), name)
    questions: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, questions), daemon=True).start()
    answers.write(READY)
    answers.flush()
    while True:
        question = questions.get()
        _limit_cpu()
        answers.write(framed(function(*pickle.loads(question))))
        answers.flush()


def _listen(pipe: BinaryIO, questions: SimpleQueue[bytes]) -> None:
    """Take in questions; the end of them is the end of the process."""
    while head := pipe.read(LENGTH.size):
        questions.put(pipe.read(LENGTH.unpack(head)[0]))
    os._exit(0)


def _limit_cpu() -> None:
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


if __name__ == "__main__":
    main(sys.argv[1])
