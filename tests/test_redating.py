"""The past dated again by what is known of a feed's clock today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from feeds.derive import Deriver
from feeds.model import Entry, Feed, FeedState, Outlet, Poll, PollRecord, RawEntry, Story, Subject
from feeds.redating import apply, fixes
from feeds.store import Store, open_store

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = Feed("tide-all", "tide", "https://tide.example/rss", "en")
TIDE = Outlet("tide", "Tide", "", "newspaper", "Nowhere", ("en",), "Asia/Damascus", feeds=(FEED,))
SUBJECT = Subject("quay", "Quay", "", "UTC", (), (), ())
AGES = (4, 26, 11, 47)


class Desk:
    """A store that polls the Tide every hour; its dates lie `ahead` minutes ahead."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = open_store(f"sqlite:///{folder}/tide.db")
        self.store.save_outlets([TIDE])
        self.at, self.ahead = START, 180
        self.truth: dict[str, datetime] = {}

    def hours(self, number: int, dated: bool = True) -> None:
        """So many polls with a story each, then all are dated."""
        for _ in range(number):
            self.at += HOUR
            name = f"Lock gate {len(self.truth)} mended"
            self.truth[name] = self.at - timedelta(minutes=AGES[len(self.truth) % 4])
            self._list(name, self.truth[name] + timedelta(minutes=self.ahead))
        if dated:
            Deriver(self.store, SUBJECT).date()

    def _list(self, title: str, written: datetime) -> None:
        link = f"https://tide.example/{len(self.truth)}"
        raw = RawEntry(link, "", link, title, "", 0, "", "", format_datetime(written))
        entry = Entry("tide-all", 1, self.at, raw, self.at - HOUR)
        poll = Poll("tide-all", self.at, 5, 200, "fresh")
        self.store.record_polls([PollRecord(poll, (entry,), FeedState("tide-all"))])

    def stories(self) -> list[Story]:
        return self.store.stories_seen(START, self.at)

    def wrong(self) -> int:
        """Stories that are not dated to the instant of the truth."""
        return sum(s.date.published_at != self.truth[s.title] for s in self.stories())

    def fix(self) -> int:
        found = list(fixes(self.store, self.store.feed_profiles()["tide-all"], self.at))
        apply(self.store, SUBJECT, found)
        return len(found)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path)
    yield found
    found.store.close()


def test_what_was_dated_before_the_clock_was_noticed_waits_for_a_person(desk: Desk) -> None:
    desk.hours(12)
    assert desk.wrong() == 3
    desk.hours(12)
    assert desk.wrong() == 3


def test_the_past_is_dated_again_with_a_line_in_each_ledger(desk: Desk) -> None:
    desk.hours(12)
    first = desk.stories()[0]
    assert desk.fix() == 3
    assert desk.wrong() == 0
    line = desk.store.redatings(first.id)[-1]
    assert (line.at, line.before_at) == (desk.at, first.date.published_at)
    assert line.date.published_at == desk.truth[first.title]
    assert "writes the time of Asia/Damascus as GMT" in line.reason
    assert line.date.flags == ("zone-corrected",)


def test_events_and_topics_outlive_it(desk: Desk) -> None:
    desk.hours(12)
    Deriver(desk.store, SUBJECT).run()
    before = {story.id: story.event_id for story in desk.stories()}
    desk.fix()
    assert {story.id: story.event_id for story in desk.stories()} == before
    events = desk.store.events(set(before.values()))
    assert min(event.first_at for event in events.values()) == min(desk.truth.values())


def test_a_second_time_changes_nothing(desk: Desk) -> None:
    desk.hours(12)
    desk.fix()
    version = desk.store.data_version()
    assert desk.fix() == 0
    assert desk.store.data_version() == version


def test_what_was_corrected_after_the_clock_was_set_right_is_taken_back(desk: Desk) -> None:
    desk.hours(12)
    desk.ahead = 0
    desk.hours(12)
    assert desk.wrong() == 3 + 5
    assert desk.fix() == 8
    assert desk.wrong() == 0
    last_wrong = desk.stories()[12]
    reason = desk.store.redatings(last_wrong.id)[-1].reason
    assert reason == "this feed's clock was right by then"


def test_a_rebuild_teaches_the_same(desk: Desk, tmp_path: Path) -> None:
    desk.hours(30)
    (tmp_path / "again").mkdir()
    again = Desk(tmp_path / "again")
    again.hours(30, dated=False)
    Deriver(again.store, SUBJECT).date()
    assert again.store.feed_profiles() == desk.store.feed_profiles()
    assert [s.date for s in again.stories()] == [s.date for s in desk.stories()]
    again.store.close()
