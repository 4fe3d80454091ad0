"""Names in the stories of a selection: how many, how written, beside whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from feeds import coverage
from feeds.coverage import Selection
from feeds.coverage.named import READ
from feeds.model import Derived, NameUse
from feeds.store import Store, open_store
from tests.store import make
from tests.store.make import FIRST, LAST

SPAN = Selection(FIRST, LAST)


def use(story: str, name: str, surface: str, start: int = 0) -> NameUse:
    return NameUse(story, f"n-{name}", name, "person", surface, "title", start, start + 4)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three stories on the subject: Veltam in all, twice in one; Ardash in one of them."""
    held = open_store(f"sqlite:///{tmp_path / 'names.db'}")
    held.save_outlets([make.outlet("lantern")])
    stories = (make.story("s1"), make.story("s2", 1, language="ar"), make.story("s3", 2))
    names = (
        use("s1", "Veltam", "Orsan Veltam"),
        use("s1", "Veltam", "Veltam", 9),
        use("s2", "Veltam", "فلتام"),
        use("s3", "Veltam", "Orsan Veltam"),
        use("s3", "Ardash", "Ardash", 20),
    )
    topics = tuple(make.topic(story.id) for story in stories)
    named = tuple(story.id for story in stories)
    held.save_derived(Derived(0, stories=stories, topics=topics, named=named, names=names))
    yield held
    held.close()


def test_a_story_counts_once_for_a_name_however_often_it_says_it(store: Store) -> None:
    table = coverage.named(store, SPAN)
    assert table[["name", "stories"]].to_numpy().tolist() == [["Veltam", 3], ["Ardash", 1]]


def test_spellings_are_told_by_language(store: Store) -> None:
    told = coverage.spellings(store, replace(SPAN, names=("n-Veltam",)))
    found = {(line.surface, line.language): line.stories for line in told.itertuples()}
    assert found == {("Orsan Veltam", "en"): 2, ("Veltam", "en"): 1, ("فلتام", "ar"): 1}


def test_companions_share_stories(store: Store) -> None:
    one = coverage.companions(store, replace(SPAN, names=("n-Veltam",)))
    assert one[["name", "stories"]].to_numpy().tolist() == [["Ardash", 1]]
    assert coverage.companions(store, replace(SPAN, names=("n-none",))).empty


def test_a_story_of_the_same_week_but_another_hour_does_not_count(store: Store) -> None:
    first = replace(SPAN, from_at=make.at(0), to_at=make.at(1), bin="hour")
    table = coverage.named(store, first)
    assert table[["name", "stories"]].to_numpy().tolist() == [["Veltam", 1]]


def test_names_count_as_they_were_known_then(store: Store) -> None:
    then = replace(SPAN, as_of=make.at(9000))
    assert coverage.named(store, then).equals(coverage.named(store, SPAN))


def test_a_name_is_written_as_its_stories_write_it_most_often_first(store: Store) -> None:
    told = coverage.written(store, replace(SPAN, names=("n-Veltam", "n-none")))
    assert told["n-Veltam"] == (("Orsan Veltam", "Veltam", "فلتام"), 3, 3)
    assert told["n-none"] == ((), 0, 0)


def test_of_a_name_in_very_many_stories_an_even_part_is_read(store: Store) -> None:
    stories = tuple(make.story(f"t{n:03}") for n in range(4 * READ))
    names = tuple(
        use(story.id, "Ardash", "Old Ardash" if n < len(stories) // 4 else "Ardash")
        for n, story in enumerate(stories)
    )
    topics = tuple(make.topic(story.id) for story in stories)
    named = tuple(story.id for story in stories)
    store.save_derived(Derived(1, stories=stories, topics=topics, named=named, names=names))
    told = coverage.written(store, replace(SPAN, names=("n-Ardash",)))["n-Ardash"]
    assert told == (("Ardash", "Old Ardash"), READ, 4 * READ + 1)
