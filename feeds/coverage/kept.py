"""Tables that several figures of one view need are computed once for each state of the data."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeAlias, TypeVar

from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

Table = TypeVar("Table")
Asked: TypeAlias = Callable[[Store, Selection], Table]
MOST = 32  # tables a function keeps


def kept(table: Asked[Table]) -> Asked[Table]:
    """Remember a table by store, data version and selection; callers must not write into it."""
    return kept_within(MOST, lambda found: 1)(table)


def kept_within(most: int, weigh: Callable[[Table], int]) -> Callable[[Asked[Table]], Asked[Table]]:
    """The same for tables that weigh no more than `most` together; the last is always kept."""

    def keeping(table: Asked[Table]) -> Asked[Table]:
        held: OrderedDict[tuple[str, str, str], Table] = OrderedDict()
        lock = Lock()

        @wraps(table)
        def recall(store: Store, selection: Selection) -> Table:
            key = (store.url, store.data_version(), repr(selection))
            with lock:
                if key in held:
                    held.move_to_end(key)
                    return held[key]
            found = table(store, selection)
            with lock:
                held[key] = found
                while len(held) > 1 and sum(map(weigh, held.values())) > most:
                    held.popitem(last=False)
            return found

        return recall

    return keeping
