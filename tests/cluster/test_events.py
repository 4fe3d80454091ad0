"""An event's row and its label."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from feeds.cluster.events import called_in, summarise
from feeds.cluster.label import label
from feeds.model import NameUse
from tests.cluster.cases import stories


def test_the_label_is_a_headline_in_the_readers_language() -> None:
    told = stories("across_languages")[:3]
    assert label(told) == (told[0].title, "en")
    assert label(told, "ar") == (told[1].title, "ar")
    assert label(told, "tr") == (told[2].title, "tr")


def test_without_the_readers_language_it_is_a_headline_of_any() -> None:
    told = stories("across_languages")[1:3]
    headline, language = label(told, "en")
    assert (headline, language) in {(story.title, story.language) for story in told}


def test_the_most_central_headline_wins() -> None:
    first = stories("window_end")[0]
    titles = ("Panic!", "Dam at Lake Orsa cracks", "Lake Orsa dam cracks, villages flee")
    told = [replace(first, id=str(n), title=title) for n, title in enumerate(titles)]
    assert label(told)[0] != "Panic!"


def test_a_live_page_names_an_event_only_where_nothing_else_does() -> None:
    one, two = stories("window_end")[:2]
    live = replace(one, form="live")
    assert label([live, two])[0] == two.title
    assert label([live])[0] == one.title


def test_no_headline_makes_no_label() -> None:
    (story,) = stories("window_end")[:1]
    assert label([replace(story, title=" ")]) == ("", "")


def test_the_row_counts_stories_and_outlets_between_its_first_and_last() -> None:
    told = stories("window_end")[:3]
    told.append(replace(told[0], id="again"))
    event = summarise("e1", told)
    assert (event.id, event.stories, event.outlets) == ("e1", 4, 3)
    assert event.last_at - event.first_at == timedelta(hours=26)
    assert event.label_language == "en"


def test_each_language_has_its_headline_and_the_reader_picks() -> None:
    told = stories("across_languages")[:3]
    event = summarise("e1", told)
    assert dict(event.labels) == {story.language: story.title for story in told}
    assert called_in(event, "ar") == (told[1].title, "ar")
    assert called_in(event, "de") == (told[0].title, "en")
    assert called_in(summarise("e1", told, "The flood"), "ar") == ("The flood", "")


def test_opinion_names_no_event_that_has_news_in_another_language() -> None:
    english, arabic = stories("across_languages")[:2]
    event = summarise("e1", [replace(english, form="opinion"), arabic])
    assert (event.label, event.labels) == (arabic.title, (("ar", arabic.title),))


def test_an_event_has_the_names_and_words_that_most_of_its_stories_share() -> None:
    first = stories("window_end")[0]
    titles = ("Dam at Orsa cracks", "Cracks in the dam, says Mayor", "Orsa dam cracks again")
    told = [replace(first, id=str(n), title=title) for n, title in enumerate(titles)]
    uses = {
        name: [NameUse(name, "n-orsa", "Orsa", "place", "Orsa", "title", 0, 4)] for name in "02"
    }
    event = summarise("e1", told, uses=uses)
    assert event.names == ("n-orsa",)
    assert event.terms[:2] == ("Dam", "cracks")
    assert "Orsa" not in event.terms
