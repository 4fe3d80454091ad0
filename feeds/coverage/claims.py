"""The figures that stories give of an event, and their denials, with the sentence of each.

Method: a number with a word that says what it counts (dead, injured, detained …) in the headline
or summary that the feed carried, in Arabic and English; every version of a story is read, so that
a figure that was changed is seen. Figures in parts of an article that the feed did not carry are
not: `text_scope` says how much it carried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

import pandas as pd

from feeds.citing import sentence
from feeds.claims import figures
from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.cited_then import cited_before, cited_then, stories_at
from feeds.coverage.events import events
from feeds.coverage.kept import kept
from feeds.coverage.selection import Selection
from feeds.model import CitedSource, StoryVersion
from feeds.store.protocol import Store
from feeds.threads.stance import may_deny, stance

CLAIMS = {
    "event_id": "str",
    "story_id": "str",
    "outlet_id": "str",
    "at": "datetime64[us, UTC]",
    "version": "int64",
    "measure": "str",
    "low": "Int64",
    "high": "Int64",
    "qualifier": "str",
    "part": "bool",
    "source": "str",
    "sentence": "str",
    "place": "str",
    "start": "int64",
    "end": "int64",
    "language": "str",
    "text_scope": "str",
    "reprint": "bool",
}
MOST = 20  # events that are read where none is chosen: those of most stories
_READ = (
    "id",
    "event_id",
    "outlet_id",
    "published_at",
    "version",
    "title",
    "summary",
    "language",
    "text_scope",
    "copy_of",
)


class Text(NamedTuple):
    """One wording of a story: as it stood from `at` on."""

    story: Mapping[str, object]
    version: int
    at: pd.Timestamp
    title: str
    summary: str
    cited: Sequence[CitedSource] = ()


@kept
def claims(store: Store, selection: Selection) -> pd.DataFrame:
    """The figures and denials in the stories of the chosen events, or of the 20 events with
    most stories, oldest first.

    event_id, story_id, outlet_id (who says so), at (publication of a first version, sight of a
    later one; UTC), version, measure (dead, injured, casualties: both in one number, detained,
    displaced, troops, kilometres; or denial), low and high (the figure as an interval; a missing
    high is open: "at least"), qualifier (exact, at-least, more-than, about: a tenth either way,
    up-to, range, some: dozens), part (whether the text calls it a part of another figure),
    source (id of who is cited in that sentence, "" where nobody is), sentence (the evidence),
    place (title or summary), start and end (there, in characters), language, text_scope, reprint.
    With `as_of` the events, words and sources are those of then.
    """
    chosen = selection.events or _largest(store, selection)
    if not chosen:
        return given(())
    asked = replace(selection, events=chosen)
    if selection.as_of is None:
        stories = store.texts(*whole_span(asked), asked.clock, wanted(asked), _may_tell)
        return given(texts(store, stories, store.citations_of(stories["id"])))
    stories, now = (stories_at(store, asked, known) for known in (True, False))
    return given(texts(store, stories, cited_then(store, stories, now)))


def _may_tell(title: str, summary: str, language: str, version: int) -> bool:
    """Whether a story holds a figure or denial, or may have held one in words that were edited:
    no more of the others need be read."""
    return version > 1 or bool(
        figures(title, language) or figures(summary, language) or _denies(title, language)
    )


def _largest(store: Store, selection: Selection) -> tuple[str, ...]:
    if selection.as_of is not None:
        return tuple(events(store, selection, MOST)["event_id"])
    return tuple(store.event_table(*whole_span(selection), selection.topics, MOST)["event_id"])


def texts(
    store: Store, stories: pd.DataFrame, cited: Mapping[str, Sequence[CitedSource]]
) -> Iterator[Text]:
    """Every wording of some stories, up to the one in the table; `cited` by story id."""
    edited = stories.loc[stories["version"] > 1, "id"]
    versions, before = store.versions_of(edited), cited_before(store, edited)
    # Lists, since rows of a table are boxed one by one.
    for values in zip(*(stories[name].tolist() for name in _READ), strict=True):
        story = dict(zip(_READ, values, strict=True))
        name = str(story["id"])
        now = cited.get(name, ())
        yield from _wordings(story, versions.get(name, []), now, before.get(name, {}))


def _wordings(
    story: Mapping[str, object],
    versions: Sequence[StoryVersion],
    cited: Sequence[CitedSource],
    before: Mapping[int, Sequence[CitedSource]],
) -> Iterator[Text]:
    now = int(str(story["version"]))
    published = cast(pd.Timestamp, story["published_at"])
    for one in versions:
        if one.version < now:
            at = published if one.version == 1 else pd.Timestamp(one.seen_at)
            said = before.get(one.version, ())
            yield Text(story, one.version, at, one.title, one.summary, said)
    seen = [one.seen_at for one in versions if one.version == now > 1]
    at = pd.Timestamp(seen[0]) if seen else published
    title, summary = str(story["title"]), str(story["summary"])
    yield Text(story, now, at, title, summary, cited)


def given(wordings: Sequence[Text] | Iterator[Text]) -> pd.DataFrame:
    """The claims of wordings as `claims` gives them (pure)."""
    rows = [row for wording in wordings for row in _claims(wording)]
    found = pd.DataFrame(rows, columns=list(CLAIMS)).astype(CLAIMS)
    order = ["at", "story_id", "version", "place", "start"]
    ascending = [True, True, True, False, True]
    return found.sort_values(order, ascending=ascending, ignore_index=True)


def _denies(title: str, language: str) -> str:
    """The words by which a headline denies something."""
    said = stance(title, language) if may_deny(title, language) else None
    return said[1] if said and said[0] == "denies" else ""


def _claims(wording: Text) -> Iterator[dict[str, object]]:
    language = str(wording.story["language"])
    for place, text in (("title", wording.title), ("summary", wording.summary)):
        for figure in figures(text, language):
            numbers = (figure.low, figure.high, figure.qualifier, figure.part)
            span = (figure.start, figure.end)
            yield _row(wording, place, text, figure.measure, numbers, span)
        if place == "title" and (said := _denies(text, language)):
            start = text.index(said)
            span = (start, start + len(said))
            yield _row(wording, place, text, "denial", (None, None, "", False), span)


def _row(
    wording: Text,
    place: str,
    text: str,
    measure: str,
    numbers: tuple[int | None, int | None, str, bool],
    span: tuple[int, int],
) -> dict[str, object]:
    first, last = sentence(text, *span)
    here = [one for one in wording.cited if one.place == place and first <= one.start < last]
    story = wording.story
    return {
        "event_id": story["event_id"],
        "story_id": story["id"],
        "outlet_id": story["outlet_id"],
        "at": wording.at,
        "version": wording.version,
        "measure": measure,
        "low": numbers[0],
        "high": numbers[1],
        "qualifier": numbers[2],
        "part": numbers[3],
        "source": here[0].source_id if here else "",
        "sentence": text[first:last],
        "place": place,
        "start": span[0],
        "end": span[1],
        "language": story["language"],
        "text_scope": story["text_scope"],
        "reprint": story["copy_of"] != "",
    }
