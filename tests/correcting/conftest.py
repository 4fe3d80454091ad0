"""A store with two events of two stories each, and a subject with two topics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.cluster.window import event_id_of
from feeds.correcting import Asked, Done, correct
from feeds.model import Correction, Derived, Subject, Topic
from feeds.placing import event_rows
from feeds.store import Store, open_store
from tests.store import make

FIRE, FLOOD = event_id_of("a"), event_id_of("c")
TITLES = {
    "a": "Fire in the harbour of Orsa",
    "b": "Harbour of Orsa burns",
    "c": "Lake Mirel floods the valley",
    "d": "Valley under water at Lake Mirel",
}
TOPICS = (
    Topic("harbour", "Harbour", "", {"en": ("harbour",)}, {}, {}),
    Topic("coast", "Coast", "", {"en": ("coastline",)}, {}, {}),
)


@dataclass
class Newsdesk:
    """An analyst before a store: every correction an hour after the last."""

    store: Store
    subject: Subject = field(default=Subject("quay", "Quay", "", "UTC", (), (), TOPICS))
    hours: int = 10

    def __call__(self, say: Callable[[Asked], Correction], note: str = "") -> Done:
        """Make a correction."""
        self.hours += 1
        asked = Asked(self.store, self.subject, "Nour", make.at(self.hours), note)
        return correct(self.store, self.subject, say(asked))

    def events(self) -> dict[str, str]:
        """Where every story is."""
        held = self.store.stories_seen(make.at(0) - timedelta(days=9), make.at(99))
        return {story.id: story.event_id for story in held}

    def topics(self, story: str) -> list[str]:
        """The topics of a story."""
        return [match.topic_id for match in self.store.topics_of([story]).get(story, [])]


@pytest.fixture
def newsdesk(tmp_path: Path) -> Iterator[Newsdesk]:
    """Two events: a fire in two stories, a flood in two."""
    store = open_store(f"sqlite:///{tmp_path}/desk.db")
    store.save_outlets([make.outlet("lantern")])
    told = [
        make.story(name, hours=n, title=title, event_id=FIRE if name in "ab" else FLOOD)
        for n, (name, title) in enumerate(TITLES.items())
    ]
    store.save_derived(
        Derived(
            cursor=1,
            stories=tuple(told),
            memberships=tuple(make.placed(s.id, s.event_id) for s in told),
            events=tuple(event_rows(store, [FIRE, FLOOD], told)),
            topics=(make.topic("a"), make.topic("b")),
        )
    )
    yield Newsdesk(store)
    store.close()
