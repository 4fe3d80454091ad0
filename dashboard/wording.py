"""What is wrong, in the reader's language: an error carries its key and facts, worded here."""

from __future__ import annotations

from dashboard.tongue import tell
from feeds.errors import CoverlineError, SelectionError


def wrong(key: str, **facts: object) -> SelectionError:
    """The error `errors.KEY` of the catalogues; its own words are the English ones."""
    message, hint = _worded("", key, facts)
    return SelectionError(message, hint, key, facts)


def told(error: CoverlineError, lang: str) -> tuple[str, str]:
    """What is wrong and what to do, in a language; in English where nobody worded it."""
    return _worded(lang, error.key, error.facts) if error.key else (error.message, error.hint)


def _worded(lang: str, key: str, facts: dict[str, object]) -> tuple[str, str]:
    return tell(lang, f"errors.{key}", **facts), tell(lang, f"errors.{key}_do", **facts)
