"""What is wrong with the files of a subject, and what may be meant otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from feeds.citing.sources import load_sources
from feeds.frames import load_frames
from feeds.model import Topic
from feeds.names.gazetteer import load_names
from feeds.outlets import OutletBook, load_outlets
from feeds.phrases import phrase
from feeds.subjects.faults import read_whole
from feeds.text import normalise
from feeds.topics import load_topics
from feeds.topics.recall import load_recall
from feeds.wordlists import STOP_WORDS

Words = Mapping[str, tuple[str, ...]]
FILES = ("outlets.toml", "topics.toml", "names.toml", "sources.toml", "frames.toml", "recall.toml")
EXAMPLE = ".example"  # hosts that never are
SHORTEST = 2  # letters before a star that any word may go on from
COMMON = {normalise(word) for words in STOP_WORDS.values() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Checked:
    """Errors keep a subject from being used; warnings do not. Each says where and what to do."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def check(folder: Path) -> Checked:
    """Read every file of a subject's folder."""
    outlets = read_whole(folder / FILES[0], load_outlets)
    topics = read_whole(folder / FILES[1], load_topics)
    known = topics.found or ()
    rest = (
        read_whole(folder / FILES[2], lambda path: load_names(path, known)).faults,
        read_whole(folder / FILES[3], load_sources).faults,
        read_whole(folder / FILES[4], load_frames).faults,
        () if topics.faults else read_whole(folder / FILES[5], partial(_recall, known)).faults,
    )
    present = (part for name, part in zip(FILES[2:], rest, strict=True) if (folder / name).exists())
    errors = (*outlets.faults, *topics.faults, *(one for part in present for one in part))
    warnings = [*_strays(folder)]
    if outlets.found:
        warnings += _outlet_warnings(outlets.found, folder / FILES[0])
    for topic in known:
        warnings += _topic_warnings(topic, outlets.found, folder / FILES[1])
    return Checked(errors, tuple(warnings))


def _recall(topics: tuple[Topic, ...], path: Path) -> object:
    return load_recall(path, topics)


def _strays(folder: Path) -> Iterator[str]:
    """Files that look like a subject's and are none, such as topic.toml."""
    for path in sorted(folder.glob("*.toml")):
        if path.name not in FILES:
            yield f"{path}: no file of this name is read. Known: {', '.join(FILES)}."


def _outlet_warnings(book: OutletBook, path: Path) -> Iterator[str]:
    for outlet in book.outlets:
        if not any(feed.enabled for feed in outlet.feeds):
            yield f"{path}: {outlet.id} has no feed that is on. Switch one on, or take it out."
        for feed in outlet.feeds:
            if not book.synthetic and (urlsplit(feed.url).hostname or "").endswith(EXAMPLE):
                yield f"{path}: {feed.url} is an example. Write the address of a real feed."
    if not book.groupings:
        yield f"{path}: no [[groupings]]: outlets are shown as one group. Write one to compare."


def _topic_warnings(topic: Topic, book: OutletBook | None, path: Path) -> Iterator[str]:
    where = f"{path}: topic {topic.id}"
    for language in _written(book):
        if not any(language in words for words in _by_language(topic)):
            yield (
                f'{where} has no words in "{language}", which outlets write: only its names are '
                f'found there. Write terms.{language} = ["…"].'
            )
        if (topic.weak or topic.local or topic.faint) and language not in topic.anchors:
            yield (
                f'{where} has words that count beside an anchor, but "{language}" has none. '
                f'Write anchors.{language} = ["…"] in [context].'
            )
    for key, words in _alone(topic):
        yield from (f"{where}, {key}: {why}" for one in words for why in _too_wide(one))
    for language, words in topic.excluded.items():
        for one in sorted(set(words) & set(topic.terms.get(language, ()))):
            yield f'{where}: "{one}" is among terms.{language} and not.{language}. Take one out.'


def _by_language(topic: Topic) -> tuple[Words, ...]:
    return topic.terms, topic.local, topic.weak, topic.faint


def _written(book: OutletBook | None) -> list[str]:
    """The languages of the feeds that are polled."""
    feeds = (feed for outlet in book.outlets for feed in outlet.feeds) if book else ()
    return sorted({feed.language.partition("-")[0] for feed in feeds if feed.enabled})


def _alone(topic: Topic) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What puts a story on the topic by itself."""
    yield from ((f"terms.{language}", words) for language, words in topic.terms.items())
    yield from ((f'names."{name}"', words) for name, words in topic.names.items())


def _too_wide(written: str) -> Iterator[str]:
    """Why a phrase would find stories of anything."""
    parts = phrase(written, None).parts
    if len(parts) != 1:
        return
    word = parts[0].rstrip("*")
    if written.startswith("example"):
        yield f'"{written}" is an example. Write your own words.'
    elif len(word) < SHORTEST or (parts[0].endswith("*") and len(word) <= SHORTEST):
        yield f'"{written}" finds nearly everything. Write a longer word.'
    elif word in COMMON:
        yield f'"{written}" is in most stories. Write a word that tells them apart, or weak words.'
