"""The benchmarks of citations and claims: figures are those of their labels, and labels exist."""

from __future__ import annotations

import pytest

from feeds.citing.houses import houses
from feeds.citing.sources import countries, offices
from feeds.claims import MEASURES, figures
from feeds.subjects import load_subject
from tests.bench import citations, claims
from tests.bench.read_by_hand import Found, Label, compared, hash_of, items, read


def label(start: int, name: str = "police", link: str = "a") -> Label:
    return Label(link, "title", start, start + 5, name, "first")


def test_what_overlaps_is_right_once() -> None:
    found = {("a", "title"): [Found(0, 5, "police"), Found(2, 6, "police"), Found(40, 44, "army")]}
    score, told = compared([label(1), label(20)], found, strict=False)
    assert (score.right, score.wrong, score.missed, score.exact) == (1, 2, 1, 1)
    assert (score.precision, score.recall) == (1 / 3, 1 / 2)
    assert told[-1] == "missed a title 20 police"


def test_where_labels_count_another_is_wrong() -> None:
    found = {("a", "title"): [Found(0, 5, "army")]}
    assert compared([label(0)], found, strict=True)[0].wrong == 1
    loose = compared([label(0)], found, strict=False)[0]
    assert (loose.right, loose.exact) == (1, 0)


def test_items_are_found_by_the_hash_of_their_link() -> None:
    stream = [{"link": "b", "title": "1"}, {"link": "a", "title": "2"}, {"link": "a", "title": "3"}]
    assert items(stream, [hash_of("a")]) == {hash_of("a"): stream[1]}


@pytest.mark.parametrize("path", [citations.READ, claims.READ])
def test_labels_are_of_150_and_more_items_and_hold_no_text(path: str) -> None:
    labels, parts = read(path)
    assert sorted(parts.values()).count("first") == 150
    assert all(len(link) == len(hash_of("x")) for link in parts)
    assert all(one.label.isascii() and one.start < one.end for one in labels)


def test_labels_of_figures_are_measures_with_a_number() -> None:
    for one in read(claims.READ)[0]:
        measure, number = one.label.split()
        assert measure in MEASURES
        assert number.isdigit()


def test_most_labels_of_citations_are_known_sources() -> None:
    subject = load_subject("syria")
    known = {house.id for house in houses(subject.outlets, (*subject.sources, *offices()))}
    lands = tuple("-" + land.lower().replace(" ", "-") for land in countries())
    labels = [one.label for one in read(citations.READ)[0]]
    named = [x for x in labels if x in known or x.endswith(lands)]
    assert len(named) > 0.9 * len(labels)


@pytest.mark.parametrize(
    ("text", "label_", "agrees"),
    [
        ("About 25 were injured", "injured 25", True),
        ("More than 40 were killed", "dead 40", True),
        ("At least 40 were killed", "dead 40", True),
        ("At least 40 were killed", "dead 60", False),
        ("63 were injured", "injured 53", False),
    ],
)
def test_a_figure_answers_to_the_number_that_it_may_be(
    text: str, label_: str, agrees: bool
) -> None:
    (one,) = figures(text, "en")
    labels = [Label("a", "title", 0, len(text), label_, "first")]
    assert (claims.named(one, labels) == label_) is agrees
