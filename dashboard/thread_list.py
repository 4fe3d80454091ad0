"""`coverline threads`: events that go on from one another, told in order."""

from __future__ import annotations

import json

from dashboard.explain import thread
from dashboard.explain.told import Told, plain, section
from dashboard.withholding import as_shown
from dashboard.words import many
from feeds.opening import open_real
from feeds.settings import Settings
from feeds.store.protocol import Store


def tell(settings: Settings, most: int, as_json: bool) -> None:
    """Print the threads with the newest stories first."""
    opened = open_real(settings, create=False)
    try:
        ids = opened.store.newest_threads(most)
        if as_json:
            files = {name: thread.facts(thread.whole(opened.store, name)) for name in ids}
            print(json.dumps(as_shown(opened.store, files), indent=2))
        else:
            found = told(opened.store, ids, opened.subject.zone)
            print(as_shown(opened.store, found).text(), end="")
    finally:
        opened.store.close()


def told(store: Store, thread_ids: list[str], zone: str) -> Told:
    """Threads told one after another, each event with how it goes on from those before it."""
    files = {name: thread.whole(store, name) for name in thread_ids}
    return Told(
        name=many(len(files), "thread"),
        title="Threads: events that go on from one another",
        who="Those with the newest stories first" if files else "There is none yet",
        url="",
        sections=tuple(
            section(
                f"{plain(file.events[0].label)} ({many(len(file.events), 'event')})",
                *thread.steps(file, name, zone),
            )
            for name, file in files.items()
        ),
    )
