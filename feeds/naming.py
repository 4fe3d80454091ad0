"""Names of stories as they are placed: found | learnt | added to earlier stories.

What has been learnt outlives a pass in the store; what is on its way to a name is counted
again from the stories of the last 72 hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from feeds.model import NameUse, Story, Subject
from feeds.names.finding import Names
from feeds.store.protocol import Store

Named = tuple[tuple[str, ...], tuple[NameUse, ...]]  # stories looked through, and their names


class Namer:
    """Keeps the names that a subject knows or has learnt from pass to pass."""

    def __init__(self, store: Store, subject: Subject) -> None:
        self._store, self._subject = store, subject
        self._names: Names | None = None

    def recall(self, recent: Sequence[Story]) -> None:
        """Begin anew with what the store has learnt and the stories of the window, oldest first."""
        self._names = self._learnt()
        self._names.take(recent)

    def take(self, arrived: Sequence[Story], written: Sequence[Story]) -> Named:
        """The names of the stories written, learning from those that arrived as news, in order;
        with names of earlier stories that are new by these."""
        names = self._now()
        found = names.take(arrived)
        as_first = {story.id for story in arrived if story.version == 1}
        uses = [use for use in found if use.story_id in as_first]
        uses += self._of(story for story in written if story.id not in as_first)
        ours = {story.id for story in (*arrived, *written)}
        earlier = [use for use in found if use.story_id not in ours]
        held = self._store.names_of({use.story_id for use in earlier})
        uses += [*earlier, *(use for kept in held.values() for use in kept)]
        looked = dict.fromkeys((*(s.id for s in written), *(use.story_id for use in earlier)))
        return tuple(looked), distinct(uses)

    def of(self, stories: Sequence[Story]) -> Named:
        """The known names of stories whose words have changed."""
        return tuple(story.id for story in stories), distinct(self._of(stories))

    def _of(self, stories: Iterable[Story]) -> list[NameUse]:
        find = self._now().find
        return [use for s in stories for use in find(s.id, s.title, s.summary, s.language)]

    def _now(self) -> Names:
        if self._names is None:
            self._names = self._learnt()
        return self._names

    def _learnt(self) -> Names:
        tallies = self._store.names()
        return Names(self._subject, [(t.id, t.name) for t in tallies if t.kind == "unknown"])


def distinct(uses: Iterable[NameUse]) -> tuple[NameUse, ...]:
    """One use for each place of a story that a name stands at."""
    by_place = {(use.story_id, use.place, use.start, use.name_id): use for use in uses}
    return tuple(by_place.values())
