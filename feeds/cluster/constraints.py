"""What an analyst set right about events, as placing asks for it."""

from __future__ import annotations

from typing import Protocol


class Constraints(Protocol):
    """Stories that belong together whatever they say, and stories that never do."""

    @property
    def named(self) -> frozenset[str]:
        """Ids of all stories that anything is said about."""

    def pinned(self, story_id: str) -> frozenset[str]:
        """The other stories that belong in one event with it."""

    def parted(self, one: str, other: str) -> bool:
        """Whether two stories are never in one event."""


class Unconstrained:
    """Nobody set anything right."""

    @property
    def named(self) -> frozenset[str]:
        """No story."""
        return frozenset()

    def pinned(self, story_id: str) -> frozenset[str]:
        """No other story."""
        return frozenset()

    def parted(self, one: str, other: str) -> bool:
        """Never."""
        return False
