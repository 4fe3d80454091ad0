"""What was made is kept, the latest first to stay; made once, however many ask at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Kept:
    """At most so many things by what was asked; safe to ask from several threads."""

    def __init__(self, most: int) -> None:
        """Keep `most` of them."""
        self._most = most
        self._held: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, make: Callable[[], T], key: Hashable) -> T:
        """What `make` gave for the key, or gives now; who asks meanwhile waits for it. What it
        raises is not kept."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            else:
                mine = self._held[key] = Future[Any]()
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
        return cast(T, found.result()) if found is not None else self._made(make, key, mine)

    def _made(self, make: Callable[[], T], key: Hashable, mine: Future[Any]) -> T:
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                if self._held.get(key) is mine:
                    del self._held[key]
            mine.set_exception(error)
            raise
        mine.set_result(made)
        return made
