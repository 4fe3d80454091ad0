"""Events and what belongs to them: changes, names, links, topics, and what people set right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

OFF_SUBJECT = "off-subject"  # topic of stories that are not about the subject at all
ON_SUBJECT = "on-subject"  # what rollups call any topic, so that a story counts once

NameKind = Literal["person", "place", "group", "unknown"]
LinkKind = Literal["follows", "reacts", "denies", "cites"]
CorrectionKind = Literal[
    "pin", "part", "rename", "move", "topic", "link", "unlink", "reprint", "undo"
]


@dataclass(frozen=True, slots=True)
class Membership:
    """A story's place in an event, with the reason."""

    story_id: str
    event_id: str
    at: datetime
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """The stories about one happening, named by one of their headlines."""

    id: str
    label: str
    label_language: str
    first_at: datetime
    last_at: datetime
    stories: int
    outlets: int
    labels: tuple[tuple[str, str], ...] = ()  # (language, most central headline in it)
    names: tuple[str, ...] = ()  # ids of the names most told of, first the most
    terms: tuple[str, ...] = ()  # words that tell it from others, as written
    thread_id: str = ""  # "" where it stands alone; `Derived.threads` sets it


@dataclass(frozen=True, slots=True)
class EventChange:
    """A line of the event log: created, merged, split, renamed, moved; late names in
    `other_id` a story that joined it long after it was published."""

    event_id: str
    at: datetime
    kind: Literal["created", "merged", "split", "renamed", "moved", "late"]
    other_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EventLink:
    """How a later event goes on from an earlier one, with the words that say so."""

    from_event_id: str  # the later one: it follows, reacts to, denies or cites the other
    to_event_id: str
    kind: LinkKind
    score: float
    evidence: str
    at: datetime  # published_at of the story that shows it


@dataclass(frozen=True, slots=True)
class NameUse:
    """A person, place or group that a story names, and where: text[start:end] of its place."""

    story_id: str
    name_id: str
    name: str  # as it is shown
    kind: NameKind
    surface: str  # as the story writes it
    place: Literal["title", "summary"]
    start: int
    end: int


class NameTally(NamedTuple):
    """A name and how many stories carry it."""

    id: str
    name: str
    kind: NameKind
    stories: int


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """Why a story belongs to a topic."""

    story_id: str
    topic_id: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """A subject that events came back to over weeks, found and not given."""

    id: str
    label: str
    terms: tuple[str, ...]
    born_at: datetime  # first_at of its first event
    last_at: datetime  # last_at of its last event
    ended_at: datetime | None  # None while it goes on
    merged_into: str  # id of the found topic that took it in, "" where none did
    events: int
    stories: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person set right; ids carry their prefix: story:, event:, topic: or correction:."""

    kind: CorrectionKind
    target: str
    value: str
    author: str
    note: str
    at: datetime
    id: int = 0  # given by the store


def end_of(ways: Mapping[str, str], event_id: str) -> str:
    """Where the last of a row of merges leads; `ways` say where each event that is gone went."""
    met = set[str]()
    while event_id in ways and event_id not in met:
        met.add(event_id)
        event_id = ways[event_id]
    return event_id
