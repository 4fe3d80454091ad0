"""Which events go on from which, and which threads that makes."""

from __future__ import annotations

from collections import Counter

import pytest

from feeds.citing.finding import Citation
from feeds.corrections import Rulings
from feeds.model import Correction, EventLink
from feeds.threads.building import LONGEST, Threaded, Threads
from feeds.threads.shelf import LOOKBACK
from feeds.threads.told import Told
from tests.threads.shelf_maker import told
from tests.threads.test_by_hand import NOON

RING = "Exiled general Tarvik Osmel ran smuggling ring at Quill"
BOATS = "Tapes: Tarvik Osmel ordered Quill smuggling ring to arm boats"


def linked(*stories: Told, rulings: Rulings | None = None) -> Threaded:
    threads = Threads()
    threads.heed(rulings or Rulings())
    return threads.take(stories)


def kinds(found: Threaded) -> list[str]:
    return [link.kind for link in found.links]


def test_an_event_follows_what_it_shares_rare_headline_words_with() -> None:
    found = linked(told("e1", RING), told("e2", BOATS, "bahr", 170))
    assert kinds(found) == ["follows"]
    assert (found.links[0].from_event_id, found.links[0].to_event_id) == ("e2", "e1")
    assert found.threads == (("e1", "t1"), ("e2", "t1"))


def test_events_of_another_meaning_are_not_tied() -> None:
    assert linked(told("e1", RING), told("e2", BOATS, "bahr", 170, "regatta")).links == ()


def test_what_comes_within_hours_does_not_follow() -> None:
    assert linked(told("e1", RING), told("e2", BOATS, "bahr", 3)).links == ()


def test_one_outlet_that_goes_on_in_its_own_words_is_not_linked() -> None:
    assert linked(told("e1", RING), told("e2", BOATS, hours=170)).links == ()


def test_a_denial_is_told_apart() -> None:
    title = "Tarvik Osmel denies smuggling ring at Quill"
    assert kinds(linked(told("e1", RING), told("e2", title, "bahr", 2))) == ["denies"]


@pytest.mark.parametrize("said", ["denied bail in", "is denied treatment over", "appeal denied in"])
def test_what_is_denied_to_somebody_denies_nothing(said: str) -> None:
    title = f"Tarvik Osmel {said} Quill smuggling ring case"
    assert kinds(linked(told("e1", RING), told("e2", title, "bahr", 20))) == ["follows"]


def test_an_answer_is_told_apart() -> None:
    title = "Parliament opens inquiry into Tarvik Osmel and Quill smuggling ring"
    assert kinds(linked(told("e1", RING), told("e2", title, "bahr", 2))) == ["reacts"]


def test_a_source_that_had_it_before_is_cited() -> None:
    source = Citation("herald", "according to", 0, 6, "Herald", ("herald",))
    later = told("e2", BOATS, "bahr", 3, sources=(source,))
    assert kinds(linked(told("e1", RING), later)) == ["cites"]
    assert kinds(linked(told("e1", RING, "mirror"), later)) == []


def test_the_order_of_arrival_does_not_turn_a_link_round() -> None:
    late = linked(told("e2", BOATS, "bahr", 170), told("e1", RING))
    assert [(x.from_event_id, x.to_event_id) for x in late.links] == [("e2", "e1")]


def test_what_ended_three_weeks_before_is_forgotten() -> None:
    hours = LOOKBACK.total_seconds() / 3600 + 1
    assert linked(told("e1", RING), told("e2", BOATS, "bahr", hours)).links == ()


def shelling(day: int) -> str:
    """A day of a war: most of its words are those of the day before, in another order, none of
    last week."""
    words = [f"place{k}n{(day + k) // 5}" for k in range(10)]
    return " ".join([*words[day % 10 :], *words[: day % 10]])


def test_a_war_is_no_thread() -> None:
    days = range(120)
    stories = [told(f"e{n:03}", shelling(n), f"o{n % 5}", n * 8, "war") for n in days]
    found = linked(*stories)
    sizes = Counter(thread for _, thread in found.threads)
    assert len(found.links) > 100
    assert "" not in sizes
    assert 2 <= max(sizes.values()) <= LONGEST / 2


def test_links_that_people_deny_are_not_made() -> None:
    said = Correction("unlink", "event:e2", "event:e1", "desk", "", NOON, 1)
    stories = (told("e1", RING), told("e2", BOATS, "bahr", 170))
    denied = linked(*stories, rulings=Rulings(links={("e2", "e1"): said}))
    assert (denied.links, denied.threads) == ((), ())


def test_links_that_people_draw_are_made_whatever_the_words() -> None:
    said = Correction("link", "event:e2", "event:e1 reacts", "desk", "", NOON, 1)
    stories = (told("e1", RING), told("e2", "Bakery closes for good", "bahr", 170, "bread"))
    drawn = linked(*stories, rulings=Rulings(links={("e2", "e1"): said}))
    assert [(x.kind, x.score) for x in drawn.links] == [("reacts", 1.0)]
    assert drawn.threads == (("e1", "t1"), ("e2", "t1"))


def test_a_merged_event_leaves_its_links_and_thread_to_the_other() -> None:
    threads = Threads()
    threads.take([told("e1", RING), told("e2", BOATS, "bahr", 170)])
    again = told("e3", "Osmel tapes: Quill smuggling ring was told to arm boats", "mirror", 171)
    found = threads.take([again], [("e2", "e3")])
    assert ("e3", "t1") in found.threads
    assert {(x.from_event_id, x.to_event_id) for x in found.links} == {("e3", "e1")}


def test_what_was_remembered_goes_on_as_if_never_stopped() -> None:
    stories = [told("e1", RING), told("e2", BOATS, "bahr", 170)]
    title = "Parliament opens inquiry into Tarvik Osmel, Quill boats and smuggling ring"
    last = told("e3", title, "mirror", 200)
    one = Threads()
    first = one.take(stories)
    other = Threads()
    other.remember(stories, first.links, dict(first.threads))
    assert other.take([last]) == one.take([last])


def test_batches_change_nothing() -> None:
    stories = [
        told(f"e{n}", f"{title} {n}", outlet, n * 30)
        for n, (title, outlet) in enumerate(
            [(RING, "herald"), (BOATS, "bahr"), (RING, "mirror")] * 4
        )
    ]
    one, links = Threads(), dict[str, list[EventLink]]()
    threads = dict[str, str]()
    for story in stories:
        found = one.take([story])
        links.update({e: [x for x in found.links if x.from_event_id == e] for e in found.linked})
        threads.update(found.threads)
    whole = linked(*stories)
    assert {e: x for e, x in links.items() if x} == {
        e: [x for x in whole.links if x.from_event_id == e] for e, x in links.items() if x
    }
    assert threads == dict(whole.threads)
