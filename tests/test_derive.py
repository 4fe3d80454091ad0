"""Entries to stories to events: what came late joins the event of its own days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.derive import Deriver
from feeds.model import Entry, Feed, FeedState, Outlet, Poll, PollRecord, RawEntry, Story, Subject
from feeds.store import Store, open_store

SPRING = datetime(2025, 3, 10, 8, tzinfo=UTC)
NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STRIKE = "Dockworkers of the northern harbour go on strike over pay"
SUBJECT = Subject("quay", "Quay", "", "UTC", (), (), ())


def outlet(name: str) -> Outlet:
    feed = Feed(f"{name}-feed", name, f"https://{name}.example/rss", "en")
    return Outlet(name, name.title(), "", "newspaper", "Nowhere", ("en",), "UTC", feeds=(feed,))


class Paper:
    """A store that four outlets write into."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = open_store(f"sqlite:///{folder}/paper.db")
        self.store.save_outlets([outlet(name) for name in ("tide", "buoy", "mast", "wire")])
        self.deriver = Deriver(self.store, SUBJECT)

    def lists(
        self,
        name: str,
        title: str,
        seen_at: datetime,
        published_at: datetime | str,
        captured_at: datetime | None = None,
        listed_after_at: datetime | None = None,
    ) -> None:
        """An outlet's feed, or a copy of it, lists a story."""
        link = f"https://{name}.example/{len(title)}"
        said = published_at if isinstance(published_at, str) else published_at.isoformat()
        raw = RawEntry(link, "", link, title, "", 0, "", "", published_raw=said)
        feed, source = f"{name}-feed", "wayback" if captured_at else ""
        entry = Entry(
            feed, 1, seen_at, raw, listed_after_at, source=source, captured_at=captured_at
        )
        poll = Poll(feed, seen_at, 5, 200, "fresh", source=source, captured_at=captured_at)
        self.store.record_polls([PollRecord(poll, (entry,), FeedState(feed))])

    def derive(self) -> None:
        """Date and place what is new, as after a restart."""
        Deriver(self.store, SUBJECT).run()

    def stories(self) -> Sequence[Story]:
        """All stories, by publication."""
        return self.store.stories_published(SPRING - 999 * DAY, NOW + 999 * DAY)

    def events(self) -> dict[str, str]:
        """The event of each story, by outlet."""
        return {story.outlet_id: story.event_id for story in self.stories()}


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    found = Paper(tmp_path)
    yield found
    found.store.close()


def test_a_story_of_last_year_does_not_join_what_is_told_alike_this_week(paper: Paper) -> None:
    paper.lists("tide", STRIKE, NOW, NOW - HOUR)
    paper.derive()
    paper.lists("buoy", STRIKE + " again", NOW + HOUR, SPRING, captured_at=SPRING + HOUR)
    paper.derive()
    events = paper.events()
    assert events["tide"] != events["buoy"]


def test_late_stories_join_the_event_of_their_own_days_and_the_log_says_so(paper: Paper) -> None:
    paper.lists("tide", STRIKE, NOW, SPRING, captured_at=SPRING + HOUR)
    paper.derive()
    before = paper.events()["tide"]
    paper.lists("buoy", STRIKE + " and hours", NOW + DAY, SPRING - 5 * HOUR, captured_at=SPRING)
    paper.lists("mast", STRIKE + " for good", NOW + DAY, SPRING + 30 * HOUR, SPRING + 40 * HOUR)
    paper.derive()
    assert set(paper.events().values()) == {before}
    late = [line for line in paper.store.event_changes(before) if line.kind == "late"]
    assert [line.at for line in late] == [NOW + DAY, NOW + DAY]
    assert {line.other_id for line in late} == {
        story.id for story in paper.stories() if story.outlet_id != "tide"
    }


def test_a_late_story_was_first_seen_when_we_saw_it(paper: Paper) -> None:
    paper.lists("tide", STRIKE, NOW, SPRING, captured_at=SPRING + HOUR)
    paper.derive()
    (story,) = paper.stories()
    assert (story.first_seen_at, story.date.published_at) == (NOW, SPRING)


def test_late_stories_do_not_push_this_week_out_of_the_window(paper: Paper) -> None:
    paper.lists("tide", STRIKE, NOW, NOW - HOUR)
    paper.deriver.run()
    paper.lists("buoy", "A regatta", NOW + HOUR, SPRING, captured_at=SPRING + HOUR)
    paper.deriver.run()
    paper.lists("mast", STRIKE + " and hours", NOW + 2 * HOUR, NOW + HOUR)
    paper.deriver.run()
    events = paper.events()
    assert events["mast"] == events["tide"] != events["buoy"]


def test_a_reprint_is_found_among_the_stories_of_its_own_days(paper: Paper) -> None:
    paper.lists("tide", STRIKE, NOW, NOW - HOUR)
    paper.lists("buoy", STRIKE, NOW, SPRING, captured_at=SPRING + HOUR)
    paper.lists("mast", STRIKE, NOW, SPRING + HOUR, captured_at=SPRING + 2 * HOUR)
    paper.derive()
    copies = {story.outlet_id: story.copy_of for story in paper.stories()}
    buoys = next(story.id for story in paper.stories() if story.outlet_id == "buoy")
    assert copies == {"tide": "", "buoy": "", "mast": buoys}


def test_a_date_in_a_copy_is_read_as_of_the_copy(paper: Paper) -> None:
    paper.lists("tide", STRIKE, NOW, "3 hours ago", captured_at=SPRING)
    paper.derive()
    (story,) = paper.stories()
    assert story.date.earliest_at <= SPRING - 3 * HOUR <= story.date.latest_at


def test_an_undated_entry_lies_between_two_copies(paper: Paper) -> None:
    paper.lists("tide", STRIKE, NOW, "", captured_at=SPRING, listed_after_at=SPRING - HOUR)
    paper.derive()
    (story,) = paper.stories()
    date = story.date
    assert (date.basis, date.latest_at) == ("polled", SPRING)
    assert date.earliest_at == SPRING - HOUR - DAY  # nothing is known of how late it lists


def test_nothing_new_changes_nothing(paper: Paper) -> None:
    paper.lists("tide", STRIKE, NOW, SPRING, captured_at=SPRING)
    paper.derive()
    before = paper.store.data_version()
    assert Deriver(paper.store, SUBJECT).run() == (0, 0)
    assert paper.store.data_version() == before


def test_stories_that_were_dated_are_placed_by_the_next_run(paper: Paper) -> None:
    paper.lists("tide", STRIKE, NOW, NOW - HOUR)
    assert Deriver(paper.store, SUBJECT).date() == 1
    assert paper.events() == {"tide": ""}
    paper.derive()
    assert paper.events()["tide"]
