"""Headlines that were edited, planted and found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from feeds import coverage
from feeds.coverage import Selection
from feeds.coverage.edits import EDITS, changes
from feeds.model import StoryVersion
from feeds.store import Store
from tests.coverage.framing import FINDER, filled
from tests.rows import rows
from tests.store import make
from tests.store.make import at

WHOLE = Selection(at(-48), at(48), rows="outlet")


def minute(text: str) -> datetime:
    return at(float(text) / 60)


PLANTED = [
    StoryVersion(story, int(number), minute(when), title, "", "today")
    for story, number, when, title in rows("coverage/edits-versions.tsv")
]
VERSIONS = {
    story: [one for one in PLANTED if one.story_id == story]
    for story in sorted({one.story_id for one in PLANTED})
}
STORIES = pd.DataFrame(
    [(story, "gull", "gull", "en", "", "") for story in VERSIONS],
    columns=["id", "outlet_id", "row", "language", "event_id", "url"],
)


def test_the_planted_edits_are_found_with_what_they_did() -> None:
    found = changes(STORIES, VERSIONS, FINDER)
    held = found[["story_id", "version", "after_at", "at", "minutes"]].values.tolist()
    said = found[["from_title", "to_title", "entered", "left"]].values.tolist()
    wanted = rows("coverage/edits.tsv")
    assert held == [
        [story, int(number), minute(after), minute(when), float(minutes)]
        for story, number, after, when, minutes, *_ in wanted
    ]
    assert said == [[word if word != "-" else "" for word in line[5:]] for line in wanted]


def test_the_order_of_stories_changes_nothing() -> None:
    turned = changes(STORIES.iloc[::-1], VERSIONS, FINDER)
    pd.testing.assert_frame_equal(turned, changes(STORIES, VERSIONS, FINDER))


def test_what_was_seen_later_is_left_out() -> None:
    found = changes(STORIES, VERSIONS, FINDER, minute("44"))
    assert list(found["story_id"]) == ["s3", "s2"]


def test_no_edit_gives_a_typed_empty_table() -> None:
    assert dict(changes(STORIES, {}, FINDER).dtypes.astype(str)) == dict(EDITS)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A story that was edited once, and one that was not."""
    versions = (make.version(1, "Strikers hold the quay"), make.version(2, "Wreckers, all", 2))
    stories = (
        make.story("s1", title="Wreckers, all", version=2),
        make.story("s2", title="Strikers go home"),
    )
    with closing(filled(tmp_path, *stories, versions=versions)) as opened:
        yield opened


def test_edits_are_read_from_the_store(store: Store) -> None:
    (line,) = coverage.edits(store, WHOLE).to_dict("records")
    assert (line["story_id"], line["row"], line["version"]) == ("s1", "lantern", 2)
    assert (line["entered"], line["left"], line["minutes"]) == ("wreckers", "strikers", 120)


def test_what_was_known_before_an_edit_has_none(store: Store) -> None:
    assert coverage.edits(store, replace(WHOLE, as_of=at(1))).empty
