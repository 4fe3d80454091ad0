"""The standing topics of a story by its words, each with those that put it there.

A story that says nothing of the subject at all is of a class of its own, OFF_SUBJECT: feeds
carry sport and weather. One that does, but on no topic, has no match.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from feeds.model import OFF_SUBJECT, Topic, TopicMatch
from feeds.phrases import Hit, Phrase, PhraseIndex, phrase

Phrases = Mapping[str, tuple[str, ...]]
Kind = Literal[
    "name", "passing", "term", "local", "weak", "faint", "not", "anchor", "elsewhere"
]  # fmt: skip

WEIGHTS: dict[str, float] = {  # in a title
    "name": 2.0, "passing": 0.5, "term": 2.0, "local": 2.0, "weak": 1.0, "faint": 0.5,
}  # fmt: skip
BESIDE = ("local", "weak", "faint")  # count only where something places the story in the subject
ANCHOR = 1.0  # in a title: what makes a weak term enough
SUMMARY = 0.5  # of what the same words weigh in a title
HOME = 0.5  # for a story of an outlet at home in the subject, whose anchor goes without saying
ENOUGH = 1.5

_FOR: tuple[Kind, ...] = ("name", "passing", "term", "local", "weak", "faint")
_NOTHING = "no place, person or word of the subject in title or summary"


@dataclass(frozen=True, slots=True)
class _About:
    """What a phrase says: evidence for or against one topic, or for the whole subject."""

    kind: Kind
    topic: int = -1
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A story's title and summary with all that was found in them."""

    places: tuple[tuple[str, float, list[Hit[_About]]], ...]  # ("title", 1.0, hits)

    def of(self, kind: Kind) -> Iterator[tuple[str, float, Hit[_About]]]:
        for place, weight, hits in self.places:
            yield from ((place, weight, hit) for hit in hits if hit.phrase.about.kind == kind)


