"""The stories of a selection with the frames that they use: read once for each state of the data,
whatever rows, groups or frames are then asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.kept import kept
from feeds.coverage.selection import ONE_GROUP, Selection
from feeds.errors import SelectionError
from feeds.frames import FrameFinder
from feeds.model.framing import Concept
from feeds.store.protocol import Store
from feeds.subjects import load_subject

NO_LIMIT = 2**62
PLACES = ("title", "summary")
USES = {
    "story_id": "str",
    "concept": "str",
    "frame": "str",
    "place": "str",
    "start": "int64",
    "end": "int64",
    "quoted": "bool",
}


@dataclass(frozen=True, slots=True)
class Framed:
    """`stories` newest first, as `Store.texts` gives them; `uses` one a line: story_id,
    concept, frame ("" where a concept is mentioned without one), place (title or summary),
    start and end (letters from its beginning), quoted."""

    stories: pd.DataFrame
    uses: pd.DataFrame


def concepts_of(store: Store) -> tuple[Concept, ...]:
    """The concepts of the store's subject; SelectionError where it has none."""
    subject = store.meta("subject") or ""
    found = _concepts(subject) if subject else ()
    if not found:
        raise SelectionError(
            "The subject of this store knows no frames.",
            "Write a frames.toml beside its topics.toml.",
        )
    return found


@lru_cache(maxsize=4)
def _concepts(subject: str) -> tuple[Concept, ...]:
    return load_subject(subject).frames


@lru_cache(maxsize=4)
def _finder(subject: str) -> FrameFinder:
    return FrameFinder(_concepts(subject))  # keeps what it has learnt of words


def finder_of(store: Store) -> FrameFinder:
    """What finds the frames of the store's subject; SelectionError where it has none."""
    concepts_of(store)
    return _finder(store.meta("subject") or "")


def frames_in(store: Store, text: str, language: str) -> str:
    """The frames that a text uses, space-separated, in order of the alphabet."""
    uses = finder_of(store).find(text, language)
    return " ".join(sorted({use.frame for use in uses if use.frame}))


def framed(store: Store, selection: Selection) -> Framed:
    """The stories and uses of a selection; callers must not write into them."""
    # What is compared stays: attention chooses the feeds. Rows and groups change no word.
    return _framed(store, replace(selection, rows="outlet", grouping=ONE_GROUP))


@kept
def _framed(store: Store, selection: Selection) -> Framed:
    asked, span = wanted(selection), whole_span(selection)
    if selection.as_of is None:
        stories = store.texts(*span, selection.clock, asked)
    else:
        stories = store.story_table(
            *span, selection.clock, limit=NO_LIMIT, wanted=asked, as_of=selection.as_of
        )
    return Framed(stories, found_uses(stories, finder_of(store)))


def found_uses(stories: pd.DataFrame, finder: FrameFinder) -> pd.DataFrame:
    """The uses in stories (id, language, title, summary), in their order (pure)."""
    texts = zip(*(stories[name] for name in ("id", "language", *PLACES)), strict=True)
    return typed([use for text in texts for use in _of(finder, *text)], USES)


def _of(
    finder: FrameFinder, story_id: str, language: str, *texts: str
) -> Iterator[tuple[str, str, str, str, int, int, bool]]:
    for place, text in zip(PLACES, texts, strict=True):
        for use in finder.find(text, language):
            yield story_id, use.concept, use.frame, place, use.start, use.end, use.quoted


def typed(rows: Sequence[tuple[object, ...]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a table whose columns have their type also when empty."""
    return pd.DataFrame(list(rows), columns=list(columns)).astype(dict(columns))
