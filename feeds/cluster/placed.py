"""What placing a batch of stories comes to, kept while it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from feeds.cluster.window import event_id_of
from feeds.model import EventChange, Membership, Story

Kind = Literal["created", "merged", "split"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A batch with its events, in order of arrival; `touched` events need their rows anew.

    A story that came with an event has no new membership unless it moved. `moved` are stories
    of earlier batches that a merge or a split put into another event; `aliases` say where the
    stories of an event that is gone went, `removed` are those events.
    """

    stories: tuple[Story, ...]
    memberships: tuple[Membership, ...]
    changes: tuple[EventChange, ...]
    touched: tuple[str, ...]
    vectors: tuple[tuple[str, bytes], ...]
    moved: tuple[Story, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The event of a story and why; `kept` where it came with it."""

    event_id: str
    score: float = 1.0
    reason: str = ""
    kept: bool = False
    founded: bool = False


def founding(story: Story, why: str) -> Choice:
    """The choice to be the first of an event."""
    return Choice(event_id_of(story.id), reason=f"first of its event: {why}", founded=True)


class Ledger:
    """Notes every step of a batch; the last word on each story is what counts."""

    def __init__(self) -> None:
        self._batch: dict[str, Story] = {}
        self._moved: dict[str, Story] = {}
        self._memberships: dict[str, Membership] = {}
        self._changes: list[EventChange] = []
        self._touched: set[str] = set()
        self._aliases: list[tuple[str, str]] = []
        self._removed: dict[str, None] = {}

    def place(self, story: Story, choice: Choice) -> None:
        """A story of the batch got its event."""
        self._batch[story.id] = replace(story, event_id=choice.event_id)
        self._touched.add(choice.event_id)
        if choice.kept:
            return
        self._member(story.id, choice.event_id, story.first_seen_at, choice.score, choice.reason)
        if choice.founded:
            self._log(choice.event_id, story.first_seen_at, "created", "", choice.reason)

    def merge(
        self, kept: str, gone: str, moved: Sequence[Story], at: datetime, score: float, why: str
    ) -> None:
        """All stories of an event went to another one."""
        self._move(kept, moved, at, score, why)
        self._log(kept, at, "merged", gone, why)
        self._aliases.append((gone, kept))
        self._removed[gone] = None

    def split(
        self, left: str, new: str, moved: Sequence[Story], at: datetime, score: float, why: str
    ) -> None:
        """Some stories of an event became one of their own."""
        self._move(new, moved, at, score, why)
        self._touched.add(left)
        self._log(new, at, "created", left, why)
        self._log(left, at, "split", new, why)
        self._removed.pop(new, None)
        self._aliases = [pair for pair in self._aliases if pair[0] != new]

    def placed(self, vectors: Sequence[tuple[str, bytes]]) -> Placed:
        """All of it, as it is after the last step."""
        return Placed(
            stories=tuple(self._batch.values()),
            memberships=tuple(self._memberships.values()),
            changes=tuple(self._changes),
            touched=tuple(sorted(self._touched - self._removed.keys())),
            vectors=tuple(vectors),
            moved=tuple(self._moved.values()),
            aliases=tuple(self._aliases),
            removed=tuple(self._removed),
        )

    def _move(
        self, event_id: str, moved: Sequence[Story], at: datetime, score: float, why: str
    ) -> None:
        self._touched.add(event_id)
        for story in moved:
            held = self._batch if story.id in self._batch else self._moved
            held[story.id] = story
            self._member(story.id, event_id, at, score, why)

    def _member(self, story_id: str, event_id: str, at: datetime, score: float, why: str) -> None:
        self._memberships[story_id] = Membership(story_id, event_id, at, score, why)

    def _log(self, event_id: str, at: datetime, kind: Kind, other: str, why: str) -> None:
        self._changes.append(EventChange(event_id, at, kind, other, why))
