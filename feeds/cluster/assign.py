"""Which event a story joins: decided once, in order of arrival, from the last 72 hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from feeds.cluster.blend import LINK
from feeds.cluster.features import weighted_terms
from feeds.cluster.nearest import Asked, closest_event
from feeds.cluster.vectors import Vectors, encode, pack, unpack, whole
from feeds.cluster.window import Window, event_id_of
from feeds.model import EventChange, Membership, Story

CHUNK = 256  # stories whose meaning is compared with the window in one matrix product


@dataclass(frozen=True, slots=True)
class Placed:
    """A batch with its events, in order of arrival; `touched` events need their rows anew.

    A story that came with an event has no new membership: it keeps the one it has.
    """

    stories: tuple[Story, ...]
    memberships: tuple[Membership, ...]
    changes: tuple[EventChange, ...]
    touched: tuple[str, ...]
    vectors: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    event_id: str
    score: float = 1.0
    reason: str = ""
    kept: bool = False
    founded: bool = False


class Clusterer:
    """Holds the window. Its state is a function of the stories in it, so it can be restored."""

    def __init__(self) -> None:
        self._window = Window()

    @classmethod
    def restore(cls, stories: Sequence[Story], vectors: Mapping[str, bytes]) -> Clusterer:
        """As if it had never stopped: from the stored stories of the last 72 hours."""
        found = cls()
        window = found._window
        kept = sorted((story for story in stories if story.event_id), key=_arrival)
        if kept:
            window.advance(kept[-1].first_seen_at.timestamp())
        kept = [story for story in kept if window.covers(story)]
        window.reserve(len(kept))
        for story, vector in zip(kept, _steps(kept, vectors), strict=True):
            window.add(story, weighted_terms(story), vector)
        return found

    def place(self, batch: Sequence[Story], vectors: Vectors | None = None) -> Placed:
        """Give each story its event; one that has an event keeps it, with its new words.

        `vectors` are of the headlines, (n, 512) in the batch's order; encoded here where None.
        """
        if vectors is None:
            vectors = encode([story.title for story in batch])
        order = sorted(range(len(batch)), key=lambda i: _arrival(batch[i]))
        stories = [batch[i] for i in order]
        packed = [pack(vectors[i]) for i in order]
        choices: list[_Choice] = []
        for start in range(0, len(stories), CHUNK):
            end = start + CHUNK
            choices += self._place_chunk(stories[start:end], packed[start:end])
        return _placed(stories, packed, choices)

    def _place_chunk(self, stories: Sequence[Story], packed: Sequence[bytes]) -> list[_Choice]:
        window = self._window
        window.reserve(len(stories))
        steps = whole(np.stack([unpack(kept) for kept in packed]))
        products, among = steps @ window.vectors.T, steps @ steps.T
        choices = []
        for row, story in enumerate(stories):
            window.advance(story.first_seen_at.timestamp())
            asked = Asked(story, weighted_terms(story), products[row])
            choices.append(self._choose(asked))
            if window.covers(story):
                placed = replace(story, event_id=choices[-1].event_id)
                slot = window.add(placed, asked.terms, steps[row])
                products[:, slot] = among[:, row]
        return choices

    def _choose(self, asked: Asked) -> _Choice:
        story, window = asked.story, self._window
        if story.event_id:
            return _Choice(story.event_id, kept=True)
        origin = window.slot_of.get(story.copy_of)
        if origin is not None:
            held = window.story(origin)
            return _Choice(held.event_id, reason=f'reprint of "{held.title}"')
        if story.form == "round-up":
            return _founding(story, "a round-up tells of many happenings")
        best = closest_event(window, asked)
        if best is None:
            return _founding(story, "nothing alike in the last 72 hours")
        if best.score < LINK:
            return _founding(story, f"not close enough at {best.score:.2f}; {best.reason}")
        return _Choice(best.event_id, best.score, best.reason)


def _founding(story: Story, why: str) -> _Choice:
    return _Choice(event_id_of(story.id), reason=f"first of its event: {why}", founded=True)


def _arrival(story: Story) -> tuple[datetime, str]:
    return story.first_seen_at, story.id


def _steps(stories: Sequence[Story], vectors: Mapping[str, bytes]) -> list[Vectors]:
    lost = [story for story in stories if story.id not in vectors]
    again = {
        story.id: pack(vector)
        for story, vector in zip(lost, encode([story.title for story in lost]), strict=True)
    }
    return [whole(unpack(vectors.get(story.id) or again[story.id])) for story in stories]


def _placed(
    stories: Sequence[Story], packed: Sequence[bytes], choices: Sequence[_Choice]
) -> Placed:
    placed = tuple(
        replace(story, event_id=choice.event_id)
        for story, choice in zip(stories, choices, strict=True)
    )
    pairs = list(zip(placed, choices, strict=True))
    return Placed(
        stories=placed,
        memberships=tuple(
            Membership(s.id, s.event_id, s.first_seen_at, c.score, c.reason)
            for s, c in pairs
            if not c.kept
        ),
        changes=tuple(
            EventChange(s.event_id, s.first_seen_at, "created", reason=c.reason)
            for s, c in pairs
            if c.founded
        ),
        touched=tuple(sorted({story.event_id for story in placed})),
        vectors=tuple((s.id, kept) for s, kept in zip(placed, packed, strict=True)),
    )
