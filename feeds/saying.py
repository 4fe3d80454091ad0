"""What a story says by its own words: by which reprints are found, whom it cites, its topics.

It hangs on nothing else but who is watched and for what, so any process can work it out, at any
time: here as a story is placed, or ahead of that for a whole stretch of a stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from feeds.citing import Citation, Citer, sentence
from feeds.citing.sources import offices
from feeds.identity.reprints import Sketched, sketched
from feeds.model import CitedSource, Outlet, Story, Subject, TopicMatch
from feeds.topics import Matcher
from feeds.topics.home import home_of


class Said(NamedTuple):
    """What a story says by its words."""

    text: Sketched
    cited: tuple[CitedSource, ...]
    outlets: tuple[Citation, ...]  # those cited of the outlets that are watched, see `outlets_in`
    topics: Mapping[str, tuple[TopicMatch, ...]]  # by subject: "" the first, else by its id


Heard = Mapping[str, Said]  # by story: what was worked out ahead; it may grow
NOTHING: Heard = {}


class Listener:
    """Reads stories for one store: its outlets, and its subject with those beside it."""

    def __init__(self, outlets: Sequence[Outlet], subject: Subject) -> None:
        self._countries = {outlet.id: outlet.country for outlet in outlets}
        self._outlets, self._sources = Citer(outlets), citer_of(outlets, subject)
        subjects = {"": subject} | {other.id: other for other in subject.beside}
        self._matchers = {owner: Matcher(one.topics) for owner, one in subjects.items()}

    def said(self, story: Story) -> Said:
        """All that a story says."""
        country = self._countries[story.outlet_id]
        return Said(
            sketched(story),
            tuple(cited(self._sources, story)),
            outlets_in(self._outlets, story),
            {name: on_topics(one, story, country) for name, one in self._matchers.items()},
        )


def citer_of(outlets: Sequence[Outlet], subject: Subject) -> Citer:
    """What finds the outlets and all other sources that a subject knows."""
    return Citer(outlets, (*subject.sources, *offices()))


def cited(citer: Citer, story: Story) -> Iterator[CitedSource]:
    """The sources that a story names in its headline and summary, in order."""
    places: tuple[tuple[Literal["title", "summary"], str], ...] = (
        ("title", story.title),
        ("summary", story.summary),
    )
    for place, text in places:
        for one in citer.find(text, story.language, story.outlet_id):
            yield CitedSource(
                story_id=story.id,
                place=place,
                start=one.start,
                end=one.end,
                source_id=one.source_id,
                name=one.name,
                kind=one.kind,
                marker=one.marker,
                sentence_start=(span := sentence(text, one.start, one.end))[0],
                sentence_end=span[1],
            )


def outlets_in(citer: Citer, story: Story) -> tuple[Citation, ...]:
    """The outlets that a story names as its source."""
    found = (
        citer.find(text, story.language, story.outlet_id) for text in (story.title, story.summary)
    )
    return tuple(one for some in found for one in some)


def on_topics(matcher: Matcher, story: Story, country: str) -> tuple[TopicMatch, ...]:
    """The topics of a story by its words; `country` is its outlet's."""
    home = home_of(country, story.url)
    return matcher.match(story.id, story.title, story.summary, story.language, home)
