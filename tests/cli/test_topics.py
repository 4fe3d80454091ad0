"""`coverline topics`: what the stories are about."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from feeds.model import FoundTopic
from feeds.store import open_store
from tests.cli.desk import Desk

AT = datetime(2026, 1, 5, tzinfo=UTC)


def found(name: str, stories: int, ended: datetime | None = None, into: str = "") -> FoundTopic:
    return FoundTopic(name, f"Harbour {name}", ("Harbour", name), AT, AT, ended, into, 3, stories)


def filled(desk: Desk) -> None:
    store = open_store(desk.store)
    topics = [found("small", 6), found("large", 1200), found("gone", 9, AT, "large")]
    store.save_found_topics(topics, [("e1", "large")])
    store.set_meta("found_topics_at", "2026-01-06T07:30:00+00:00")
    store.close()


def test_standing_topics_come_first_then_the_found_ones_by_size(polled: Desk) -> None:
    filled(polled)
    lines = polled("topics", "--most", "1").out.splitlines()
    assert lines[0].startswith("Standing topics, stories of the 28 days to ")
    at = lines.index("Found topics that go on, as of 2026-01-06 07:30 UTC")
    assert lines[at + 1].split() == ["1,200", "Harbour", "large", "3", "events,", "since", "2026-01-05", "(topic:large)"]  # fmt: skip  # noqa: E501
    assert lines[at + 2] == "  and 1 more: --most 2"


def test_those_that_ended_are_shown_when_asked_for(polled: Desk) -> None:
    filled(polled)
    out = polled("topics", "--ended").out
    assert "topic:gone, merged into topic:large)" in out
    assert "topic:small" not in out


def test_a_script_gets_json(polled: Desk) -> None:
    filled(polled)
    facts = json.loads(polled("topics", "--json").out)
    assert [topic["id"] for topic in facts["found"]] == ["large", "small"]
    assert all(set(topic) == {"id", "label", "stories"} for topic in facts["standing"])


def test_finding_them_now_says_how_many(polled: Desk) -> None:
    done = polled("topics", "find")
    assert (done.code, done.out) == (0, "0 topics found: `coverline topics` lists them.\n")
    assert "Found topics that go on" in polled("topics").out


def test_without_a_store_it_says_so(desk: Desk) -> None:
    assert desk("topics").code == 2
