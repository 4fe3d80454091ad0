"""A poller in a process of its own, to be killed: `python -m feeds.selftest.child STORE`."""

from __future__ import annotations

import sys
from datetime import timedelta

from feeds.model import Subject
from feeds.pipeline import Pipeline
from feeds.selftest.documents import START
from feeds.settings import Settings
from feeds.store import open_store


def main(url: str) -> None:
    """Pass after pass over the feeds of a store, an hour apart by its own clock."""
    store = open_store(url, create=False)
    outlets, at = tuple(store.outlets()), START
    subject = Subject("selftest", "Selftest", "", "UTC", outlets, (), (), synthetic=True)
    settings = Settings(store=url, allow_private=True, host_spacing=0.0, timeout=5.0)
    while True:
        at += timedelta(hours=1)
        now = at
        Pipeline(store, subject, outlets, settings).run(lambda: now, True)  # noqa: B023


if __name__ == "__main__":
    main(sys.argv[1])
