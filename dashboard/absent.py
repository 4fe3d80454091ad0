"""That a figure of a span has nothing to show, in the reader's language."""

from __future__ import annotations

from dashboard.figure_set import Manner
from dashboard.tongue import tell
from feeds.errors import ExportError


class NothingToDraw(ExportError):
    """A figure of a span that has nothing to show, with the reason in words."""


def nothing(name: str, manner: Manner) -> NothingToDraw:
    """The error of a figure by its name."""
    return NothingToDraw(f"{name}: {tell(manner.lang, f'print.absent.{name}')}")
