"""The topics of stories: by their words, by what they are like, or as a person said.

A store of several subjects asks each for itself: words, likeness and home are a subject's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from numpy import float32
from numpy.typing import NDArray

from feeds.cluster.vectors import unpack
from feeds.corrections import Rulings
from feeds.model import OFF_SUBJECT, Story, Subject, TopicMatch
from feeds.placing.places import Places
from feeds.standing import recalled
from feeds.store.protocol import Store
from feeds.subjects.together import owner_of, qualified_id
from feeds.topics import Matcher
from feeds.topics.home import home_of
from feeds.topics.likeness import Likeness, Matches

Vectors = Mapping[str, NDArray[float32]]


class TopicFinder:
    """Finds the topics of stories; remembers from batch to batch what stands for each topic."""

    def __init__(self, store: Store, subject: Subject, places: Places) -> None:
        self._store = store
        self._first = _Judge(store, subject, places, "")
        further = (_Judge(store, other, places, other.id) for other in subject.beside)
        self._judges = (self._first, *further)

    def find(
        self, stories: Iterable[Story], rulings: Rulings, vectors: Mapping[str, bytes] | None = None
    ) -> tuple[TopicMatch, ...]:
        """The topics of stories, with what matched, what they are like, or who said so.
        `vectors` are those that the store has not got yet."""
        return self._found(self._judges, stories, rulings, vectors)

    def of_further(
        self, name: str, stories: Iterable[Story], rulings: Rulings
    ) -> tuple[TopicMatch, ...]:
        """The topics of stories in a further subject alone, by its id."""
        judges = [judge for judge in self._judges if judge.owner == name]
        return self._found(judges, stories, rulings, None)

    def forget(self) -> None:
        """Read what stands for each topic from the store again."""
        for judge in self._judges:
            judge.forget()

    def by_words(self, story: Story) -> Sequence[TopicMatch]:
        """The first subject's topics of a story by its own words, whatever people said."""
        return self._first.by_words(story)

    def _found(
        self,
        judges: Iterable[_Judge],
        stories: Iterable[Story],
        rulings: Rulings,
        vectors: Mapping[str, bytes] | None,
    ) -> tuple[TopicMatch, ...]:
        told, new = list(stories), vectors or {}
        if not told:
            return ()
        packed = self._store.vectors([s.id for s in told if s.id not in new]) | dict(new)
        read = {story.id: unpack(packed[story.id]) for story in told if story.id in packed}
        found = [judge.judge(told, read, rulings) for judge in judges]
        return tuple(match for story in told for part in found for match in part[story.id])


class _Judge:
    """One subject's topics; `owner` is its id, "" for the first of the store."""

    def __init__(self, store: Store, subject: Subject, places: Places, owner: str) -> None:
        self._store, self._places, self.owner = store, places, owner
        self._matcher = Matcher(subject.topics)
        self._topic_ids = tuple(topic.id for topic in subject.topics)
        self._likeness: Likeness | None = None

    def judge(
        self, stories: Sequence[Story], vectors: Vectors, rulings: Rulings
    ) -> dict[str, Matches]:
        """The topics of stories by id."""

        def settle(story: Story, found: Matches) -> Matches:
            return self._settled(found, rulings.on_topics(story, found))

        words = {story.id: self.by_words(story) for story in stories}
        found = self._alike(stories).judge(stories, vectors, words, settle)
        off = qualified_id(self.owner, OFF_SUBJECT)
        return {name: [m for m in held if self._tells(m, off)] for name, held in found.items()}

    def forget(self) -> None:
        """Read what stands for each topic from the store again."""
        self._likeness = None

    def by_words(self, story: Story) -> Sequence[TopicMatch]:
        """The topics of a story by its own words, whatever people said."""
        outlet, _ = self._places.of(story.feed_id)
        home = home_of(outlet.country, story.url)
        return self._matcher.match(story.id, story.title, story.summary, story.language, home)

    def _settled(self, found: Matches, ruled: Matches) -> Matches:
        """What people said of this subject; what they said of another one moves nothing here."""
        own = [m for m in ruled if owner_of(m.topic_id) == self.owner or m in found]
        return own if own or len(own) == len(ruled) else found

    def _tells(self, match: TopicMatch, off: str) -> bool:
        """Only the first subject keeps what is not about it: a further one has no use for it."""
        return not self.owner or match.topic_id not in (OFF_SUBJECT, off)

    def _alike(self, stories: Sequence[Story]) -> Likeness:
        if self._likeness is None:
            now = max(story.first_seen_at for story in stories)
            self._likeness = recalled(self._store, self._topic_ids, now)
        return self._likeness
