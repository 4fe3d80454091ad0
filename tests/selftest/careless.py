"""A poller to be killed that writes a poll first and what it brought in another transaction."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from feeds.model import PollRecord
from feeds.selftest import child
from feeds.store import open_store


class Careless:
    """A real store, but for one method."""

    def __init__(self, url: str) -> None:
        self._store = open_store(url, create=False)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def record_polls(self, records: Sequence[PollRecord]) -> Sequence[PollRecord]:
        """Polls and states now, entries a little later."""
        self._store.record_polls([replace(record, entries=()) for record in records])
        time.sleep(2)
        return self._store.record_polls(records)


child.poll_on(Careless(sys.argv[1]), sys.argv[1])  # type: ignore[arg-type]
