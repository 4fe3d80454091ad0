"""Events are tied by rare words and names, by meaning and by nearness in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from feeds.model import NameUse
from feeds.topics.communities import communities
from feeds.topics.lasting import parted
from feeds.topics.sketch import sketch
from feeds.topics.ties import ties
from tests.topics.weeks import sketches, story, strands


def test_events_of_one_strand_are_parted_from_the_others() -> None:
    found = [{one.event_id for one in part} for part in parted(sketches())]
    wanted = strands()
    assert wanted["harbour"] - {"h6"} <= found[0]
    assert wanted["reservoir"] in found
    assert not any(part & wanted["-"] for part in found)


def test_a_tie_fades_with_the_days_between_events() -> None:
    near = [one for one in sketches() if one.event_id in ("w1", "w2", "s1", "s2")]
    later = timedelta(days=30)
    far = [
        replace(one, first_at=one.first_at + later, last_at=one.last_at + later)
        if one.event_id == "w2"
        else one
        for one in near
    ]
    names = [one.event_id for one in near]
    a, b = names.index("w1"), names.index("w2")
    assert ties(near)[a, b] > 0.2
    assert ties(far)[a, b] == 0


def test_what_is_off_the_subject_is_not_tied_to_what_is_on_it() -> None:
    both = [one for one in sketches() if one.event_id in ("w1", "w2")]
    on = frozenset({"harbour"})
    assert ties(both)[0, 1] > 0
    assert ties([replace(both[0], topics=on), both[1]])[0, 1] == 0
    assert ties([replace(one, topics=on) for one in both])[0, 1] > 0


def test_a_name_ties_headlines_in_two_scripts() -> None:
    told = [("a", "Marran speaks in the harbour", "en"), ("b", "مران يخاطب العمال", "ar")]
    told += [(f"x{n}", f"Quiet {word} afternoon", "en") for n, word in enumerate("abcdef")]
    stories = [story(name, title, language=language) for name, title, language in told]
    use = {"a": ("Marran", 0), "b": ("مران", 0)}

    def named(with_names: bool) -> float:
        held = [
            sketch(
                one.id,
                [one],
                [NameUse(one.id, "mrn", "Sohel Marran", "person", *_use(use[one.id]))]
                if with_names and one.id in use
                else (),
            )
            for one in stories
        ]
        return float(ties(held)[0, 1])

    assert named(True) > 0.2 > named(False)


def _use(found: tuple[str, int]) -> tuple[str, str, int, int]:
    surface, start = found
    return surface, "title", start, start + len(surface)


def test_a_like_meaning_makes_a_tie_stronger() -> None:
    apart = [one for one in sketches() if one.event_id in ("h1", "h3", "s1", "s2")]
    same = np.zeros(8, np.float32)
    same[0] = 1
    alike = [replace(one, meaning=(same * 1000).astype(np.int16)) for one in apart]
    assert ties(alike)[0, 1] > ties(apart)[0, 1]


def test_no_events_and_lone_events_make_no_community() -> None:
    assert parted([]) == []
    lone = [one for one in sketches() if one.event_id.startswith("s")]
    assert communities(ties(lone)).tolist() == [-1, -1, -1]


def test_reprints_do_not_make_a_word_usual() -> None:
    first = story("a", "Harbour reopens")
    copies = [replace(story(f"c{n}", "Ferry sails"), copy_of="a") for n in range(5)]
    assert set(sketch("e", [first, *copies]).marks) == {"harbour", "reopen"}


def test_the_day_of_a_headline_is_no_mark_but_a_day_without_a_figure_is() -> None:
    def marks(title: str, language: str = "en") -> set[str]:
        return set(sketch("e", [story("s", title, language=language)]).marks)

    assert marks("Harbour prices for 4 January") == {"harbour", "pric"}
    assert marks("January 4, 2026: harbour prices") == {"harbour", "pric"}
    assert marks("Kurs korony, 4 stycznia", "pl") == {"kurs", "korony"}
    assert "january" in marks("Harbour plans a dry January")
