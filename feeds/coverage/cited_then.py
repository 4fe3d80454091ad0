"""Whom stories cited in the words that they had at an instant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from feeds.citing import Citer
from feeds.citing.sources import offices
from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.selection import Selection
from feeds.errors import ConfigError
from feeds.model import CitedSource, KnownSource
from feeds.saying import cited
from feeds.store.protocol import Store
from feeds.subjects import load_subject

EVERY = 10_000_000
FACTS = {
    "id": "story_id",
    "outlet_id": "outlet_id",
    "url": "url",
    "language": "language",
    "form": "form",
    "text_scope": "text_scope",
    "published_at": "published_at",
    "first_seen_at": "first_seen_at",
    "copy_of": "copy_of",
    "event_id": "event_id",
}
FOUND = ["place", "start", "end", "source_id", "name", "kind", "marker", "sentence"]
WORDS = ["id", "title", "summary"]


def table_then(store: Store, selection: Selection, sources: Sequence[str] = ()) -> pd.DataFrame:
    """`Store.citation_table` as it would have been at the selection's `as_of`, newest first."""
    then = stories_at(store, selection, known=True)
    held = cited_then(store, then, stories_at(store, selection, known=False))
    texts = {story_id: (title, summary) for story_id, title, summary in _words(then)}
    rows = [
        (story_id, *_found(one, texts[story_id]))
        for story_id in then["id"]
        for one in held.get(story_id, ())
        if not sources or one.source_id in sources
    ]
    found = pd.DataFrame(rows, columns=["story_id", *FOUND])
    facts = then[list(FACTS)].rename(columns=FACTS)
    return found.astype(dict.fromkeys(FOUND, "str") | {"start": "int64", "end": "int64"}).merge(
        facts, on="story_id", how="left"
    )


def stories_at(store: Store, selection: Selection, known: bool) -> pd.DataFrame:
    """The stories of a selection, as they were `known` at its `as_of` or as they are now."""
    span, clock = whole_span(selection), selection.clock
    as_of = selection.as_of if known else None
    return store.story_table(*span, clock, limit=EVERY, wanted=wanted(selection), as_of=as_of)


def cited_then(
    store: Store, then: pd.DataFrame, now: pd.DataFrame
) -> Mapping[str, Sequence[CitedSource]]:
    """By story id: as stored where the words still stand, found again where they were edited."""
    standing = set(_words(now))
    held = store.citations_of([one[0] for one in _words(then) if one in standing])
    edited = {one[0]: one for one in _words(then) if one not in standing}
    citer = _citer(store) if edited else None
    for story in store.stories(edited).values() if citer else ():
        _, title, summary = edited[story.id]
        assert citer is not None
        held[story.id] = list(cited(citer, replace(story, title=title, summary=summary)))
    return held


def cited_before(
    store: Store, story_ids: Collection[str]
) -> dict[str, dict[int, Sequence[CitedSource]]]:
    """Whom stories cited in each wording that they had, by story id and version."""
    if not len(story_ids):
        return {}
    stories, citer = store.stories(set(story_ids)), _citer(store)
    return {
        story_id: {
            one.version: tuple(
                cited(citer, replace(stories[story_id], title=one.title, summary=one.summary))
            )
            for one in versions
        }
        for story_id, versions in store.versions_of(set(story_ids)).items()
        if story_id in stories
    }


@lru_cache(maxsize=4)
def sources_of(subject: str) -> tuple[KnownSource, ...]:
    """The sources that a subject adds; none where its folder was moved."""
    try:
        return load_subject(subject).sources
    except ConfigError:  # the names stand in the store
        return ()


def _citer(store: Store) -> Citer:
    return Citer(store.outlets(), (*sources_of(store.meta("subject") or ""), *offices()))


def _words(stories: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(stories[WORDS].itertuples(index=False, name=None))


def _found(one: CitedSource, words: tuple[str, str]) -> tuple[object, ...]:
    sentence = words[one.place != "title"][one.sentence_start : one.sentence_end]
    about = (one.source_id, one.name, one.kind, one.marker, sentence)
    return (one.place, one.start, one.end, *about)
