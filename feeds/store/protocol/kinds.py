"""The words by which stores are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from feeds.model import (
    ScopeClass,
)

if TYPE_CHECKING:
    pass

Clock = Literal["published", "seen"]
AnyScope = ScopeClass | Literal[""]
TallyBy = Literal["topic", "event", "name", "story"]
