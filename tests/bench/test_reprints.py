"""The benchmark of reprints: what it plants is a copy, and what it counts is what was found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feeds.identity.reprints import Copy
from feeds.model import Story, StoryDate
from tests.bench.planted import KINDS, plant
from tests.bench.reprints import find, memory, pair_of, precision, read_verdicts, recall

NOON = datetime(2024, 10, 8, 12, 0, tzinfo=UTC)
PLACES = ("harbour", "bridge", "market", "station", "theatre", "school", "mill", "tower")
WORKS = ("flood", "storm", "fire", "frost", "strike", "collapse", "siege", "quake")


def story(number: int) -> Story:
    place, work = PLACES[number % 8], WORKS[number // 8 % 8]
    other, more = PLACES[(number + 3) % 8], WORKS[(number + 5) % 8]
    at = NOON + timedelta(minutes=number)
    day = f"Day {number}: the old {place} of district {number}"
    summary = (
        f"{day} reopened on Tuesday, {number} months after the {work} that destroyed it, said "
        f"mayor number {number} of the town in a long statement. The {other} nearby, which the "
        f"{more} of year {number} left without a roof, will have to wait for another {number} days."
    )
    title = f"Old {place} of district {number} opens again {number} months after the great {work}"
    date = StoryDate(at, at, at, "published", "second", "high")
    name = f"s{number}"
    return Story(name, "lantern", "f", "", "", title, summary, "en", "news", "summary", date, at)


STORIES = [story(number) for number in range(400)]


def test_what_is_planted_is_of_every_kind_and_the_same_in_every_run() -> None:
    planted = list(plant(STORIES, 2))
    assert {kind for kind, _, _ in planted} == set(KINDS) - {"title", "spelling"}
    assert planted == list(plant(STORIES, 2))
    assert all(copy.outlet_id == "copyist" and copy.id != one.id for _, one, copy in planted)


def test_planted_copies_are_found_again_and_nothing_else_is() -> None:
    found, planted = map(sum, zip(*recall(STORIES).values(), strict=True))
    assert planted > 10
    assert found / planted > 0.9
    assert find(STORIES).copies == {}


def test_precision_counts_what_people_have_read() -> None:
    copies = [Copy("s1", "s2", ""), Copy("s3", "s4", ""), Copy("s5", "s6", "")]
    verdicts = {pair_of(copies[0]): True, pair_of(copies[1]): False}
    assert precision(copies, verdicts) == (1, 2)
    assert pair_of(Copy("s2", "s1", "")) == pair_of(copies[0])


def test_the_verdicts_can_be_read() -> None:
    verdicts = read_verdicts()
    assert len(verdicts) >= 100
    assert not all(verdicts.values())


def test_memory_is_that_of_the_stories_held() -> None:
    assert 0.5 < memory(STORIES) < 8
