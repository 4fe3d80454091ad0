"""Two events in two languages: one, where what their stories share says so."""

from __future__ import annotations

import numpy as np

from feeds.cluster.across import cross_odds
from feeds.cluster.features import Numbers
from feeds.cluster.signals import SIGNALS


def pairs(*meanings: float, **values: float) -> Numbers:
    rows = [values | {"meaning": meaning} for meaning in meanings]
    return np.array([[row.get(signal, 0.0) for signal in SIGNALS] for row in rows])


def test_like_meaning_and_shared_names_make_one_event_of_two() -> None:
    assert cross_odds(pairs(0.6, 0.5, names=1.5, concepts=1.0)) > 0
    assert cross_odds(pairs(0.1, 0.0)) < 0


def test_words_in_common_say_nothing_across_languages() -> None:
    assert cross_odds(pairs(0.3)) == cross_odds(pairs(0.3, words=0.9))


def test_one_likely_pair_counts_more_than_its_share() -> None:
    one_of_four = cross_odds(pairs(0.7, 0.1, 0.1, 0.1))
    assert one_of_four > cross_odds(pairs(0.25, 0.25, 0.25, 0.25))
    assert one_of_four < cross_odds(pairs(0.7, 0.7, 0.7, 0.7))


def test_days_between_speak_against_it() -> None:
    assert cross_odds(pairs(0.5, hours=48)) < cross_odds(pairs(0.5, hours=1))
