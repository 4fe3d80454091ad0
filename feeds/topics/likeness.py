"""Stories whose words name no topic, put by what they are most like: a story of a topic.

Only stories that are surely on a topic by their own words, or because a person put them there,
stand for it, and only those published within three weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feeds.model import OFF_SUBJECT, Story, TopicMatch

Matches = Sequence[TopicMatch]
Settle = Callable[[Story, Matches], Matches]
Vectors = NDArray[np.float32]

KEPT = 100  # newest stories that stand for a topic
SURE = 2.5  # the least score of a story that does
NEAR = 21 * 86400.0  # seconds between publications
OF_SUBJECT = 0.66  # least cosine for a story about the subject,
OFF = 0.75  # and for one that by its words is not
STEPS = 2000  # a unit of a vector in whole steps, whose sums are exact in any order
CHUNK = 256  # stories compared in one matrix product


class Likeness:
    """The stories that stand for topics, and what is like them."""

    def __init__(self, topic_ids: Sequence[str]) -> None:
        self._first = {topic: KEPT * number for number, topic in enumerate(topic_ids)}
        self._known: Vectors = np.zeros((0, 0), np.float32)
        self._at = np.full(KEPT * len(topic_ids), -np.inf)
        self._held = [("", "")] * len(self._at)  # id and title of the story in each slot

    def recall(
        self,
        stories: Sequence[Story],
        vectors: Mapping[str, NDArray[Any]],
        matches: Mapping[str, Matches],
    ) -> None:
        """Let stories that were judged before stand for their topics again."""
        for story in stories:
            if story.id in vectors:
                steps = _steps(vectors[story.id])
                self._fit(steps.size)
                self._keep(story, steps, matches.get(story.id, ()))

    def judge(
        self,
        stories: Sequence[Story],
        vectors: Mapping[str, NDArray[Any]],
        matches: Mapping[str, Matches],
        settle: Settle = lambda story, found: found,
    ) -> dict[str, Matches]:
        """The matches of stories in order of arrival, by id, with likeness where words found no
        topic. `vectors` are unit vectors of headlines, `matches` are by words; `settle` has the
        last word on each. What comes out hangs on the order alone, not on how many come at once.
        """
        able = [story for story in stories if story.id in vectors]
        found: dict[str, Matches] = {}
        for start in range(0, len(able), CHUNK):
            self._judge_chunk(able[start : start + CHUNK], vectors, matches, settle, found)
        left = (story for story in stories if story.id not in vectors)
        return found | {story.id: settle(story, matches[story.id]) for story in left}

    def _judge_chunk(
        self,
        stories: Sequence[Story],
        vectors: Mapping[str, NDArray[Any]],
        matches: Mapping[str, Matches],
        settle: Settle,
        found: dict[str, Matches],
    ) -> None:
        steps = np.stack([_steps(vectors[story.id]) for story in stories])
        self._fit(steps.shape[1])
        products, among = steps @ self._known.T, steps @ steps.T
        for row, story in enumerate(stories):
            words = matches[story.id]
            if not words or words[0].topic_id == OFF_SUBJECT:
                words = self._like(story, products[row], bool(words)) or words
            found[story.id] = settle(story, words)
            for slot in self._keep(story, steps[row], found[story.id]):
                products[:, slot] = among[:, row]

    def _fit(self, size: int) -> None:
        if self._known.shape[1] != size:  # the first vector, or the first of another model
            self._known = np.zeros((len(self._at), size), np.float32)

    def _like(self, story: Story, products: Vectors, off: bool) -> Matches:
        """The topic of the story that is most alike, if it is alike enough."""
        apart = np.abs(self._at - story.date.published_at.timestamp())
        near = np.where(apart <= NEAR, products, 0)
        most = float(near.max(initial=0))
        if most / STEPS**2 < (OFF if off else OF_SUBJECT):
            return ()
        best = min(np.flatnonzero(near == most).tolist(), key=self._age)
        topic = next(t for t, first in self._first.items() if first <= best < first + KEPT)
        cosine = most / STEPS**2
        reason = f'like "{self._held[best][1]}" ({cosine:.2f}), a story of this topic'
        return (TopicMatch(story.id, topic, round(cosine, 3), reason),)

    def _keep(self, story: Story, steps: Vectors, matches: Matches) -> list[int]:
        """Let a story stand for the topics that it is surely on; the slots it took."""
        sure = [match.topic_id for match in matches if match.score >= SURE]
        taken = [slot for topic in sure if (slot := self._slot(topic, story)) is not None]
        for slot in taken:
            self._known[slot], self._held[slot] = steps, (story.id, story.title)
            self._at[slot] = story.date.published_at.timestamp()
        return taken

    def _slot(self, topic: str, story: Story) -> int | None:
        """Where a story of a topic goes: its own place, a free one, or that of the oldest."""
        if topic not in self._first:
            return None
        slots = range(self._first[topic], self._first[topic] + KEPT)
        own = next((slot for slot in slots if self._held[slot][0] == story.id), None)
        oldest = min(slots, key=self._age)
        mine = (story.date.published_at.timestamp(), story.id)
        return own if own is not None else oldest if self._age(oldest) < mine else None

    def _age(self, slot: int) -> tuple[float, str]:
        return float(self._at[slot]), self._held[slot][0]


def _steps(vector: NDArray[Any]) -> Vectors:
    return np.rint(vector.astype(np.float32) * STEPS)
