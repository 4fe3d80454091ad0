"""The words by which stores are asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from feeds.model import (
    ScopeClass,
)

Clock = Literal["published", "seen"]
AnyScope = ScopeClass | Literal[""]
TallyBy = Literal["topic", "event", "name", "story"]
Telling: TypeAlias = Callable[[str, str, str, int], bool]  # of title, summary, language, version
