"""Stories and frames of an invented harbour town, for the tables of wording."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from feeds.frames import load_frames
from feeds.frames.book import FrameBook
from feeds.model import Derived, Story, StoryVersion
from feeds.store import Store, open_store
from tests.rows import CASES
from tests.store import make

QUAY = load_frames(CASES / "frames" / "quay.toml")
BOOK = FrameBook(QUAY)
FINDER = BOOK.finder


def table(lines: Sequence[tuple[str, ...]], columns: str) -> pd.DataFrame:
    """The lines of a file as stories."""
    return pd.DataFrame(lines, columns=columns.split()).astype("str")


def filled(folder: Path, *stories: Story, versions: Sequence[StoryVersion] = ()) -> Store:
    """A store whose subject is the harbour town, with these stories on its topic."""
    subject = folder / "quay"
    subject.mkdir()
    shutil.copy(CASES / "frames" / "quay.toml", subject / "frames.toml")
    shutil.copy(CASES / "outlets" / "good.toml", subject / "outlets.toml")
    shutil.copy(CASES / "topics" / "island.toml", subject / "topics.toml")
    store = open_store(f"sqlite:///{folder / 'quay.db'}")
    store.set_meta("subject", str(subject))
    store.save_outlets([make.outlet("lantern"), make.outlet("gull", country="Elsewhere")])
    on_topic = tuple(make.topic(story.id) for story in stories)
    store.save_derived(Derived(0, stories=stories, topics=on_topic, versions=tuple(versions)))
    return store
