"""A store of two subjects looks to each as if it were alone; one added later, as from the start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from feeds import coverage
from feeds.classing import classify
from feeds.correcting import Asked, correct
from feeds.coverage import Selection
from feeds.derive import Deriver
from feeds.errors import StoreError
from feeds.model import Subject, Topic
from feeds.rebuilding import rebuild
from feeds.seen import seen_by
from feeds.store import Store, open_store
from feeds.store.wanted import Wanted
from feeds.store.words.tables import Sought
from feeds.subjects.together import joined
from tests.rebuilding.conftest import MONDAY, SUBJECT, Press, contents

TOPICS = (
    Topic("lake", "Lake", "", {"en": ("lake", "valley")}),
    Topic("harbour", "Harbour weather", "", {"en": ("storm",)}),  # an id that both have
)
WEATHER = Subject("weather", "Weather", "", "UTC", (), (), TOPICS)
BOTH = joined(SUBJECT, [WEATHER])
SPAN = (MONDAY - timedelta(days=12), MONDAY + timedelta(days=3))
STORIES = (
    ("tide", "Dockworkers of the northern harbour go on strike over pay", 0, 0),
    ("buoy", "Strike over pay: dockworkers of the northern harbour walk out", 1, 0),
    ("mast", "Lake Mirel floods the valley after a week of rain", 1, 0),
    ("reef", "A storm tears roofs off in Old Orsa", 1, 9),
    ("buoy", "Storm shuts the northern harbour of Orsa", 25, 0),
    ("mast", "Storm closes the harbour of Orsa to all ships", 26, 0),
    ("reef", "Valley under water as Lake Mirel floods after a week of rain", 27, 0),
    ("tide", "Parliament of Orsa votes on the fishing law", 28, 0),
)


def press(path: Path, subject: Subject) -> Press:
    """The stories in a store of a subject, or of several."""
    store = open_store(f"sqlite:///{path}.db")
    held = Press(store)
    held.deriver = Deriver(store, subject)
    for number, (name, title, hours, old) in enumerate(STORIES):
        held.lists(name, title, hours, days_old=old)
        if number in (3, 7):
            held.deriver.run()
    return held


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Store]:
    held = press(tmp_path / "both", BOTH).store
    yield held
    held.close()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Store]:
    held = press(tmp_path / "alone", WEATHER).store
    yield held
    held.close()


def tables(store: Store) -> dict[str, pd.DataFrame]:
    """What a page asks a store for, in some order of its lines."""
    any_topic, lake = Wanted(on_topic=True), Wanted(topics=("lake",))
    found = {
        "stories": store.story_table(*SPAN, "published"),
        "on": store.story_table(*SPAN, "published", wanted=any_topic),
        "lake": store.story_table(*SPAN, "published", topics=["lake"]),
        "as of": store.story_table(*SPAN, "seen", wanted=any_topic, as_of=SPAN[1]),
        "texts": store.texts(*SPAN, "published", any_topic),
        "headlines": store.headlines(*SPAN, "published", any_topic),
        "rollup": store.rollup(*SPAN, "published"),
        "rollup of one": store.rollup(*SPAN, "published", "", ("lake",)),
        "tally": store.tally(*SPAN, "published", "topic", any_topic),
        "told": store.told_table(*SPAN, "published", any_topic),
        "lines": store.told_lines(*SPAN, lake),
        "events": store.event_table(*SPAN, ["harbour"]),
        "cited": store.citation_counts(*SPAN, "published", any_topic),
        "found": store.search(Sought(*SPAN, wanted=any_topic))[1],
    }
    for rows in ("topic", "outlet"):
        for measure in ("count", "attention"):
            asked = Selection(*SPAN, "UTC", rows=rows, measure=measure)  # type: ignore[arg-type]
            found[f"volume {rows} {measure}"] = coverage.volume(store, asked)
    return {name: table.astype(str) for name, table in found.items()}


def test_a_further_subject_sees_what_it_would_see_alone(both: Store, alone: Store) -> None:
    view, own = tables(seen_by(both, WEATHER, "weather", first=False)), tables(alone)
    for name, table in own.items():
        columns = list(table.columns)
        told = view[name][columns].sort_values(columns).reset_index(drop=True)
        same = table.sort_values(columns).reset_index(drop=True)
        pd.testing.assert_frame_equal(told, same, obj=name)
    assert set(own["tally"]["key"]) == {"lake", "harbour"}


def test_the_first_subject_sees_nothing_of_the_further_one(both: Store, tmp_path: Path) -> None:
    own = press(tmp_path / "first", SUBJECT).store
    view = seen_by(both, SUBJECT, "quay", first=True)
    asked = Selection(*SPAN, "UTC", rows="topic")
    pd.testing.assert_frame_equal(coverage.volume(view, asked), coverage.volume(own, asked))
    told = view.story_table(*SPAN, "published", wanted=Wanted(on_topic=True))
    assert sorted(told["topic_ids"].unique()) == ["harbour"]
    own.close()


def test_what_is_searched_is_counted_by_the_subjects_own_topics(both: Store) -> None:
    view = seen_by(both, WEATHER, "weather", first=False)
    counts = view.search_counts(Sought(*SPAN), "topic")
    assert dict(zip(counts["key"], counts["stories"], strict=True)) == {
        "harbour": 3, "": 3, "lake": 2,
    }  # fmt: skip


def test_added_later_it_is_as_from_the_start(both: Store, tmp_path: Path) -> None:
    later = press(tmp_path / "later", SUBJECT).store
    assert classify(later, BOTH) == 5
    assert contents(later)["topic_stories"] == contents(both)["topic_stories"]
    assert contents(later)["events"] == contents(both)["events"]
    assert classify(later, BOTH) == 0
    later.close()


def test_cut_off_it_goes_on_and_is_not_shown_before_the_end(both: Store, tmp_path: Path) -> None:
    later = press(tmp_path / "later", SUBJECT).store

    def stop(done: int, total: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        classify(later, BOTH, stop)
    with pytest.raises(StoreError, match="not yet looked through for the subject weather") as held:
        seen_by(later, WEATHER, "weather", first=False)
    assert "coverline subject add weather" in held.value.hint
    Deriver(later, BOTH).run()  # the next poll ends it, too
    assert contents(later)["topic_stories"] == contents(both)["topic_stories"]
    assert seen_by(later, WEATHER, "weather", first=False).meta("subject") == "weather"
    later.close()


def test_a_rebuild_keeps_the_topics_of_both(both: Store) -> None:
    before = contents(both)["topic_stories"]
    rebuild(both, BOTH, SPAN[1])
    assert contents(both)["topic_stories"] == before


def test_a_move_in_one_subject_leaves_the_other_alone(both: Store) -> None:
    desk = Asked(both, BOTH, "Nour", SPAN[1], owner="weather")
    title = "Storm shuts the northern harbour of Orsa"
    story = next(s for s in both.stories_like(title, 9) if s.title == title).id
    correct(both, BOTH, desk.move("story", story, "lake"))
    found = {match.topic_id for match in both.topics_of([story])[story]}
    assert found == {"harbour", "weather.lake"}
    correct(both, BOTH, replace(desk, owner="").move("story", story, "off-subject"))
    found = {match.topic_id for match in both.topics_of([story])[story]}
    assert found == {"off-subject", "weather.lake"}
