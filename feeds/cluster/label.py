"""What an event is called: one of its own headlines, never a machine's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import sqrt

from feeds import text
from feeds.model import Story

LOOSE_FORMS = frozenset({"live", "round-up", "opinion"})
READ = 400  # earliest stories that are compared: an event of thousands is called by its own days


def label(stories: Sequence[Story], language: str = "en") -> tuple[str, str]:
    """(headline, its language): the most central in the reader's language, else of all."""
    told = naming(stories)
    if not told:
        return "", ""
    chosen = _most_central([story for story in told if story.language == language] or told)
    return chosen.title, chosen.language


def labels(stories: Sequence[Story]) -> tuple[tuple[str, str], ...]:
    """(language, most central headline in it), the language of most stories first."""
    told = naming(stories)
    sizes = Counter(story.language for story in told)
    order = sorted(sizes, key=lambda language: (-sizes[language], language))
    own = ([story for story in told if story.language == language] for language in order)
    return tuple(zip(order, (_most_central(some).title for some in own), strict=True))


def naming(stories: Sequence[Story]) -> list[Story]:
    """The stories that may name their event, in order of arrival: each text once, and neither
    opinion, live pages nor round-ups where there is news."""
    order = sorted(stories, key=lambda story: (story.first_seen_at, story.id))
    headed = [story for story in order if story.title.strip()]
    held = {story.id for story in headed}
    once = [story for story in headed if story.copy_of not in held]
    return ([story for story in once if story.form not in LOOSE_FORMS] or once)[:READ]


@lru_cache(maxsize=1 << 15)
def stems(title: str, language: str) -> tuple[str, ...]:
    """The terms of a headline, each once, in its order."""
    return tuple(dict.fromkeys(text.terms(title, language)))


def _most_central(stories: Sequence[Story]) -> Story:
    """The headline that shares most with the others; the earliest where several do."""
    terms = [stems(story.title, story.language) for story in stories]
    usual = Counter(term for some in terms for term in some)

    def share(at: int) -> float:
        # Others that have the term, so that a lone long headline gains nothing by its length.
        return sum(usual[term] - 1 for term in terms[at]) / sqrt(len(terms[at]) or 1)

    return stories[min(range(len(stories)), key=lambda at: (-share(at), at))]
