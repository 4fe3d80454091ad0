"""What a store may watch: a folder of outlets, topics, frames and so on, bundled or one's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from feeds.errors import ConfigError
from feeds.model import Subject
from feeds.outlets import OutletBook, load_outlets

BUNDLED = Path(__file__).parent
KEPT = 8  # subjects

Written: TypeAlias = tuple[tuple[str, int, int], ...]  # name, written when in ns, bytes, by file


def bundled_subjects() -> tuple[str, ...]:
    """The names of the subjects that come with Coverline."""
    return tuple(sorted(path.parent.name for path in BUNDLED.glob("*/outlets.toml")))


def load_book(name_or_path: str) -> OutletBook:
    """The outlets and groupings of a subject alone: enough to see what is due."""
    return load_outlets(folder_of(name_or_path) / "outlets.toml")


def load_subject(name_or_path: str, book: OutletBook | None = None) -> Subject:
    """A bundled subject by name, or one's own by folder; its `book` where it is read already.
    Without one the subject is kept until a file of its folder changes."""
    folder = folder_of(name_or_path)
    return _read(folder, book) if book else _kept(folder, _written(folder))


@lru_cache(KEPT)
def _kept(folder: Path, written: Written) -> Subject:
    return _read(folder, load_outlets(folder / "outlets.toml"))


def _written(folder: Path) -> Written:
    """What changes when a file of the folder is written."""
    held = ((path.name, path.stat()) for path in sorted(folder.glob("*.toml")))
    return tuple((name, state.st_mtime_ns, state.st_size) for name, state in held)


def _read(folder: Path, book: OutletBook) -> Subject:
    from feeds.citing.sources import load_sources
    from feeds.frames import load_frames
    from feeds.names.gazetteer import load_names
    from feeds.topics import load_topics
    from feeds.topics.recall import load_recall

    topics = load_topics(folder / "topics.toml")
    return Subject(
        id=book.id,
        label=book.label,
        label_ar=book.label_ar,
        zone=book.zone,
        outlets=book.outlets,
        groupings=book.groupings,
        topics=topics,
        synthetic=book.synthetic,
        names=load_names(folder / "names.toml", topics),
        sources=load_sources(folder / "sources.toml"),
        frames=load_frames(folder / "frames.toml"),
        recall=load_recall(folder / "recall.toml", topics),
    )


def folder_of(name_or_path: str) -> Path:
    """Where a subject's files are; ConfigError where there is no such subject."""
    if name_or_path in bundled_subjects():
        return BUNDLED / name_or_path
    folder = Path(name_or_path)
    if name_or_path and folder.is_dir():
        return folder
    raise ConfigError(
        f'There is no subject "{name_or_path}", neither bundled nor as a folder.',
        f"Bundled: {', '.join(bundled_subjects())}.",
    )
