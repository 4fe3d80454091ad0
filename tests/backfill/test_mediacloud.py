"""Media Cloud's story list: matched to outlets by host, the rest counted and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.backfill.mediacloud import read_rows
from feeds.errors import ConfigError
from feeds.model import Feed, Outlet
from tests.backfill.desk import Desk

CASES = Path(__file__).parents[1] / "cases" / "backfill"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, "http://feeds.quay.example/rss")


def test_stories_are_matched_by_host_and_the_rest_is_told(desk: Desk) -> None:
    came, left_out = desk.history().take_list(CASES / "stories.csv", [desk.outlet])
    assert [(found.feed_id, found.source, found.entries) for found in came] == [
        ("quay-feed", "mediacloud", 2)
    ]
    assert left_out == (
        "left out: 2 stories of no watched outlet in their language; "
        "1 story without address, headline or date; "
        "1 story older than asked for"
    )
    assert sorted(desk.titles()) == ["Ferry talks resume, says minister", "Harbour reopens"]


def test_its_own_clock_bounds_a_story_and_vouches_for_no_time(desk: Desk) -> None:
    desk.history().take_list(CASES / "stories.csv", [desk.outlet])
    entry = next(e for e in desk.entries() if e.raw.title == "Harbour reopens")
    assert (entry.source, entry.raw.published_raw) == ("mediacloud", "2026-01-12")
    assert entry.captured_at == datetime(2026, 1, 12, 9, 30, 15, 500000, tzinfo=UTC)
    assert [(p.source, p.observed_from_at) for p in desk.polls()] == [("mediacloud", None)]


def test_a_second_run_adds_nothing(desk: Desk) -> None:
    desk.history().take_list(CASES / "stories.csv", [desk.outlet])
    before = (desk.entries(), desk.polls())
    came, _ = desk.history().take_list(CASES / "stories.csv", [desk.outlet])
    assert [found.entries for found in came] == [0]
    assert (desk.entries(), desk.polls()) == before


def test_of_outlets_that_share_a_host_the_language_decides_or_none_is_taken(desk: Desk) -> None:
    arabic = Outlet(
        "quay-ar", "Quay Arabic", "", "newspaper", "Nowhere", ("ar",), "UTC",
        feeds=(Feed("quay-ar-feed", "quay-ar", "http://quay.example/ar/rss", "ar"),),
    )  # fmt: skip
    twin = replace(
        arabic, id="twin", feeds=(Feed("twin-feed", "twin", "http://quay.example/twin", "en"),)
    )
    desk.store.save_outlets([arabic, twin])
    came, left_out = desk.history().take_list(CASES / "stories.csv", [desk.outlet, arabic, twin])
    assert [(found.feed_id, found.entries) for found in came] == [("quay-ar-feed", 1)]
    assert "2 stories of a host that several outlets share" in left_out


@pytest.mark.parametrize("name", ["no-columns.csv", "missing.csv", "binary.csv"])
def test_what_is_no_story_list_is_refused_by_name(desk: Desk, name: str) -> None:
    with pytest.raises(ConfigError, match=name):
        list(read_rows(CASES / name))
