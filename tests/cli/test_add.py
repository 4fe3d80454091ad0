"""`coverline feeds add`: what a page has is tried once, shown, and watched if wanted."""

from __future__ import annotations

import io
import json
import sys

import pytest

from dashboard.commands.add import chosen
from feeds.errors import ConfigError
from feeds.store import open_store
from tests.cli.desk import Desk, Done, refused
from tests.cli.newsroom import Newsroom

HEAD = '<link rel="alternate" type="application/rss+xml" href="{0}">'
SITE = "<html><head><title>The Heron</title>{0}</head><body>Birds.</body></html>"


def site(newsroom: Newsroom, *feeds: str, path: str = "/") -> None:
    """A web page that declares feeds."""
    newsroom.bodies[path] = SITE.format("".join(map(HEAD.format, feeds))).encode()


def watched(desk: Desk) -> dict[str, str]:
    """Outlet and path of each feed in the store."""
    feeds = json.loads(desk("status", "--json").out)["feeds"]
    return {feed["url"].removeprefix(desk.origin): feed["outlet"] for feed in feeds}


def answers(desk: Desk, monkeypatch: pytest.MonkeyPatch, text: str, *words: str) -> Done:
    """The command with somebody at the terminal."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(text))
    return desk("--subject", "quay", "feeds", "add", f"{desk.origin}/", *words)


def test_yes_watches_the_first_feed_and_keeps_its_trial_as_its_first_poll(
    desk: Desk, newsroom: Newsroom
) -> None:
    site(newsroom, "/heron", "/egret")
    done = desk("--subject", "quay", "feeds", "add", f"{desk.origin}/", "--yes")
    assert done.code == 0, done
    assert [line.split()[:4] for line in done.out.splitlines()[1:3]] == [
        ["1", "heron", "rss", "2"],
        ["2", "egret", "rss", "2"],
    ]
    assert "2026-01-02 01:00" in done.out
    assert "of The Heron, a new outlet" in done.out
    assert newsroom.asked == {"/": 1, "/heron": 1, "/egret": 1}
    assert desk("poll").out.startswith("3 feeds polled: 3 fresh.\n6 new entries; 8 stories")
    assert watched(desk)["/heron"] == "The Heron"
    assert newsroom.asked["/heron"] == 1, "its trial was its first poll"


def test_a_feed_itself_can_be_given_and_its_outlet_and_zone_named(desk: Desk) -> None:
    words = ("feeds", "add", f"{desk.origin}/heron", "--yes", "--outlet", "Waders", "--zone")
    done = desk("--subject", "quay", *words, "Asia/Damascus")
    assert done.out.endswith(" of Waders.\n")
    store = open_store(desk.store, create=False)
    (outlet,) = [outlet for outlet in store.outlets() if outlet.id == "waders"]
    store.close()
    assert (outlet.zone, outlet.languages) == ("Asia/Damascus", ("en",))
    assert "watched already" in desk("feeds", "add", f"{desk.origin}/heron", "--yes").out


def test_a_known_outlet_gets_the_feed(desk: Desk) -> None:
    desk("--subject", "quay", "feeds", "add", f"{desk.origin}/x", "--yes", "--outlet", "the gull")
    assert watched(desk)["/x"] == "The Gull"
    desk("poll")
    assert watched(desk) == {
        "/x": "The Gull",
        "/gull": "The Gull",
        "/beacon": "Beacon Radio",
        "/tern": "The Tern",
    }


def test_a_feed_of_the_subject_is_watched_already(desk: Desk) -> None:
    done = desk("--subject", "quay", "feeds", "add", f"{desk.origin}/gull", "--yes")
    assert done.out.endswith("gull-all of The Gull is watched already.\n")


def test_a_page_that_a_page_links_to_is_looked_into_once(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.bodies["/"] = b'<title>H</title><a href="/list">RSS feeds</a>'
    site(newsroom, "/heron", path="/list")
    done = desk("--subject", "quay", "feeds", "add", f"{desk.origin}/", "--yes")
    assert f"{desk.origin}/heron" in done.out


def test_a_page_without_links_is_asked_at_the_usual_places(desk: Desk, newsroom: Newsroom) -> None:
    site(newsroom)
    done = desk("--subject", "quay", "feeds", "add", f"{desk.origin}/", "--yes")
    assert f"{desk.origin}/feed" in done.out
    assert newsroom.asked["/rss.xml"] == newsroom.asked["/?feed=rss2"] == 1


def test_a_site_without_any_feed_is_told_and_makes_no_store(desk: Desk, newsroom: Newsroom) -> None:
    for path in ("/", "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml"):
        site(newsroom, path=path)
    for path in ("/feed.json", "/feeds/posts/default", "/?feed=rss2"):
        newsroom.bodies[path] = b"<rss><channel/></rss>"
    words = ("--subject", "quay", "feeds", "add", f"{desk.origin}/", "--yes")
    refused(desk(*words), "No feed was found", "9 usual addresses")
    assert not (desk.folder / "desk.db").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("ftp://heron.example", ["is no web address"]),
        ("http://heron.invalid/", ["No feed at http://heron.invalid/: DNS"]),
        ("heron.invalid --zone Mars", ["--zone Mars is no time zone"]),
        ("heron.invalid --proxy socks5://me:s3cret@p.example", ["SOCKS"]),
    ],
)
def test_a_wrong_word_is_told(desk: Desk, words: str, says: list[str]) -> None:
    done = desk("--subject", "quay", "feeds", "add", *words.split())
    refused(done, *says)
    assert "s3cret" not in done.err


def test_without_a_terminal_nothing_is_added_unless_yes_is_said(
    desk: Desk, newsroom: Newsroom
) -> None:
    site(newsroom, "/heron")
    done = desk("--subject", "quay", "feeds", "add", f"{desk.origin}/")
    assert done.code == 2
    assert "heron" in done.out
    assert "--yes" in done.err
    assert not (desk.folder / "desk.db").exists()


@pytest.mark.parametrize(
    ("answer", "added"),
    [("1,3\n", ["/crane", "/heron"]), ("all\n", ["/crane", "/egret", "/heron"]), ("\n", [])],
)
def test_the_user_chooses_by_number(
    desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, answer: str, added: list[str]
) -> None:
    site(newsroom, "/heron", "/egret", "/crane")
    done = answers(desk, monkeypatch, answer)
    assert done.code == 0
    assert done.out.count("Watched from now on") == len(added)
    assert sorted(watched(desk)) == added if added else "Nothing was added." in done.out
    assert not added or set(watched(desk).values()) == {"The Heron"}
    assert done.out.count("a new outlet") == bool(added), "feeds of one site are of one outlet"


@pytest.mark.parametrize(("answer", "count"), [("y\n", 1), ("\n", 0)])
def test_one_feed_is_asked_for_by_yes_or_no(
    desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, answer: str, count: int
) -> None:
    site(newsroom, "/heron")
    assert answers(desk, monkeypatch, answer).out.count("Watched from now on") == count


@pytest.mark.parametrize("answer", ["0", "4", "1-2", "x", "²"])
def test_an_answer_that_names_none_is_told(answer: str) -> None:
    with pytest.raises(ConfigError, match="numbers from 1 to 0"):
        chosen(answer, [])
