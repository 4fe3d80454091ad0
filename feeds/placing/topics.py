"""The topics of stories: by their words, by what they are like, or as a person said.

A store of several subjects asks each for itself: words, likeness and home are a subject's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from numpy import float32
from numpy.typing import NDArray

from feeds.cluster.vectors import unpack
from feeds.corrections import Rulings, split_id
from feeds.corrections.rulings import CERTAIN, NO_TOPIC
from feeds.model import OFF_SUBJECT, Story, Subject, TopicMatch
from feeds.placing.places import Places
from feeds.saying import NOTHING, Heard, on_topics
from feeds.standing import recalled
from feeds.store.protocol import Store
from feeds.subjects.together import owner_of, qualified_id
from feeds.topics import Matcher
from feeds.topics.likeness import Likeness, Matches

Vectors = Mapping[str, NDArray[float32]]


class TopicFinder:
    """Finds the topics of stories; remembers from batch to batch what stands for each topic."""

    def __init__(
        self, store: Store, subject: Subject, places: Places, heard: Heard = NOTHING
    ) -> None:
        """`heard` is what was worked out ahead."""
        self._store = store
        further = (_Judge(store, other, places, other.id, heard) for other in subject.beside)
        self._judges = (_Judge(store, subject, places, "", heard), *further)

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

    def ruled(self, story: Story, held: Sequence[TopicMatch], rulings: Rulings) -> list[TopicMatch]:
        """The topics of a story as they were found, unless a person gave or gives it others."""
        return [match for judge in self._judges for match in judge.ruled(story, held, rulings)]

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

    def __init__(
        self, store: Store, subject: Subject, places: Places, owner: str, heard: Heard
    ) -> None:
        self._store, self._places, self.owner, self._heard = store, places, owner, heard
        self._matcher = Matcher(subject.topics)
        self._topic_ids = tuple(topic.id for topic in subject.topics)
        self._likeness: Likeness | None = None

    def judge(
        self, stories: Sequence[Story], vectors: Vectors, rulings: Rulings
    ) -> dict[str, Matches]:
        """The topics of stories by id."""
        words = {story.id: self._by_words(story) for story in stories}
        settle = self._own(rulings).on_topics
        found = self._alike(stories).judge(stories, vectors, words, settle)
        return {name: self._kept(held) for name, held in found.items()}

    def ruled(self, story: Story, held: Matches, rulings: Rulings) -> list[TopicMatch]:
        """Of the topics that are held those of this subject, and what people say of it."""
        matches: Matches = [m for m in held if owner_of(m.topic_id) == self.owner]
        if any(match.score >= CERTAIN for match in matches):
            matches = self._by_words(story)
        return self._kept(self._own(rulings).on_topics(story, matches))

    def forget(self) -> None:
        """Read what stands for each topic from the store again."""
        self._likeness = None

    def _by_words(self, story: Story) -> Matches:
        if known := self._heard.get(story.id):
            return known.topics[self.owner]
        outlet, _ = self._places.of(story.feed_id)
        return on_topics(self._matcher, story, outlet.country)

    def _own(self, rulings: Rulings) -> Rulings:
        """What people said of this subject: what they said of another one moves nothing here."""
        said = (t for t in rulings.topics if owner_of(split_id(t[1].value)[1]) == self.owner)
        return replace(rulings, topics=tuple(said))

    def _kept(self, matches: Matches) -> list[TopicMatch]:
        """Only the first subject keeps what is not about it: a further one has no use for it."""
        none = {OFF_SUBJECT, *(qualified_id(self.owner, name) for name in (OFF_SUBJECT, NO_TOPIC))}
        return [m for m in matches if not self.owner or m.topic_id not in none]

    def _alike(self, stories: Sequence[Story]) -> Likeness:
        if self._likeness is None:
            now = max(story.first_seen_at for story in stories)
            self._likeness = recalled(self._store, self._topic_ids, now)
        return self._likeness
