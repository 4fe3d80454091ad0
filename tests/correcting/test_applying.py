"""A correction holds at once, says who made it, and can be taken back."""

from __future__ import annotations

import pytest

from feeds.cluster.window import event_id_of
from feeds.errors import SelectionError
from feeds.model import EventLink
from tests.correcting.conftest import FIRE, FLOOD, TITLES, Newsdesk
from tests.store import make


def test_pinned_events_become_one_and_the_old_id_leads_to_it(newsdesk: Newsdesk) -> None:
    done = newsdesk(lambda asked: asked.pin(["a", "c", "d"]), "one storm")
    assert newsdesk.events() == dict.fromkeys("abcd", FIRE)
    assert (done.number, done.merged) == (1, ((FLOOD, FIRE),))
    assert newsdesk.store.current_event(FLOOD) == FIRE
    row = newsdesk.store.events([FIRE, FLOOD])
    assert (list(row), row[FIRE].stories) == ([FIRE], 4)
    place = next(m for m in newsdesk.store.memberships(FIRE) if m.story_id == "c")
    assert (place.reason, place.at) == ("pinned here by Nour: one storm", make.at(11))
    assert [c.kind for c in newsdesk.store.event_changes(FLOOD)] == ["merged"]


def test_undoing_a_pin_puts_every_story_back(newsdesk: Newsdesk) -> None:
    before, rows = newsdesk.events(), newsdesk.store.events([FIRE, FLOOD])
    newsdesk(lambda asked: asked.pin(["a", "c"]))
    assert newsdesk.events() == {"a": FIRE, "b": FIRE, "c": FIRE, "d": event_id_of("d")}
    assert newsdesk.store.current_event(FLOOD) == event_id_of("d")
    newsdesk(lambda asked: asked.undo(1))
    assert newsdesk.events() == before
    assert newsdesk.store.events([FIRE, FLOOD]) == rows
    assert newsdesk.store.current_event(FLOOD) == FLOOD


def test_a_parted_story_gets_an_event_of_its_own(newsdesk: Newsdesk) -> None:
    newsdesk(lambda asked: asked.part(["a", "b"]))
    assert newsdesk.events() == {"a": FIRE, "b": event_id_of("b"), "c": FLOOD, "d": FLOOD}
    assert newsdesk.store.events([event_id_of("b")])[event_id_of("b")].label == TITLES["b"]
    assert [c.kind for c in newsdesk.store.event_changes(event_id_of("b"))] == ["split", "moved"]
    newsdesk(lambda asked: asked.undo(1))
    assert newsdesk.events()["b"] == FIRE
    assert newsdesk.store.current_event(event_id_of("b")) == FIRE


def test_undoing_leaves_what_another_correction_still_says(newsdesk: Newsdesk) -> None:
    newsdesk(lambda asked: asked.pin(["a", "d"]))
    newsdesk(lambda asked: asked.pin(["d", "c"]))
    assert newsdesk.events() == dict.fromkeys("abcd", FIRE)
    newsdesk(lambda asked: asked.undo(1))
    assert newsdesk.events()["c"] == newsdesk.events()["d"]


def test_a_pin_against_a_part_is_refused_and_changes_nothing(newsdesk: Newsdesk) -> None:
    newsdesk(lambda asked: asked.part(["a", "b"]), "two piers")
    before = newsdesk.events()
    with pytest.raises(SelectionError, match=r"two piers.*coverline correct undo 1"):
        newsdesk(lambda asked: asked.pin(["b", "a"]))
    assert newsdesk.events() == before
    assert len(newsdesk.store.corrections()) == 1


