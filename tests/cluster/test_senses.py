"""Words of many languages that mean nearly the same, alone and by whole events."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from feeds.cluster.across import whole_odds
from feeds.cluster.features import Slots, tell
from feeds.cluster.index import FeatureIndex
from feeds.cluster.senses import senses
from feeds.cluster.signals import SIGNALS
from feeds.cluster.vectors import SIZE
from feeds.text import folded_words, normalise
from tests.bench.senses import grouped, leaders
from tests.cluster.cases import stories

STORY = stories("like_wording")[0]
FLOOD = {"en": "River floods the old city", "ar": "النهر يغمر المدينة القديمة"}
CUP = {"en": "Team wins the hockey final", "de": "Mannschaft gewinnt das Finale im Hockey"}


def meant(text: str, language: str) -> set[str]:
    return set(senses(folded_words(normalise(text, language))))


def index(*titles: tuple[str, str]) -> FeatureIndex:
    found = FeatureIndex(len(titles))
    for slot, (language, title) in enumerate(titles):
        story = replace(STORY, title=title, summary="", language=language)
        found.add(slot, tell(story), np.ones(SIZE, np.float32))
    return found


def at(*slots: int) -> Slots:
    return np.array(slots)


def test_a_word_and_its_translations_have_one_meaning() -> None:
    assert meant("water", "en") == meant("Wasser", "de") == meant("воды", "ru") != set()


def test_an_arabic_word_is_known_with_what_is_written_to_it() -> None:
    assert meant("والمدينة", "ar") == meant("city", "en") != set()


def test_a_word_that_nobody_knows_means_nothing() -> None:
    assert meant("Qorvenmyst", "en") == set()


def test_stop_words_and_summaries_are_not_what_a_headline_means() -> None:
    bare = tell(replace(STORY, title="the of and", summary="Water in the city", language="en"))
    assert bare.senses == ()


def test_wholes_that_tell_the_same_agree_more_than_others() -> None:
    held = index(*FLOOD.items(), *CUP.items())
    assert held.agreement(at(0), at(1)) > held.agreement(at(0), at(3))
    assert held.agreement(at(2), at(3)) > held.agreement(at(1), at(2))


def test_agreement_hangs_neither_on_order_nor_on_slots() -> None:
    titles = [*FLOOD.items(), *CUP.items()]
    held, turned = index(*titles), index(*titles[::-1])
    assert held.agreement(at(0, 2), at(1, 3)) == turned.agreement(at(1, 3), at(2, 0))


def test_wholes_without_known_words_do_not_agree() -> None:
    assert index(("en", "Qorvenmyst"), ("de", "Zaltrubik")).agreement(at(0), at(1)) == 0


def test_wholes_whose_words_mean_the_same_are_likelier_one() -> None:
    pairs = np.zeros((2, len(SIGNALS)))
    assert whole_odds(pairs, 0.3, 0.5) > whole_odds(pairs, 0.3, 0.1)


def test_the_first_word_of_a_meaning_leads_it() -> None:
    ways = np.array([[1, 0], [0, 1], [0.8, 0.6], [0.1, 0.995]], np.float32)
    assert leaders(ways, 0.7).tolist() == [0, 1]
    names = ["sea", "hill", "ocean", "mound"]
    assert list(grouped(names, ways)) == [["sea", "ocean"], ["hill", "mound"]]
