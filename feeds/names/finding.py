"""The names that a story carries: known ones in any spelling or script, and new ones by use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from feeds.model import NameUse, Story, Subject
from feeds.names.index import About, Found, NameIndex
from feeds.names.newcomers import Newcomer, Newcomers, Seen, key_of, uses
from feeds.names.text import Read

Place = Literal["title", "summary"]
LONGEST = 4_000  # characters of a text that are looked through


class Names:
    """Finds names in stories; knows those of a subject, and learns those that are used."""

    def __init__(self, subject: Subject, found: Iterable[tuple[str, str]] = ()) -> None:
        """`found` are names learnt before: (id, name)."""
        self._index = NameIndex(subject.names)
        self._newcomers = Newcomers()
        self._met: dict[str, About] = {}  # by the keys of their parts
        for number, name in found:
            self._meet(About(number, name, "unknown"), key_of(name))

    def find(self, story_id: str, title: str, summary: str, language: str) -> list[NameUse]:
        """The known names of a story with where they stand; learns nothing."""
        found = []
        for place, text in _places(title, summary):
            read = Read(text[:LONGEST])
            found += [_use(story_id, place, read, hit) for hit in self._known(read, language)]
        return found

    def take(self, stories: Sequence[Story]) -> list[NameUse]:
        """The names of stories in order of arrival, those learnt from them included, and uses
        in earlier stories of the names that are new with these."""
        found: list[NameUse] = []
        for story in stories:
            for place, text in _places(story.title, story.summary):
                read = Read(text[:LONGEST])
                hits = self._known(read, story.language)
                found += [_use(story.id, place, read, hit) for hit in hits]
                found += self._learn(story, place, read, hits)
        return found

    def _known(self, read: Read, language: str) -> list[Found]:
        return self._index.find(read, language.partition("-")[0])

    def _learn(
        self, story: Story, place: Place, read: Read, hits: Sequence[Found]
    ) -> list[NameUse]:
        found: list[NameUse] = []
        for use in uses(read, story.language.partition("-")[0]):
            if any(hit.start < use.end and use.start < hit.end for hit in hits):
                continue
            words = read.words
            start, end = words[use.start].start, words[use.end - 1].end
            seen = Seen(
                *(story.first_seen_at, use.key, story.id, story.outlet_id),
                *(read.text[start:end], place, start, end),
            )
            newcomer = self._newcomers.note(seen)
            if newcomer:
                found += self._welcome(newcomer)
        return found

    def _welcome(self, newcomer: Newcomer) -> list[NameUse]:
        about = About(newcomer.id, newcomer.name, "unknown")
        self._meet(about, newcomer.key)
        return [
            NameUse(
                *(use.story_id, about.id, about.name, "unknown", use.surface),
                *("title" if use.place == "title" else "summary", use.start, use.end),
            )
            for use in newcomer.uses
        ]

    def _meet(self, about: About, key: str) -> None:
        if key not in self._met:
            self._met[key] = about
            self._index.add(about, about.name)


def _places(title: str, summary: str) -> tuple[tuple[Place, str], ...]:
    return ("title", title), ("summary", summary)


def _use(story_id: str, place: Place, read: Read, hit: Found) -> NameUse:
    start, end = read.words[hit.start].start, read.words[hit.end - 1].end
    about = hit.about
    return NameUse(
        story_id, about.id, about.name, about.kind, read.text[start:end], place, start, end
    )