def test_an_event_is_called_what_a_person_calls_it(newsdesk: Newsdesk) -> None:
    newsdesk(lambda asked: asked.rename(FIRE, "The <b>Orsa</b> fire"))
    assert newsdesk.store.events([FIRE])[FIRE].label == "The Orsa fire"
    newsdesk(lambda asked: asked.pin(["a", *asked.stories_of(FLOOD)]))
    assert newsdesk.store.events([FIRE])[FIRE].label == "The Orsa fire"
    newsdesk(lambda asked: asked.rename(FLOOD, "The storm"))  # by the old id
    assert newsdesk.store.events([FIRE])[FIRE].label == "The storm"
    newsdesk(lambda asked: asked.undo(3))
    assert newsdesk.store.events([FIRE])[FIRE].label == "The Orsa fire"
    newsdesk(lambda asked: asked.rename(FIRE, ""))
    assert newsdesk.store.events([FIRE])[FIRE].label in TITLES.values()


def test_an_event_is_moved_to_a_topic_and_back(newsdesk: Newsdesk) -> None:
    newsdesk(lambda asked: asked.move("event", FIRE, "coast"))
    assert [newsdesk.topics(name) for name in "abc"] == [["coast"], ["coast"], []]
    newsdesk(lambda asked: asked.undo(1))
    assert [newsdesk.topics(name) for name in "abc"] == [["harbour"], ["harbour"], []]


def test_a_story_may_be_on_a_topic_more_or_on_none(newsdesk: Newsdesk) -> None:
    newsdesk(lambda asked: asked.move("story", "a", "coast", also=True))
    assert sorted(newsdesk.topics("a")) == ["coast", "harbour"]
    newsdesk(lambda asked: asked.move("story", "b", "none"))
    assert newsdesk.topics("b") == []


def test_a_topic_that_is_not_there_is_told_with_those_that_are(newsdesk: Newsdesk) -> None:
    with pytest.raises(SelectionError, match=r"no topic “moon”.*coast, harbour, off-subject"):
        newsdesk(lambda asked: asked.move("event", FIRE, "moon"))


def test_a_reprint_is_marked_unmarked_and_put_back(newsdesk: Newsdesk) -> None:
    def origin() -> str:
        return newsdesk.store.stories(["b"])["b"].copy_of

    newsdesk(lambda asked: asked.reprint("b", "a"))
    assert origin() == "a"
    newsdesk(lambda asked: asked.reprint("b", ""))
    assert origin() == ""
    newsdesk(lambda asked: asked.undo(2))
    assert origin() == "a"
    newsdesk(lambda asked: asked.undo(1))
    assert origin() == ""


def test_a_link_is_drawn_denied_and_taken_back(newsdesk: Newsdesk) -> None:
    found = EventLink(FLOOD, FIRE, "cites", 0.6, "names the harbour", make.at(3))

    def kinds() -> list[str]:
        return [link.kind for link in newsdesk.store.event_links([FLOOD])]

    newsdesk(lambda asked: asked.link(FLOOD, FIRE, "denies"))
    assert kinds() == ["denies"]
    newsdesk(lambda asked: asked.unlink(FLOOD, FIRE))
    assert kinds() == []
    newsdesk(lambda asked: asked.undo(2))
    assert kinds() == ["denies"]
    with pytest.raises(SelectionError, match=r"no kind of link.*follows"):
        newsdesk(lambda asked: asked.link(FLOOD, FIRE, found.evidence))
    with pytest.raises(SelectionError, match=r"was over before.*later event first"):
        newsdesk(lambda asked: asked.link(FIRE, FLOOD, "follows"))


@pytest.mark.parametrize(
    ("stories", "says"),
    [
        (["a", "a"], "One story cannot be pinned"),
        (["a", "x"], "no story “x”"),
        ([f"s{n}" for n in range(99)], "no story"),
    ],
)
def test_what_cannot_be_meant_is_refused(newsdesk: Newsdesk, stories: list[str], says: str) -> None:
    with pytest.raises(SelectionError, match=says):
        newsdesk(lambda asked: asked.pin(stories))
    assert newsdesk.store.corrections() == []


def test_saying_the_same_twice_is_told(newsdesk: Newsdesk) -> None:
    newsdesk(lambda asked: asked.pin(["a", "c"]))
    with pytest.raises(SelectionError, match="said before: correction 1 by Nour"):
        newsdesk(lambda asked: asked.pin(["c", "a"]))
