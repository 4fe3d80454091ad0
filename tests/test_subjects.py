"""Subjects: how one is found, and what the bundled one promises."""

from __future__ import annotations

import csv
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from feeds.errors import ConfigError
from feeds.model import Feed, Outlet
from feeds.outlets import OutletBook, load_outlets
from feeds.subjects import BUNDLED, bundled_subjects, load_subject

CASES = Path(__file__).parent / "cases"
SYRIA = BUNDLED / "syria" / "outlets.toml"
NOW = date(2026, 11, 1)
TOPICS = """
[[topics]]
id = "tide"
label = "Tide"
label_ar = "المد"
terms.en = ["high tide"]
"""


@pytest.fixture(scope="module")
def book() -> OutletBook:
    return load_outlets(SYRIA)


@pytest.fixture(scope="module")
def outlets(book: OutletBook) -> dict[str, Outlet]:
    return {outlet.id: outlet for outlet in book.outlets}


def polled(book: OutletBook) -> list[Feed]:
    return [feed for outlet in book.outlets for feed in outlet.feeds if feed.enabled]


def test_a_bundled_subject_is_found_by_name() -> None:
    subject = load_subject("syria")
    assert (subject.id, subject.zone, subject.synthetic) == ("syria", "Asia/Damascus", False)
    assert subject.outlets
    assert subject.topics


def test_ones_own_subject_is_found_by_folder(tmp_path: Path) -> None:
    shutil.copy(CASES / "outlets" / "good.toml", tmp_path / "outlets.toml")
    (tmp_path / "topics.toml").write_text(TOPICS, "utf-8")
    subject = load_subject(str(tmp_path))
    assert (subject.label, subject.synthetic) == ("Harbour towns", True)
    assert [topic.id for topic in subject.topics] == ["tide"]


def test_a_subject_is_read_again_once_a_file_of_it_was_written(tmp_path: Path) -> None:
    shutil.copy(CASES / "outlets" / "good.toml", tmp_path / "outlets.toml")
    (tmp_path / "topics.toml").write_text(TOPICS, "utf-8")
    before = load_subject(str(tmp_path))
    assert load_subject(str(tmp_path)) is before
    (tmp_path / "topics.toml").write_text(TOPICS.replace("Tide", "Tides"), "utf-8")
    assert [topic.label for topic in load_subject(str(tmp_path)).topics] == ["Tides"]


def test_an_unknown_subject_is_told_the_bundled_ones() -> None:
    with pytest.raises(ConfigError, match='no subject "siria"') as caught:
        load_subject("siria")
    assert all(name in caught.value.hint for name in bundled_subjects())


def test_a_folder_without_the_files_is_told_which(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"outlets\.toml cannot be read"):
        load_subject(str(tmp_path))


def test_syria_is_watched_through_enough_feeds(book: OutletBook) -> None:
    assert len(polled(book)) >= 90
    assert len({feed.outlet_id for feed in polled(book)}) >= 65


def test_only_languages_really_polled_are_claimed(book: OutletBook) -> None:
    for outlet in book.outlets:
        languages = {feed.language for feed in outlet.feeds if feed.enabled}
        assert not languages or languages == set(outlet.languages), outlet.id


def test_a_feed_that_is_off_says_why(book: OutletBook) -> None:
    for outlet in book.outlets:
        assert all(feed.note for feed in outlet.feeds if not feed.enabled), outlet.id


def test_google_news_is_off_for_its_terms(outlets: dict[str, Outlet]) -> None:
    for feed in outlets["google-news"].feeds:
        assert (feed.enabled, feed.scope) == (False, "query")
        assert "personal" in feed.terms


def test_khaberni_waits_to_be_confirmed(outlets: dict[str, Outlet]) -> None:
    (feed,) = outlets["khaberni"].feeds
    assert not feed.enabled
    assert "one weakly attested address" in feed.note


def test_a_section_is_not_taken_for_the_whole_paper(outlets: dict[str, Outlet]) -> None:
    scopes = [feed.scope for feed in outlets["daily-sabah"].feeds]
    assert scopes == ["front", "section"]


@pytest.mark.parametrize("outlet_id", ["sana", "al-ikhbariya"])
def test_state_media_changed_masters(outlets: dict[str, Outlet], outlet_id: str) -> None:
    outlet = outlets[outlet_id]
    assert outlet.alignment_on(date(2024, 12, 7)) == "assad-government"
    assert outlet.alignment_on(date(2024, 12, 8)) == "damascus-government"
    assert outlet.owner_on(date(2024, 12, 7)) != outlet.owner_on(date(2024, 12, 8))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hawar", "rudaw"),
        ("al-jazeera-arabic", "al-arabiya"),
        ("anadolu", "bianet"),
        ("tass", "meduza"),
        ("sana", "enab-baladi"),
        ("sana", "hawar"),
        ("jerusalem-post", "new-york-times"),
    ],
)
def test_the_default_grouping_keeps_apart(
    book: OutletBook, outlets: dict[str, Outlet], one: str, other: str
) -> None:
    default = book.groupings[0]
    assert default.id == "alignment"
    assert default.group_of(outlets[one], NOW) != default.group_of(outlets[other], NOW)


def test_no_group_is_empty(book: OutletBook) -> None:
    for grouping in book.groupings:
        found = {grouping.group_of(outlet, NOW) for outlet in book.outlets}
        assert {group.id for group in grouping.groups} <= found, grouping.id


def test_every_alignment_is_explained_in_the_file(book: OutletBook) -> None:
    header = SYRIA.read_text("utf-8").split("[subject]")[0].replace(",", " ").split()
    for outlet in book.outlets:
        assert all(claim.value in header for claim in outlet.alignment), outlet.id


@pytest.mark.corpus
def test_every_feed_is_a_real_one(book: OutletBook) -> None:
    path = Path(os.environ.get("COVERLINE_SHARED", "../shared")) / "corpus" / "feed_urls.tsv"
    if not path.exists():
        pytest.skip("the list of attested feeds is not at COVERLINE_SHARED")
    with path.open(encoding="utf-8") as lines:
        rows = {row["feed_url"]: row for row in csv.DictReader(lines, delimiter="\t")}
    for feed in polled(book):
        assert rows[feed.url]["confidence"] in ("high", "medium"), feed.url
