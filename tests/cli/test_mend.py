"""`coverline feeds check`, `revive` and `accept`: what they tell, and what they set right."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from dashboard.feed_check import advice
from feeds.model import FeedState
from feeds.store import open_store
from tests.cli.desk import Desk, refused
from tests.cli.newsroom import Newsroom


def state(desk: Desk, feed: str) -> FeedState:
    """What the store remembers of a feed."""
    store = open_store(desk.store, create=False)
    try:
        return store.feed_states()[feed]
    finally:
        store.close()


def remember(desk: Desk, feed: str, **facts: Any) -> None:
    """Something else that the store remembers of a feed."""
    store = open_store(desk.store, create=False)
    store.keep_states([replace(store.feed_states()[feed], **facts)])
    store.close()


def test_a_feed_is_explained_with_its_polls_and_what_comes_next(polled: Desk) -> None:
    done = polled("feeds", "check", "gull-all")
    assert (done.code, done.err) == (0, "")
    first, url, sentence, *rest = done.out.splitlines()
    assert first == "gull-all (The Gull): observed"
    assert url.strip() == f"{polled.origin}/gull"
    assert "2 new at the last poll" in sentence
    assert any("Next poll 20" in line and ": " in line for line in rest)
    assert any("of the last 7 days" in line.lower() for line in rest)
    assert any(line.endswith("200 fresh: 2 entries, 2 new") for line in rest)


def test_an_address_and_an_outlet_name_feeds_too(polled: Desk) -> None:
    done = polled("feeds", "check", f"{polled.origin}/gull/", "tern", "gull-all", "--json")
    assert [feed["feed_id"] for feed in json.loads(done.out)] == ["gull-all", "tern-all"]


def test_without_a_name_what_needs_a_hand_is_told_with_what_to_do(
    polled: Desk, newsroom: Newsroom
) -> None:
    newsroom.bodies["/tern"] = b"<html>Moved house</html>"
    polled("poll", "--all")
    for feed in ("gull-all", "beacon-all"):
        remember(polled, feed, alarm="")  # their news is old
    done = polled("feeds", "check")
    assert done.code == 1
    assert "tern-all (The Tern): failing" in done.out
    assert f"`coverline feeds add {polled.origin}/` looks for a feed that works." in done.out
    assert "gull-all" not in done.out
    assert done.out.endswith("1 feed to look at; the others: 2 observed.\n")
    (told,) = json.loads(polled("feeds", "check", "--json").out)
    assert [poll["outcome"] for poll in told["polls"]] == ["not-a-feed", "fresh"]


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("gul-all", ["No feed gul-all in this store.", "Near it: gull-all"]),
        ("https://heron.example/rss", ["`coverline feeds add https://heron.example/rss`"]),
        ("zzz", ["`coverline status` lists them all."]),
    ],
)
@pytest.mark.parametrize("command", ["check", "revive", "accept"])
def test_a_wrong_name_gets_near_matches(
    polled: Desk, command: str, word: str, says: list[str]
) -> None:
    refused(polled("feeds", command, word), *says)


def test_a_retired_feed_is_asked_again_once_it_is_revived(polled: Desk, newsroom: Newsroom) -> None:
    remember(polled, "gull-all", retired=True, failures=1)
    assert "`coverline feeds revive gull-all` asks it again" in polled("feeds", "check").out
    polled("poll", "--all")
    assert newsroom.asked["/gull"] == 0
    done = polled("feeds", "revive", "gull-all")
    assert done.out == "gull-all is asked again with the next poll.\n"
    assert polled("poll").out.startswith("1 feed polled: 1 unchanged.")
    assert not state(polled, "gull-all").retired


def test_only_a_retired_feed_can_be_revived(polled: Desk) -> None:
    refused(polled("feeds", "revive", "gull"), "gull-all is not retired", "feeds check")


def test_what_a_feed_is_now_is_accepted(polled: Desk) -> None:
    alarm = "another outlet may stand behind this address"
    remember(polled, "gull-all", title="The Albatross", link_host="albatross.example", alarm=alarm)
    assert alarm in polled("feeds", "check").out
    assert polled("feeds", "accept", "gull-all").code == 0
    now = state(polled, "gull-all")
    assert (now.title, now.link_host, now.alarm, now.etag) == ("", "", "", "")
    polled("poll", "--all")
    assert alarm not in polled("feeds", "check", "gull-all").out


def test_a_store_that_is_not_there_is_told_and_not_made(desk: Desk) -> None:
    for command in ("check", "revive gull", "accept gull"):
        refused(desk("feeds", *command.split()), "does not exist")
    assert not (desk.folder / "desk.db").exists()


@pytest.mark.parametrize(
    ("state", "outcome", "says"),
    [
        ("failing", "geo-blocked", "feeds add https://h.example/rss --proxy http://host:port"),
        ("failing", "empty", "feeds add https://h.example/` looks for a feed"),
        ("failing", "refused", "allow_private"),
        ("failing", "timed-out", ""),
        ("off", "", "feeds add https://h.example/rss"),
        ("observed", "fresh", ""),
    ],
)
def test_advice_fits_what_is_wrong(state: str, outcome: str, says: str) -> None:
    feed = {"feed_id": "h", "url": "https://h.example/rss", "state": state}
    said = advice(feed, outcome)
    assert says in said
    assert bool(said) == bool(says)


def test_a_feed_that_is_switched_off_is_asked_no_more_until_it_is_switched_on(
    polled: Desk, newsroom: Newsroom
) -> None:
    assert polled("feeds", "off", "gull-all").out == "gull-all is switched off.\n"
    asked = newsroom.asked["/gull"]
    assert polled("poll", "--all").out.startswith("2 feeds polled")
    assert newsroom.asked["/gull"] == asked
    assert "gull-all (The Gull): off" in polled("feeds", "check", "gull-all").out
    done = polled("feeds", "on", "gull-all")
    assert done.out == "gull-all is asked again with the next poll.\n"
    assert polled("poll", "--all").out.startswith("3 feeds polled")
    assert newsroom.asked["/gull"] == asked + 1


def test_adding_a_feed_that_was_switched_off_switches_it_on(polled: Desk) -> None:
    polled("feeds", "off", "gull-all")
    polled("feeds", "add", f"{polled.origin}/gull", "--yes")
    assert polled("poll", "--all").out.startswith("3 feeds polled")


def test_the_audit_log_tells_who_changed_feeds_and_how_they_stood(
    polled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "rana")
    remember(polled, "tern-all", title="The Albatross", link_host="albatross.example")
    remember(polled, "beacon-all", retired=True)
    for words in ("off gull-all", "on gull-all", "accept tern-all", "revive beacon-all"):
        assert polled("feeds", *words.split()).code == 0
    assert polled("feeds", "add", f"{polled.origin}/heron", "--yes").code == 0
    polled.write("more.opml", LIST)
    assert polled("feeds", "import", "more.opml").code == 0
    assert polled.audited() == [
        ("feed off", "feed:gull-all", "on", "off"),
        ("feed on", "feed:gull-all", "off", "on"),
        ("feed accept", "feed:tern-all", "The Albatross albatross.example", "as it is"),
        ("feed revive", "feed:beacon-all", "retired", "asked again"),
        ("feed add", f"{polled.origin}/heron", "", "watched"),
        ("feeds import", "more.opml", "", "1 new"),
    ]
    told = polled("audit", "--who", "rana").out.splitlines()
    assert len(told) == 6
    assert told[-1].endswith("rana  feed off  feed:gull-all: “on” → “off”")
    assert polled("audit", "--who", "sami").out == "Nobody changed anything by hand.\n"


LIST = """<opml version="2.0"><body><outline text="The Skua" xmlUrl="ORIGIN/skua"/></body></opml>"""
