"""An event's row, from all its stories and the names that they carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from feeds import text
from feeds.cluster.label import label, labels, naming
from feeds.model import Event, NameUse, Story

MOST = 6  # names, and as many terms
SHORTEST = 3  # letters of a term that tells anything
Uses = Mapping[str, Sequence[NameUse]]


def summarise(
    event_id: str, stories: Sequence[Story], called: str = "", uses: Uses | None = None
) -> Event:
    """The row of an event that has at least one story; reprints count as stories.

    `called` is what a person named it; `uses` the names that its stories carry, by story.
    """
    headline, language = label(stories)
    published = [story.date.published_at for story in stories]
    told, held = naming(stories), uses or {}
    return Event(
        id=event_id,
        label=called or headline,
        label_language="" if called else language,
        first_at=min(published),
        last_at=max(published),
        stories=len(stories),
        outlets=len({story.outlet_id for story in stories}),
        labels=labels(stories),
        names=_names(told, held),
        terms=_terms(told, held),
    )


def called_in(event: Event, language: str) -> tuple[str, str]:
    """(what an event is called for a reader of a language, the language of that).

    A person's name for it stands before all, "" is then its language; else its headline in the
    reader's language, else the one that stands for all.
    """
    own = dict(event.labels).get(language)
    if not event.label_language or own is None:
        return event.label, event.label_language
    return own, language


def _names(stories: Sequence[Story], uses: Uses) -> tuple[str, ...]:
    """Ids of the names that most stories carry, those of headlines first where as many do."""
    carrying: Counter[str] = Counter()
    headed: Counter[str] = Counter()
    for story in stories:
        found = uses.get(story.id, ())
        carrying.update({use.name_id for use in found})
        headed.update({use.name_id for use in found if use.place == "title"})
    least = 2 if len(stories) > 2 else 1
    told = [name for name, number in carrying.items() if number >= least]
    return tuple(sorted(told, key=lambda name: (-carrying[name], -headed[name], name))[:MOST])


def _terms(stories: Sequence[Story], uses: Uses) -> tuple[str, ...]:
    """Words that most headlines share, as they write them; words of names tell nothing more."""
    named = {word for story in stories for word in _of_names(uses.get(story.id, ()), story)}
    sharing: Counter[str] = Counter()
    written: dict[str, str] = {}
    for story in stories:
        for stem, word in _words(story.title, story.language):
            if stem not in named:
                sharing[stem] += 1
                written.setdefault(stem, word)
    least = 2 if len(stories) > 2 else 1
    place = {stem: at for at, stem in enumerate(sharing)}
    told = [stem for stem, number in sharing.items() if number >= least]
    order = sorted(told, key=lambda stem: (-sharing[stem], place[stem]))
    return tuple(written[stem] for stem in order[:MOST])


def _of_names(uses: Sequence[NameUse], story: Story) -> Iterator[str]:
    for use in uses:
        yield from (stem for stem, _ in _words(use.surface, story.language))


@lru_cache(maxsize=1 << 15)
def _words(title: str, language: str) -> tuple[tuple[str, str], ...]:
    """(stem, word as written) of a headline, each stem once, without stop words and figures."""
    found: dict[str, str] = {}
    for word in text.words(title):
        stems = text.terms(word.text, language) if len(word.text) >= SHORTEST else []
        if stems and not stems[0].isdigit():
            found.setdefault(stems[0], word.text)
    return tuple(found.items())
