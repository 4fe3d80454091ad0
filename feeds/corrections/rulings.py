"""What the standing corrections say of events and stories, one question a method."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from feeds.corrections.groups import Groups, constraints_of
from feeds.corrections.ids import split_id
from feeds.corrections.standing import standing
from feeds.model import Correction, EventLink, LinkKind, Story, TopicMatch

CERTAIN = 10.0  # score of a topic that a person gave; matches of words stay below
NO_TOPIC = "none"  # value of a move that takes every topic away


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people said, ready to be asked; event ids are those of today."""

    constraints: Groups = field(default_factory=Groups)
    names: dict[str, str] = field(default_factory=dict)  # event -> what it is called
    topics: tuple[tuple[str, Correction], ...] = ()  # (target of today, move or topic), in order
    origins: dict[str, Correction] = field(default_factory=dict)  # story -> reprint
    links: dict[tuple[str, str], Correction] = field(default_factory=dict)  # (later, earlier)
    newest: int = 0  # number of the last correction that was read

    def called(self, event_id: str) -> str:
        """The name that a person gave an event, "" where none did."""
        return self.names.get(event_id, "")

    def reprint(self, story: Story) -> Story:
        """The story with what a person said of its origin."""
        said = self.origins.get(story.id)
        if said is None:
            return story
        return replace(
            story, copy_of=split_id(said.value)[1], copy_evidence=f"said by {_who(said)}"
        )

    def drawn(self, later: str, earlier: str = "") -> list[EventLink]:
        """The links that people drew from an event to earlier ones, or to the one named."""
        return [
            EventLink(start, end, _kind_of(said), 1.0, f"said by {_who(said)}", said.at)
            for (start, end), said in self.links.items()
            if start == later and earlier in ("", end) and said.kind == "link"
        ]

    def unlinked(self, later: str, earlier: str) -> bool:
        """Whether people said that an event does not go on from an earlier one."""
        said = self.links.get((later, earlier))
        return said is not None and said.kind == "unlink"

    def on_topics(self, story: Story, found: Iterable[TopicMatch]) -> list[TopicMatch]:
        """The topics of a story: a move leaves only its own, a topic is added to what is there."""
        matches = list(found)
        for target, said in self.topics:
            if target not in (f"story:{story.id}", f"event:{story.event_id}"):
                continue
            topic = split_id(said.value)[1]
            kept = [m for m in matches if said.kind == "topic" and m.topic_id != topic]
            given = TopicMatch(story.id, topic, CERTAIN, f"put here by {_who(said)}")
            matches = kept if topic == NO_TOPIC else [given, *kept]
        return matches


def rulings_of(
    corrections: Sequence[Correction], current: Callable[[str], str] = lambda event_id: event_id
) -> Rulings:
    """The rulings of all corrections; `current` leads from an event's id to where it is now."""
    held = standing(corrections)
    renamed = [(current(split_id(c.target)[1]), c.value) for c in held if c.kind == "rename"]
    topics = [(_today(c.target, current), c) for c in held if c.kind in ("move", "topic")]
    return Rulings(
        constraints=constraints_of(held),
        names={event_id: name for event_id, name in dict(renamed).items() if name},
        topics=tuple(topics),
        origins={split_id(c.target)[1]: c for c in held if c.kind == "reprint"},
        links={_ends(c, current): c for c in held if c.kind in ("link", "unlink")},
        newest=max((c.id for c in corrections), default=0),
    )


def _today(target: str, current: Callable[[str], str]) -> str:
    kind, name = split_id(target)
    return f"event:{current(name)}" if kind == "event" else target


def _ends(said: Correction, current: Callable[[str], str]) -> tuple[str, str]:
    """(later, earlier) event of today that a link or unlink is about."""
    return current(split_id(said.target)[1]), current(split_id(said.value.split()[0])[1])


def _kind_of(said: Correction) -> LinkKind:
    word = said.value.split()[-1]
    return next((kind for kind in get_args(LinkKind) if kind == word), "follows")


def _who(said: Correction) -> str:
    note = f": {said.note}" if said.note else ""
    return f"{said.author} on {said.at:%-d %b %Y} (correction {said.id}){note}"
