"""Instalments of one outlet's serial are events of their own; what others tell of them joins."""

from __future__ import annotations

import pytest

from feeds.cluster import nearest, tidy
from feeds.cluster.assign import Clusterer
from feeds.model import Story
from tests.cluster.telling import by_words, place, told, where

FIRST = "How to watch Velis vs Orsa: harbour league stream and kick-off time"
NEXT = "How to watch Velis vs Kelmor: harbour league stream and kick-off time"


@pytest.fixture(autouse=True)
def plain_score(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stories are alike by the words that they share, whatever was learnt."""
    monkeypatch.setattr(nearest, "odds", by_words)
    monkeypatch.setattr(tidy, "odds", by_words)


def together(*stories: Story) -> int:
    """How many events the stories make."""
    return len(set(where(place(Clusterer(), *stories)).values()))


def test_a_form_that_an_outlet_fills_in_anew_a_day_later_is_another_event() -> None:
    assert together(told("a", FIRST, by="herald"), told("b", NEXT, 24, by="herald")) == 2


def test_within_the_day_and_at_another_outlet_it_may_be_the_same() -> None:
    assert together(told("a", FIRST, by="herald"), told("b", NEXT, 6, by="herald")) == 1
    assert together(told("a", FIRST, by="herald"), told("b", NEXT, 24, by="mirror")) == 1


def test_a_headline_brought_up_to_date_is_no_instalment() -> None:
    later = FIRST.replace("kick-off", "starting")
    assert together(told("a", FIRST, by="herald"), told("b", later, 24, by="herald")) == 1


def test_several_a_day_make_no_chain() -> None:
    third = FIRST.replace("Orsa", "Tolbek")
    stories = (FIRST, 0), (NEXT, 12), (third, 24)
    serial = [
        told(f"s{at}", title, hours, by="herald") for at, (title, hours) in enumerate(stories)
    ]
    found = where(place(Clusterer(), *serial))
    assert found["s0"] == found["s1"] != found["s2"]


def test_another_outlet_s_story_does_not_make_one_event_of_two_instalments() -> None:
    first, second = told("a", FIRST, by="herald"), told("b", NEXT, 24, by="herald")
    between = told("c", f"{NEXT} Orsa", 25, by="mirror")
    found = where(place(Clusterer(), first, second, between))
    assert found["a"] != found["b"] == found["c"]
