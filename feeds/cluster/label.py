"""What an event is called: one of its own headlines, never a machine's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt

from feeds import text
from feeds.model import Story

LOOSE_FORMS = frozenset({"live", "round-up", "opinion"})


def label(stories: Sequence[Story], language: str = "en") -> tuple[str, str]:
    """(headline, its language): the most central in the reader's language, else of all."""
    headed = [story for story in stories if story.title.strip()]
    if not headed:
        return "", ""
    own = [story for story in headed if story.language == language] or headed
    plain = [story for story in own if story.form not in LOOSE_FORMS] or own
    chosen = _most_central(plain)
    return chosen.title, chosen.language


def _most_central(stories: Sequence[Story]) -> Story:
    """The headline that shares most with the others; the earliest where several do."""
    terms = [set(text.terms(story.title, story.language)) for story in stories]
    usual = Counter(term for some in terms for term in some)

    def share(at: int) -> float:
        # Others that have the term, so that a lone long headline gains nothing by its length.
        return sum(usual[term] - 1 for term in terms[at]) / sqrt(len(terms[at]) or 1)

    def order(at: int) -> tuple[float, float, str]:
        return -share(at), stories[at].first_seen_at.timestamp(), stories[at].id

    return stories[min(range(len(stories)), key=order)]
