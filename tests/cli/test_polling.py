"""`coverline poll`: what it asks, tells and leaves as it was."""

from __future__ import annotations

import json

from tests.cli.desk import Desk, free_port
from tests.cli.newsroom import Newsroom


def test_a_first_poll_tells_what_came(desk: Desk) -> None:
    done = desk("--subject", "quay", "poll")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("3 feeds polled: 3 fresh.\n6 new entries; 6 stories")


def test_a_second_pass_changes_nothing_but_the_ledger(polled: Desk, newsroom: Newsroom) -> None:
    counts, version = polled.counts(), polled.version()
    assert (
        polled("poll").out == "No feed is due. Use `coverline poll --all` to poll all the same.\n"
    )
    assert newsroom.asked.total() == 0
    assert (polled.counts(), polled.version()) == (counts, version)
    done = polled("poll", "--all")
    assert done.out == (
        "3 feeds polled: 3 unchanged.\n0 new entries; 0 stories new or changed, 0 new events.\n"
    )
    assert polled.counts() == counts | {"polls": counts["polls"] + 3}


def test_the_instant_of_a_poll_can_be_given(desk: Desk) -> None:
    desk("--subject", "quay", "poll", "--at", "2026-01-02T08:00+02:00")
    found = json.loads(desk("status", "--json").out)
    assert found["last_poll_at"] == "2026-01-02T06:00:00+00:00"
    assert desk("poll", "--at", "2026-01-02T06:01Z").out.startswith("No feed is due.")
    assert desk("poll", "--at", "2026-01-03T06:00Z").out.startswith("3 feeds polled")


def test_no_instant_is_given_to_what_real_feeds_say(desk: Desk) -> None:
    desk.write("coverline.toml", f'store = "{desk.store}"\n')
    done = desk("--subject", "quay", "poll", "--at", "2026-01-02T06:00Z")
    assert done.code == 2
    assert "--at would date what real feeds say falsely" in done.err


def test_feeds_that_nobody_polled_for_days_are_told_as_stale(desk: Desk) -> None:
    desk("--subject", "quay", "poll", "--at", "2026-01-02T06:00Z")
    done = desk("status")
    assert done.code == 0
    assert "3 stale" in done.out


def test_json_is_whole_and_alone(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.bodies["/tern"] = b"<html><body>Please log in</body></html>"
    done = desk("--subject", "quay", "poll", "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert (found["polls"], found["entries_new"], found["stories"]) == (3, 4, 4)
    assert found["outcomes"] == {"fresh": 2, "not-a-feed": 1}
    assert list(found["failed"]) == ["tern-all"]
    assert [feed["outcome"] for feed in found["feeds"]] == ["fresh", "fresh", "not-a-feed"]
    done = desk("status", "--json")
    assert done.code == 1, "a feed is failing"
    found = json.loads(done.out)
    assert found["counts"]["stories"] == 4
    assert {feed["feed_id"]: feed["state"] for feed in found["feeds"]} == {
        "gull-all": "observed",
        "beacon-all": "observed",
        "tern-all": "failing",
    }


def test_without_a_network_every_feed_and_its_reason_is_named(desk: Desk) -> None:
    text = (desk.folder / "quay" / "outlets.toml").read_text("utf-8")
    text = text.replace(f"{desk.origin}/gull", f"http://127.0.0.1:{free_port()}/gull")
    text = text.replace(f"{desk.origin}/beacon", "https://beacon.invalid/rss")
    text = text.replace(f"{desk.origin}/tern", "http://tern.invalid/rss")
    desk.write("quay/outlets.toml", text)
    done = desk("--subject", "quay", "poll")
    assert done.code == 1
    assert done.out.startswith("3 feeds polled: 3 failed.")
    assert sorted(line.split(":")[0].strip() for line in done.err.splitlines()) == [
        "beacon-all",
        "gull-all",
        "tern-all",
    ]
    assert "connection refused by 127.0.0.1" in done.err
    assert "beacon.invalid" in done.err


def test_one_that_answers_is_enough_for_exit_code_0(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.bodies |= {"/tern": b"", "/beacon": b"<html></html>"}
    done = desk("--subject", "quay", "poll")
    assert done.code == 0
    assert "tern-all: " in done.err


def test_an_alarm_is_listed_and_fails_only_where_that_is_asked_for(
    desk: Desk, newsroom: Newsroom
) -> None:
    newsroom.bodies["/tern"] = (
        b"<rss version='2.0'><channel><title>Tern</title>"
        b"<item><title>One</title><link>https://tern.example/1</link></item></channel></rss>"
    )
    desk("--subject", "quay", "poll", "--at", "2026-01-02T06:00Z")
    done = desk("status")
    assert done.code == 0
    assert "1 feed raises an alarm: tern-all. What to do stands beside each." in done.out
    strict = desk("status", "--strict", "--json")
    assert strict.code == 1
    (alarm,) = json.loads(strict.out)["alarms"]
    assert (alarm["feed_id"], alarm["alarm"][:21]) == ("tern-all", "all entries undated: ")


def test_without_an_alarm_strict_is_content(desk: Desk) -> None:
    desk("--subject", "quay", "poll", "--at", "2026-01-02T06:00Z")
    done = desk("status", "--strict")
    assert done.code == 0
    assert "an alarm" not in done.out
