"""The topics of stories: by their words, by what they are like, or as a person said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from feeds.cluster.vectors import unpack
from feeds.corrections import Rulings
from feeds.model import Story, Subject, TopicMatch
from feeds.placing.places import Places
from feeds.standing import recalled
from feeds.store.protocol import Store
from feeds.topics import Matcher
from feeds.topics.home import home_of
from feeds.topics.likeness import Likeness


class TopicFinder:
    """Finds the topics of stories; remembers from batch to batch what stands for each topic."""

    def __init__(self, store: Store, subject: Subject, places: Places) -> None:
        self._store, self._places = store, places
        self._matcher = Matcher(subject.topics)
        self._topic_ids = tuple(topic.id for topic in subject.topics)
        self._likeness: Likeness | None = None

    def find(
        self, stories: Iterable[Story], rulings: Rulings, vectors: Mapping[str, bytes] | None = None
    ) -> tuple[TopicMatch, ...]:
        """The topics of stories, with what matched, what they are like, or who said so.
        `vectors` are those that the store has not got yet."""
        told, new = list(stories), vectors or {}
        if not told:
            return ()
        packed = self._store.vectors([s.id for s in told if s.id not in new]) | dict(new)
        found = self._alike(told).judge(
            told,
            {story.id: unpack(packed[story.id]) for story in told if story.id in packed},
            {story.id: self.by_words(story) for story in told},
            rulings.on_topics,
        )
        return tuple(match for story in told for match in found[story.id])

    def forget(self) -> None:
        """Read what stands for each topic from the store again."""
        self._likeness = None

    def by_words(self, story: Story) -> Sequence[TopicMatch]:
        """The topics of a story by its own words, whatever people said."""
        outlet, _ = self._places.of(story.feed_id)
        return self._matcher.match(
            story.id,
            story.title,
            story.summary,
            story.language,
            home_of(outlet.country, story.url),
        )

    def _alike(self, stories: Sequence[Story]) -> Likeness:
        if self._likeness is None:
            now = max(story.first_seen_at for story in stories)
            self._likeness = recalled(self._store, self._topic_ids, now)
        return self._likeness
