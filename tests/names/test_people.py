"""Real people's names in their spellings: none is taken for another, and most are found again."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from feeds.names.full import ENOUGH, same_person

CASES = Path(__file__).parent.parent / "cases" / "names" / "people.tsv"
PEOPLE = [line.split("\t") for line in CASES.read_text("utf-8").splitlines()]
FOUND = 0.93  # as measured; Turkish c for j, and other names of one person, are missed


def test_there_are_two_hundred_people_and_more() -> None:
    assert len({name for name, *_ in PEOPLE}) == len(PEOPLE) >= 200


def test_no_spelling_is_taken_for_another_person() -> None:
    merged = [
        (one, other)
        for mine, theirs in combinations(PEOPLE, 2)
        for one in mine
        for other in theirs
        if same_person(one, other) >= ENOUGH
    ]
    assert merged == []


def test_most_spellings_are_found_with_their_name() -> None:
    pairs = [(name, spelling) for name, *others in PEOPLE for spelling in others]
    found = [pair for pair in pairs if same_person(*pair) >= ENOUGH]
    assert len(found) >= FOUND * len(pairs)
