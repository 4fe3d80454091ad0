"""Tables that several figures of one view need are computed once for each state of the data."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

Table = TypeVar("Table")
MOST = 32  # tables a function keeps


def kept(table: Callable[[Store, Selection], Table]) -> Callable[[Store, Selection], Table]:
    """Remember a table by store, data version and selection; callers must not write into it."""
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
            while len(held) > MOST:
                held.popitem(last=False)
        return found

    return recall