class Matcher:
    """Tells the topics of a story, with a score and the words that speak for it."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = tuple(topics)
        self._phrases = tuple(_phrases(self._topics))
        self._latin = {language for language, item in self._phrases if language and _latin(item)}
        self._home = self._topics[0].home if self._topics else ()
        self._known = frozenset(self._topics[0].anchors if self._topics else ())
        self._indexes: dict[str, PhraseIndex[_About]] = {}

    def match(
        self, story_id: str, title: str, summary: str, language: str, country: str = ""
    ) -> tuple[TopicMatch, ...]:
        """The topics of a story, strongest first; OFF_SUBJECT alone where nothing in it is of
        the subject; none where it is of the subject, but on no topic, or cannot be read.

        `country` is the outlet's: headlines at home leave the country out, so an outlet at
        home stands for an anchor unless the title names another place.
        """
        language = language.partition("-")[0]
        index, home = self._index(language), country in self._home
        hits = (index.find(title, language), index.find(summary, language))
        if not (hits[0] or hits[1]):
            silent = home or not (title.strip() or summary.strip())
            return () if silent else self._off(story_id, language, _NOTHING)
        read = _Read((("title", 1.0, hits[0]), ("summary", SUMMARY, hits[1])))
        context, why = _context(read, home)
        matches = self._matches(story_id, read, context, why)
        if matches or context or _names_it(read):
            return matches
        return self._off(story_id, language, _elsewhere(read))

    def _matches(
        self, story_id: str, read: _Read, context: float, why: str
    ) -> tuple[TopicMatch, ...]:
        against = {hit.phrase.about.topic for _, _, hit in read.of("not")}
        found = {
            hit.phrase.about.topic
            for kind in _FOR
            for _, _, hit in read.of(kind)
            if kind not in BESIDE or context
        }
        judged = (self._judge(story_id, n, read, context, why) for n in sorted(found - against))
        held = [one for one in judged if one]
        # Faint words alone decide only where nothing else does.
        kept = [match for match, faint in held if not faint] or [match for match, _ in held]
        return tuple(sorted(kept, key=lambda match: -match.score))

    def _off(self, story_id: str, language: str, why: str) -> tuple[TopicMatch, ...]:
        """OFF_SUBJECT, where the subject's words are known in the story's language."""
        return (TopicMatch(story_id, OFF_SUBJECT, 1.0, why),) if language in self._known else ()

    def _judge(
        self, story_id: str, topic: int, read: _Read, context: float, why: str
    ) -> tuple[TopicMatch, bool] | None:
        """The match, and whether nothing but faint words speak for it."""
        score, reasons, seen, least = context, list[str](), set[str](), 0.0
        for place, weight, hits in read.places:
            for hit in _apart(hits, topic):
                about = hit.phrase.about
                # Faint words of a topic count once: many of them are no more than one.
                key = "faint" if about.kind == "faint" else _key(hit)
                if (about.kind not in BESIDE or context) and key not in seen:
                    seen.add(key)
                    score += WEIGHTS[about.kind] * weight
                    least = ENOUGH if about.kind == "passing" else least
                    reasons.append(_reason(hit, place, why))
        score = max(score, least)  # a passing name is enough, but anything more outweighs it
        if score < ENOUGH:
            return None
        match = TopicMatch(story_id, self._topics[topic].id, score, "; ".join(reasons[:4]))
        return match, seen == {"faint"}

    def _index(self, language: str) -> PhraseIndex[_About]:
        """All phrases that may stand in a story: those in Latin letters by language, since
        Şam is Damascus and Sam is not; English where the file has none in its language."""
        latin = language if language in self._latin else "en"
        if latin not in self._indexes:
            self._indexes[latin] = PhraseIndex(
                item for code, item in self._phrases if code in ("", latin) or not _latin(item)
            )
        return self._indexes[latin]


def _phrases(topics: Sequence[Topic]) -> Iterator[tuple[str, Phrase[_About]]]:
    for number, topic in enumerate(topics):
        yield from _of(topic.terms, _About("term", number))
        yield from _of(topic.local, _About("local", number))
        yield from _of(topic.weak, _About("weak", number))
        yield from _of(topic.faint, _About("faint", number))
        yield from _of(topic.excluded, _About("not", number))
        for name, spellings in topic.names.items():
            kind: Kind = "passing" if name in topic.passing else "name"
            yield from _of({"": spellings}, _About(kind, number, name))
    for topic in topics[:1]:
        yield from _of(topic.anchors, _About("anchor"))
        yield from _of(topic.elsewhere, _About("elsewhere"))


def _of(phrases: Phrases, about: _About) -> Iterator[tuple[str, Phrase[_About]]]:
    for language, written in phrases.items():
        yield from ((language, phrase(item, about)) for item in written)


def _latin(item: Phrase[_About]) -> bool:
    return item.parts[0][0].isascii()


def _context(read: _Read, home: bool) -> tuple[float, str]:
    """How far a story is placed in the subject, and by which word."""
    for place, weight, hit in read.of("anchor"):
        return ANCHOR * weight, f' beside "{hit.phrase.written}" in {place}'
    abroad = any(place == "title" for place, _, _ in read.of("elsewhere"))
    return (HOME, " from an outlet at home") if home and not abroad else (0.0, "")


def _names_it(read: _Read) -> bool:
    """Whether a word that stands for a topic by itself is there, if too weak or ruled out."""
    return any(True for kind in ("name", "passing", "term") for _ in read.of(kind))


def _elsewhere(read: _Read) -> str:
    for place, _, hit in read.of("elsewhere"):
        return f'"{hit.phrase.written}" in {place}, and {_NOTHING}'
    return _NOTHING


def _apart(hits: Sequence[Hit[_About]], topic: int) -> Iterator[Hit[_About]]:
    """A topic's evidence without what lies inside longer evidence."""
    covered = 0
    for hit in hits:
        about = hit.phrase.about
        if about.topic == topic and about.kind != "not" and hit.start >= covered:
            covered = hit.end
            yield hit


def _key(hit: Hit[_About]) -> str:
    return hit.phrase.about.name or hit.phrase.written


def _reason(hit: Hit[_About], place: str, why: str) -> str:
    about, written = hit.phrase.about, hit.phrase.written
    if about.name:
        return f'name {about.name} ("{written}") in {place}'
    return f'{about.kind} "{written}" in {place}{why if about.kind in BESIDE else ""}'
