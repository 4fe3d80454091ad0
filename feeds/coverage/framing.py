"""The stories of a selection with the frames that they use: read once for each state of the data,
whatever rows, groups or frames are then asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.kept import kept, kept_within
from feeds.coverage.selection import ONE_GROUP, Selection
from feeds.errors import SelectionError
from feeds.frames import FrameFinder
from feeds.frames.book import QUOTED, SUMMARY, FrameBook
from feeds.model.framing import Concept
from feeds.store.protocol import Store
from feeds.subjects import load_subject

NO_LIMIT = 2**62
LINES = 200_000  # headlines that are kept
USES = {
    "story_id": "str",
    "concept": "str",
    "frame": "str",
    "place": "str",
    "start": "int64",
    "end": "int64",
    "quoted": "bool",
}
RECORD = np.dtype([("pair", "<u2"), ("marks", "u1"), ("start", "<u4"), ("end", "<u4")])


@dataclass(frozen=True, slots=True)
class Framed:
    """`stories` newest first, those that use any frame at least: id, outlet_id, language,
    text_scope, published_at; `uses` one a line: story_id, concept, frame ("" where a concept is
    mentioned without one), place (title or summary), start and end (letters from its beginning),
    quoted; by story in that order."""

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
def _book(subject: str) -> FrameBook:
    return FrameBook(_concepts(subject))  # keeps what it has learnt of words


def book_of(store: Store) -> FrameBook:
    """The frames of the store's subject; SelectionError where it has none."""
    concepts_of(store)
    return _book(store.meta("subject") or "")


def finder_of(store: Store) -> FrameFinder:
    """What finds the frames of the store's subject; SelectionError where it has none."""
    return book_of(store).finder


def frames_in(store: Store, texts: pd.DataFrame, column: str) -> pd.Series:
    """The frames that the texts of a column use, each in its `language`: space-separated, in order
    of the alphabet."""
    finder = finder_of(store)
    pairs = zip(texts[column], texts["language"], strict=True)
    found = [{use.frame for use in finder.find(*pair) if use.frame} for pair in pairs]
    return pd.Series([" ".join(sorted(frames)) for frames in found], texts.index, "str")


def framed(store: Store, selection: Selection) -> Framed:
    """The stories and uses of a selection; callers must not write into them."""
    return _framed(store, _plain(selection))


def headlines(store: Store, selection: Selection) -> pd.DataFrame:
    """All stories of a selection, newest first: id, outlet_id, language, title, published_at at
    least; callers must not write into them."""
    return _headlines(store, _plain(selection))


def _plain(selection: Selection) -> Selection:
    # What is compared stays: attention chooses the feeds. Rows and groups change no word.
    return replace(selection, rows="outlet", grouping=ONE_GROUP)


def _lines(table: pd.DataFrame) -> int:
    return len(table)


@kept_within(LINES, _lines)
def _headlines(store: Store, selection: Selection) -> pd.DataFrame:
    if selection.as_of is not None:
        return _then(store, selection)
    return store.headlines(*whole_span(selection), selection.clock, wanted(selection))


def _then(store: Store, selection: Selection) -> pd.DataFrame:
    """The stories as they were known at the selection's `as_of`."""
    span, asked = whole_span(selection), wanted(selection)
    return store.story_table(
        *span, selection.clock, limit=NO_LIMIT, wanted=asked, as_of=selection.as_of
    )


@kept
def _framed(store: Store, selection: Selection) -> Framed:
    book = book_of(store)
    if selection.as_of is not None:  # what is kept is of the words as they are now
        stories = _then(store, selection)
        return Framed(stories, found_uses(stories, book))
    asked, span = wanted(selection), whole_span(selection)
    table = store.frame_table(*span, selection.clock, asked, book.mark)
    return Framed(*kept_uses(table, book))


def kept_uses(table: pd.DataFrame, book: FrameBook) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Stories and uses as in `Framed`, from `Store.frame_table`; those that were not looked
    through are read from their texts (pure)."""
    packed = table["packed"].to_numpy(copy=True)
    unread = np.array([one is None for one in packed], dtype=bool)
    if unread.any():
        packed[unread] = _read(table[unread], book)
    told = np.array([len(one) > 0 for one in packed], dtype=bool)
    stories = table[told].drop(columns=["packed", "title", "summary"]).reset_index(drop=True)
    return stories, _uses(stories["id"], packed[told], book)


def found_uses(stories: pd.DataFrame, book: FrameBook) -> pd.DataFrame:
    """The uses in stories (id, language, title, summary), in their order (pure)."""
    return _uses(stories["id"], _read(stories, book), book)


def _read(stories: pd.DataFrame, book: FrameBook) -> npt.NDArray[np.object_]:
    found = np.empty(len(stories), dtype=object)
    texts = (stories[name].tolist() for name in ("title", "summary", "language"))
    found[:] = [book.packed(*words) for words in zip(*texts, strict=True)]
    return found


def _uses(ids: pd.Series, packed: npt.NDArray[np.object_], book: FrameBook) -> pd.DataFrame:
    """What is packed of stories, a line a use."""
    held = np.frombuffer(b"".join(packed), RECORD)
    of = np.repeat(np.arange(len(ids)), [len(one) // RECORD.itemsize for one in packed])
    concepts, frames = (
        pd.Index(names, dtype="str")
        for names in ([pair[0] for pair in book.pairs], [pair[1] for pair in book.pairs])
    )
    summary = (held["marks"] & SUMMARY) > 0
    columns = {
        "story_id": ids.take(of).to_numpy(),
        "concept": concepts.take(held["pair"]),
        "frame": frames.take(held["pair"]),
        "place": pd.Index(["title", "summary"], dtype="str").take(summary.astype(np.int64)),
        "start": held["start"],
        "end": held["end"],
        "quoted": (held["marks"] & QUOTED) > 0,
    }
    return pd.DataFrame(columns).astype(USES)


def typed(rows: Sequence[tuple[object, ...]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a table whose columns have their type also when empty."""
    return pd.DataFrame(list(rows), columns=list(columns)).astype(dict(columns))
