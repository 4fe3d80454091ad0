"""The words by which stores are asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from feeds.model import (
    ScopeClass,
)

Clock = Literal["published", "seen"]
AnyScope = ScopeClass | Literal[""]
TallyBy = Literal["topic", "event", "name", "story"]
Telling: TypeAlias = Callable[[str, str, str, int], bool]  # of title, summary, language, version


class Recounted(NamedTuple):
    """How many stories were counted anew, and how many rows that are counted from them differed:
    stories by the feeds that carried them, hours, lists of the stories of a name, events, hours
    in which events began, spans of feeds."""

    stories: int
    carried: int
    hours: int
    names: int
    events: int
    event_hours: int
    spans: int

    @property
    def changed(self) -> bool:
        """Whether anything differed."""
        return any(self[1:])
