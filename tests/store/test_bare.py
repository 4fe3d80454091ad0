"""A store that nobody looks at holds what any other does, and tells the same of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from feeds.errors import Overtaken
from feeds.model import Derived, NameUse
from feeds.store import open_bare, open_store
from feeds.store.counts.tables import rollup_hours
from feeds.store.sql import SqlStore
from tests.store import make


def named(story_id: str, name_id: str, name: str) -> NameUse:
    return NameUse(story_id, name_id, name, "unknown", name, "title", 0, len(name))


def filled(store: SqlStore) -> SqlStore:
    """Three stories; one name in two of them, in two spellings, another in one."""
    stories = tuple(make.story(name) for name in ("one", "two", "three"))
    ids = [story.id for story in stories]
    uses = (
        named(ids[0], "n1", "Ines Varga"),
        named(ids[1], "n1", "Inès Varga"),
        named(ids[2], "n2", "Tomas Reed"),
    )
    store.save_outlets([make.outlet()])
    store.save_derived(Derived(0, stories=stories, named=tuple(ids), names=uses))
    store.save_derived(Derived(0, stories=(replace(stories[0], title="Told anew"),)))
    return store


def rolled(store: SqlStore) -> int:
    with store.reading() as conn:
        return conn.scalar(select(func.count()).select_from(rollup_hours)) or 0


def test_it_tells_what_any_store_tells_and_counts_nothing(tmp_path: Path) -> None:
    bare, full = open_bare(tmp_path / "bare.db"), open_store(f"sqlite:///{tmp_path}/full.db")
    assert isinstance(bare, SqlStore)
    assert isinstance(full, SqlStore)
    for store in (bare, full):
        filled(store)
    assert [tally.stories for tally in full.names()] == [2, 1]
    assert bare.names() == full.names()
    assert bare.counts() == full.counts()
    ids = [story.id for story in full.stories_seen(make.FIRST, make.LAST)]
    assert len(ids) == 3
    assert bare.stories(ids) == full.stories(ids)
    assert bare.derivation() == full.derivation()
    assert rolled(full) > 0
    assert rolled(bare) == 0
    bare.close()
    full.close()


def test_it_notices_that_it_was_overtaken(tmp_path: Path) -> None:
    bare = open_bare(tmp_path / "bare.db")
    with pytest.raises(Overtaken):
        bare.save_derived(Derived(0, upon="7"))
    bare.close()
