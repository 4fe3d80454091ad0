"""Investigation, recordings, inquiry: three events of one thread, told apart by how they tie."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.derive import Deriver
from feeds.model import (
    Entry,
    EventLink,
    Feed,
    FeedState,
    Outlet,
    Poll,
    PollRecord,
    RawEntry,
    Subject,
)
from feeds.store import Store, open_store

CASE = Path(__file__).parent.parent / "cases" / "threads" / "ledgers.toml"
START = datetime(2025, 11, 3, 8, tzinfo=UTC)
SUBJECT = Subject("quill", "Port Quill", "", "UTC", (), (), ())
NAMES = {"herald": "Harbour Herald", "bahr": "Bahr TV", "gazette": "Quill Gazette",
         "mirror": "Northern Mirror"}  # fmt: skip


def outlet(name: str) -> Outlet:
    feed = Feed(f"{name}-all", name, f"https://{name}.example/rss", "en")
    return Outlet(name, NAMES[name], NAMES[name], "newspaper", "Nowhere", ("en",), "UTC",
                  feeds=(feed,))  # fmt: skip


@dataclass
class Desk:
    """A store into which the case was polled, story by story."""

    store: Store
    events: dict[str, str]  # the case's event -> the one that was found

    def kinds(self, later: str, earlier: str) -> set[str]:
        return {link.kind for link in self.links(later, earlier)}

    def links(self, later: str, earlier: str) -> list[EventLink]:
        found = self.store.event_links([self.events[later]])
        ends = (self.events[later], self.events[earlier])
        return [link for link in found if (link.from_event_id, link.to_event_id) == ends]

    def thread(self, event: str) -> str:
        event_id = self.events[event]
        return self.store.events([event_id])[event_id].thread_id


def poll(store: Store, row: dict[str, object], number: int) -> str:
    """Let an outlet's feed list a story of the case; its link."""
    day, name = row["day"], str(row["outlet"])
    assert isinstance(day, float)
    at = START + timedelta(days=day)
    link = f"https://{name}.example/{number}"
    raw = RawEntry(link, "", link, str(row["title"]), str(row["summary"]), 0, "", "",
                   published_raw=at.isoformat())  # fmt: skip
    entry = Entry(f"{name}-all", 1, at + timedelta(minutes=4), raw, None)
    done = Poll(f"{name}-all", entry.seen_at, 5, 200, "fresh")
    store.record_polls([PollRecord(done, (entry,), FeedState(f"{name}-all"))])
    return link


def polled(folder: Path, batches: int) -> Desk:
    """The case polled into a new store, derived anew after so many stories."""
    rows = tomllib.loads(CASE.read_text("utf-8"))["stories"]
    store = open_store(f"sqlite:///{folder}/desk.db")
    store.save_outlets([outlet(name) for name in NAMES])
    links = {}
    for number, row in enumerate(rows):
        links[poll(store, row, number)] = row["event"]
        if number % batches == batches - 1:
            Deriver(store, SUBJECT).run()
    Deriver(store, SUBJECT).run()
    stories = store.stories_seen(START - timedelta(days=1), START + timedelta(days=30))
    found: dict[str, set[str]] = {}
    for story in stories:
        found.setdefault(links[story.link], set()).add(story.event_id)
    assert all(len(ids) == 1 for ids in found.values()), "retellings made events of their own"
    return Desk(store, {event: ids.pop() for event, ids in found.items()})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = polled(tmp_path_factory.mktemp("desk"), 3)
    yield made
    made.store.close()


def test_retellings_are_no_events_of_their_own(desk: Desk) -> None:
    assert len(set(desk.events.values())) == 4


def test_three_events_are_one_thread(desk: Desk) -> None:
    threads = {desk.thread(event) for event in ("ledgers", "tapes", "inquiry")}
    assert threads == {"t" + desk.events["ledgers"][1:]}
    assert desk.thread("regatta") == ""


def test_the_tapes_follow_the_ledgers_and_their_retellings_cite_the_source(desk: Desk) -> None:
    assert desk.kinds("tapes", "ledgers") == {"follows", "cites"}


def test_the_inquiry_reacts(desk: Desk) -> None:
    assert desk.kinds("inquiry", "tapes") | desk.kinds("inquiry", "ledgers") == {"reacts"}


def test_evidence_names_stories_and_words(desk: Desk) -> None:
    cites = next(link for link in desk.links("tapes", "ledgers") if link.kind == "cites")
    assert cites.evidence.count("story:") == 2
    assert "Osmel" in cites.evidence
    assert "names Harbour Herald as its source" in cites.evidence
    reacts = next(x for x in desk.store.event_links([desk.events["inquiry"]]) if x.kind == "reacts")
    assert "“inquiry”" in reacts.evidence


def test_a_time_spoken_of_is_told(desk: Desk) -> None:
    follows = next(link for link in desk.links("tapes", "ledgers") if link.kind == "follows")
    assert "last week" in follows.evidence


def test_batches_and_restarts_change_nothing(desk: Desk, tmp_path: Path) -> None:
    other = polled(tmp_path, 1)
    assert other.events == desk.events
    for event in desk.events:
        assert other.thread(event) == desk.thread(event)
        theirs, ours = (d.store.event_links([d.events[event]]) for d in (other, desk))
        assert theirs == ours
    other.store.close()
