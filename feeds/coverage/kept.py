"""Tables that several figures of one view need are computed once for each state of the data."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from typing import Generic, TypeAlias, TypeVar

from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

Table = TypeVar("Table")
Asked: TypeAlias = Callable[[Store, Selection], Table]
MOST = 32  # tables a function keeps

_state: ContextVar[tuple[Store, str] | None] = ContextVar("state", default=None)


def state(store: Store) -> str:
    """The state of the store's data: what it is now, but within `standing` what it was then."""
    held = _state.get()
    return held[1] if held and held[0] is store else store.data_version()


@contextmanager
def standing(store: Store) -> Iterator[str]:
    """While this lasts the state of the store's data is asked for once."""
    token = _state.set((store, state(store)))
    try:
        yield state(store)
    finally:
        _state.reset(token)


class Memory(Generic[Table]):
    """What was found, while it weighs no more than `most` together; the last is always kept."""

    def __init__(self, most: int, weigh: Callable[[Table], int]) -> None:
        self._held: OrderedDict[Hashable, Table] = OrderedDict()
        self._most, self._weigh, self._lock = most, weigh, Lock()

    def get(self, store: Store, key: Hashable, make: Callable[[], Table]) -> Table:
        """What `make` gives, once for each key and state of the store's data; callers must not
        write into it."""
        with standing(store) as version:
            known = (store.url, version, key)
            with self._lock:
                if known in self._held:
                    self._held.move_to_end(known)
                    return self._held[known]
            found = make()
        with self._lock:
            self._held[known] = found
            while len(self._held) > 1 and sum(map(self._weigh, self._held.values())) > self._most:
                self._held.popitem(last=False)
        return found


def kept(table: Asked[Table]) -> Asked[Table]:
    """Remember a table by store, data version and selection; callers must not write into it."""
    return kept_within(MOST, lambda found: 1)(table)


def kept_within(most: int, weigh: Callable[[Table], int]) -> Callable[[Asked[Table]], Asked[Table]]:
    """The same for tables that weigh no more than `most` together; the last is always kept."""

    def keeping(table: Asked[Table]) -> Asked[Table]:
        memory = Memory[Table](most, weigh)

        @wraps(table)
        def recall(store: Store, selection: Selection) -> Table:
            return memory.get(store, repr(selection), lambda: table(store, selection))

        return recall

    return keeping
