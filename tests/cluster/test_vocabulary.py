"""Numbers of what stories tell: kept while somebody tells it, then given to something else."""

from __future__ import annotations

from feeds.cluster.vocabulary import Vocabulary


def test_a_key_keeps_its_number_until_it_is_forgotten() -> None:
    held = Vocabulary(10)
    assert held.numbered(["dam", "port", "dam"]) == [10, 11, 10]
    assert held.known(["port", "road"], unknown=9) == [11, 9]
    held.forget([10])
    assert held.known(["dam", "port"], unknown=9) == [9, 11]


def test_forgotten_numbers_are_given_out_again_before_new_ones() -> None:
    held = Vocabulary(10)
    held.numbered(["dam", "port"])
    held.forget([10])
    assert held.numbered(["road", "school"]) == [10, 12]
    assert held.known(["road"], unknown=9) == [10]
    assert held.end == 13
