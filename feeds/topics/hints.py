"""What of a topic's names and words stands in a story that is not on it (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.model import Topic
from feeds.phrases import Phrase, PhraseIndex, phrase

WEIGHTS = {"name": 2.0, "term": 2.0, "word": 1.0}  # in a title; half as much in a summary


class Hints:
    """Finds what speaks for one topic, whether or not it is enough for the topic's own rules."""

    def __init__(self, topic: Topic) -> None:
        self._written = tuple(_phrases(topic))
        self._indexes: dict[str, PhraseIndex[tuple[str, str]]] = {}

    def find(self, title: str, summary: str, language: str) -> tuple[float, tuple[str, ...]]:
        """How much speaks for the topic, and what, each once, as `name … in title`."""
        index, found = self._index(language.partition("-")[0]), dict[str, tuple[float, str]]()
        for place, text, part in (("title", title, 1.0), ("summary", summary, 0.5)):
            for hit in index.find(text, language):
                kind, name = hit.phrase.about
                found.setdefault(name, (WEIGHTS[kind] * part, f'{kind} "{name}" in {place}'))
        return sum(w for w, _ in found.values()), tuple(why for _, why in found.values())

    def _index(self, language: str) -> PhraseIndex[tuple[str, str]]:
        """Phrases in Latin letters count in their own language only: Sam is not Şam."""
        if language not in self._indexes:
            self._indexes[language] = PhraseIndex(
                item
                for code, item in self._written
                if code in ("", language) or not item.parts[0][0].isascii()
            )
        return self._indexes[language]


def _phrases(topic: Topic) -> Iterator[tuple[str, Phrase[tuple[str, str]]]]:
    for name, spellings in topic.names.items():
        yield from (("", phrase(item, ("name", name))) for item in spellings)
    kinds = (("term", topic.terms), ("term", topic.local), ("word", topic.weak))
    for kind, words in kinds:
        for language, written in words.items():
            yield from ((language, phrase(item, (kind, item))) for item in written)
