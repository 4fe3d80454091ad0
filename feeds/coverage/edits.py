"""Headlines that were edited, when that was seen, and which frame came or went with it.

Method: versions of a story as its feed showed them, one after the other. An edit is seen by the
first poll that brings the new words: it was made then at the latest, and not before the version
before it was seen. Headlines that differ in case, accents or punctuation only are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

import pandas as pd

from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.counts import NO_LIMIT
from feeds.coverage.framing import finder_of, typed
from feeds.coverage.selection import Selection
from feeds.coverage.wording import rows_of
from feeds.frames import FrameFinder
from feeds.model import StoryVersion
from feeds.store.protocol import Store
from feeds.text import folded_words, normalise

EDITS = {
    "story_id": "str",
    "outlet_id": "str",
    "row": "str",
    "language": "str",
    "event_id": "str",
    "url": "str",
    "version": "int64",
    "after_at": "datetime64[us, UTC]",
    "at": "datetime64[us, UTC]",
    "minutes": "float64",
    "from_title": "str",
    "to_title": "str",
    "entered": "str",
    "left": "str",
}


def edits(store: Store, selection: Selection) -> pd.DataFrame:
    """Edits of headlines of the selection's stories, as `changes` below; rows as in `wording`."""
    edited = _edited(store, selection)
    edited = edited.assign(row=rows_of(store, edited, selection))
    return changes(edited, store.versions_of(list(edited["id"])), finder_of(store), selection.as_of)


def _edited(store: Store, selection: Selection) -> pd.DataFrame:
    """The stories of a selection that have more than one version."""
    span, asked = whole_span(selection), wanted(selection)
    if selection.as_of is None:
        return store.texts(*span, selection.clock, asked, lambda *words: words[-1] > 1)
    then = store.story_table(
        *span, selection.clock, limit=NO_LIMIT, wanted=asked, as_of=selection.as_of
    )
    return then[then["version"] > 1]


def changes(
    stories: pd.DataFrame,
    versions: Mapping[str, Sequence[StoryVersion]],
    finder: FrameFinder,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """story_id, outlet_id, row, language, event_id, url, version (that the edit made), after_at
    and at (the edit was made between them), minutes (from the first sight of the story to `at`),
    from_title, to_title, entered and left (frames of the headline, space-separated), by `at`
    (pure). `versions` oldest first by story id; those seen after `as_of` are left out."""
    columns = ["id", "outlet_id", "row", "language", "event_id", "url"]
    rows = [
        (*facts, *edit)
        for facts in stories[columns].itertuples(index=False, name=None)
        for edit in _of(facts[3], _known(versions.get(facts[0], ()), as_of), finder)
    ]
    return typed(rows, EDITS).sort_values(["at", "story_id", "version"], ignore_index=True)


def _known(versions: Sequence[StoryVersion], as_of: datetime | None) -> list[StoryVersion]:
    return [one for one in versions if as_of is None or one.seen_at <= as_of]


def _of(
    language: str, versions: Sequence[StoryVersion], finder: FrameFinder
) -> Iterator[tuple[object, ...]]:
    for before, after in pairwise(versions):
        if _words(before.title, language) == _words(after.title, language):
            continue
        old, new = (_frames(finder, one.title, language) for one in (before, after))
        minutes = (after.seen_at - versions[0].seen_at).total_seconds() / 60
        yield (
            after.version,
            before.seen_at,
            after.seen_at,
            minutes,
            before.title,
            after.title,
            " ".join(sorted(new - old)),
            " ".join(sorted(old - new)),
        )


def _words(title: str, language: str) -> list[str]:
    return folded_words(normalise(title, language))


def _frames(finder: FrameFinder, title: str, language: str) -> set[str]:
    return {use.frame for use in finder.find(title, language) if use.frame}
