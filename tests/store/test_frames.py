"""What is kept of the frames of stories is what a look into their texts finds, on any database."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.coverage.framing import found_uses, kept_uses
from feeds.frames.book import FrameBook
from feeds.framing import Framer
from feeds.model import Derived, Story, Subject
from feeds.store.sql import SqlStore
from feeds.store.wanted import EVERYTHING, Wanted
from tests.coverage.framing import BOOK, QUAY
from tests.store import make
from tests.store.conftest import emptied
from tests.store.make import FIRST, LAST

SUBJECT = Subject("quay", "Quay", "", "UTC", (), (), (), frames=QUAY)
TITLES = (
    "Strikers hold the quay",
    "“Wreckers” hold the quay, say strikers",
    "عصابة المرفأ تغلق الرصيف",
    "A regatta",
    "The barrier opens; dockers go home",
)
TITLE = st.sampled_from(TITLES)
STORY = st.tuples(st.integers(0, 4), TITLE, TITLE, st.sampled_from(("en", "ar")))


@pytest.fixture
def lantern(store: SqlStore) -> SqlStore:
    """A store that knows an outlet and polled it for two days."""
    store.save_outlets([make.outlet()])
    store.record_polls([make.record(hours=hours) for hours in (0, 24, 48)])
    return store


def save(store: SqlStore, *stories: Story, looked: bool = True) -> None:
    framed, frames = Framer(store, SUBJECT).of(stories) if looked else ((), ())
    store.save_derived(Derived(0, stories=stories, framed=framed, frames=frames))


def unread(store: SqlStore, book: FrameBook = BOOK) -> list[str]:
    """The stories that were not looked through."""
    table = store.frame_table(FIRST, LAST, "published", EVERYTHING, book.mark)
    return [str(name) for name in table["id"][table["packed"].isna()]]


def agrees(store: SqlStore) -> None:
    """What is kept, and the texts of the rest, tell the same as all texts."""
    texts = store.texts(FIRST, LAST, "published")
    table = store.frame_table(FIRST, LAST, "published", EVERYTHING, BOOK.mark)
    _, found = kept_uses(table, BOOK)
    pd.testing.assert_frame_equal(found, found_uses(texts, BOOK))


@given(
    batches=st.lists(st.tuples(st.lists(STORY, min_size=1, max_size=3), st.booleans()), max_size=5)
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_was_edited_what_is_kept_is_what_the_texts_say(
    store: SqlStore, batches: Sequence[tuple[Sequence[tuple[int, str, str, str]], bool]]
) -> None:
    emptied(store).save_outlets([make.outlet()])
    for stories, looked in batches:
        by_id = {
            f"s{n}": make.story(f"s{n}", n, title=title, summary=summary, language=language)
            for n, title, summary, language in stories
        }
        save(store, *by_id.values(), looked=looked)
        agrees(store)


def test_a_story_whose_words_change_is_read_until_it_is_looked_through(lantern: SqlStore) -> None:
    save(lantern, make.story("s1", title=TITLES[0]), make.story("s2", title=TITLES[3]))
    assert unread(lantern) == []
    save(lantern, make.story("s1", title=TITLES[1]), looked=False)
    assert unread(lantern) == ["s1"]
    save(lantern, make.story("s2", title=TITLES[3], event_id="e1"), looked=False)
    assert unread(lantern) == ["s1"]


def test_a_store_of_before_is_looked_through_from_its_newest_day_back(lantern: SqlStore) -> None:
    days = [make.story(f"s{n}", 24 * n, title=TITLES[n]) for n in range(3)]
    save(lantern, *days, looked=False)
    framer = Framer(lantern, SUBJECT)
    framer.catch_up(most=1)
    assert unread(lantern) == ["s1", "s0"]
    framer.catch_up()
    assert unread(lantern) == []
    agrees(lantern)


def test_other_words_are_looked_for_anew_and_until_then_nothing_is_taken_for_them(
    lantern: SqlStore,
) -> None:
    save(lantern, make.story("s1", title=TITLES[0]))
    Framer(lantern, SUBJECT).catch_up()
    fewer = FrameBook(QUAY[1:])
    assert fewer.mark != BOOK.mark
    assert unread(lantern, fewer) == ["s1"]
    Framer(lantern, Subject("quay", "Quay", "", "UTC", (), (), (), frames=QUAY[1:])).catch_up()
    assert unread(lantern, fewer) == []
    assert unread(lantern) == ["s1"]


def test_only_stories_that_are_asked_for_are_told(lantern: SqlStore) -> None:
    save(lantern, make.story("s1", title=TITLES[0]), make.story("s2", 1, title=TITLES[1]))
    lantern.save_derived(Derived(0, topics=(make.topic("s2"),)))
    found = lantern.frame_table(FIRST, LAST, "seen", Wanted(topics=("harbour",)), BOOK.mark)
    assert list(found["id"]) == ["s2"]
    assert lantern.frame_table(FIRST, FIRST, "seen", EVERYTHING, BOOK.mark).empty
