"""A poller in a process of its own, to be killed: `python -m feeds.selftest.child STORE`."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from itertools import count
from threading import Thread

from feeds.model import Subject
from feeds.pipeline import Pipeline
from feeds.selftest.desk import Clock
from feeds.selftest.documents import START
from feeds.settings import Settings
from feeds.store import Store, open_store


def poll_on(store: Store, url: str) -> None:
    """Pass after pass over the feeds of a store, an hour apart by its own clock, for ever."""
    Thread(target=_end_with_parent, daemon=True).start()
    outlets = tuple(store.outlets())
    subject = Subject("selftest", "Selftest", "", "UTC", outlets, (), (), synthetic=True)
    settings = Settings(store=url, allow_private=True, host_spacing=0.0, timeout=5.0)
    for hours in count(1):
        Pipeline(store, lambda: subject, outlets, settings).run(_clock(hours), True)


def _end_with_parent() -> None:
    sys.stdin.read()  # until whoever started this process has ended
    os._exit(1)


def _clock(hours: int) -> Clock:
    at = START + timedelta(hours=hours)
    return lambda: at


if __name__ == "__main__":
    poll_on(open_store(sys.argv[1], create=False), sys.argv[1])
