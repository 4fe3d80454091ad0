"""One's own list of feeds: just those, or beside the subject's; and out again."""

from __future__ import annotations

import json

import pytest

from tests.cli.desk import CASES, Desk
from tests.cli.newsroom import Newsroom

FAULTY = (CASES / "faulty.opml").read_text("utf-8")


def watched(desk: Desk) -> set[str]:
    """Addresses that the newsroom was asked for by a poll of everything."""
    found = json.loads(desk("status", "--json").out)["feeds"]
    return {feed["url"].removeprefix(desk.origin) for feed in found if feed["last_poll_at"]}


def test_a_file_polls_just_its_feeds_and_tells_what_was_left_out(desk: Desk) -> None:
    desk.write("mine.opml", FAULTY)
    done = desk("--subject", "quay", "poll", "--opml", "mine.opml")
    assert done.code == 0
    assert done.out.startswith("1 feed polled: 1 fresh.")
    assert 'mine.opml, line 4: "The Heron again" left out' in done.err
    assert 'mine.opml, line 5: "A file" left out' in done.err
    assert watched(desk) == {"/heron"}


@pytest.mark.parametrize("before", [True, False], ids=["coverline --opml", "poll --opml"])
def test_an_address_polls_just_its_feeds(desk: Desk, newsroom: Newsroom, before: bool) -> None:
    newsroom.bodies["/mine.opml"] = FAULTY.replace("ORIGIN", newsroom.url).encode()
    option = ("--opml", f"{newsroom.url}/mine.opml")
    words = (*option, "poll") if before else ("poll", *option)
    assert desk("--subject", "quay", *words).out.startswith("1 feed polled: 1 fresh.")
    assert newsroom.asked["/gull"] == 0


def test_imported_feeds_are_polled_beside_the_subjects_own(desk: Desk) -> None:
    desk.write("mine.opml", FAULTY)
    done = desk("--subject", "quay", "feeds", "import", "mine.opml")
    assert done.out == "1 feed of 1 outlet read, 1 of them new.\n"
    assert "left out" in done.err
    assert desk("poll").out.startswith("4 feeds polled: 4 fresh.")
    assert watched(desk) == {"/gull", "/beacon", "/tern", "/heron"}


def test_what_is_exported_can_be_imported(desk: Desk, newsroom: Newsroom) -> None:
    desk.write("mine.opml", FAULTY)
    desk("--subject", "quay", "feeds", "import", "mine.opml")
    assert desk("feeds", "export", "out.opml").out == "4 feeds written to out.opml.\n"
    assert desk("feeds", "export").out == (desk.folder / "out.opml").read_text("utf-8")
    other = ("--store", f"sqlite:///{desk.folder}/other.db", "--subject", "quay")
    assert desk(*other, "poll", "--opml", "out.opml").out.startswith("4 feeds polled: 4 fresh.")
    assert desk(*other, "feeds", "import", "out.opml").err == ""


def test_an_imported_feed_that_the_subject_has_too_is_polled_once(
    desk: Desk, newsroom: Newsroom
) -> None:
    desk("--subject", "quay", "feeds", "export", "own.opml")
    desk("--subject", "quay", "feeds", "import", "own.opml")
    newsroom.asked.clear()
    assert desk("poll").out.startswith("3 feeds polled: 3 fresh.")
    assert newsroom.asked["/gull"] == 1


SORTED = """<opml version="2.0" xmlns:coverline="urn:coverline:opml"><body>
<outline text="Birds"><outline text="Waders">
<outline type="rss" text="The Heron" title="The Heron" xmlUrl="ORIGIN/heron"
 htmlUrl="https://heron.example/" category="/Lake,fish" coverline:proxy="http://me:s3cret@p.example"/>
<outline type="rss" text="The Gull" xmlUrl="ORIGIN/gull"/>
</outline></outline></body></opml>"""


def test_folders_categories_and_proxies_go_through_a_store_and_come_back_the_same(
    desk: Desk,
) -> None:
    desk.write("mine.opml", SORTED)
    done = desk("--subject", "quay", "feeds", "import", "mine.opml")
    assert done.out == "2 feeds of 2 outlets read, 2 of them new.\n"
    assert done.err == "coverline: the list names proxies: http://p.example.\n"
    first = desk("feeds", "export").out
    assert first.count('<outline text="Waders">') == 1
    assert 'text="The Heron"' in first
    assert 'category="/Lake,fish"' in first
    assert 'coverline:proxy="http://p.example"' in first
    assert "s3cret" not in first
    desk.write("ours.opml", first)
    other = ("--store", f"sqlite:///{desk.folder}/other.db")
    desk(*other, "--subject", "quay", "feeds", "import", "ours.opml")
    assert desk(*other, "feeds", "export").out == first


def test_a_pass_forgets_nothing_that_a_list_told_of_the_subjects_own_feed(desk: Desk) -> None:
    mine = SORTED.replace("http://me:s3cret@p.example", "direct")
    desk.write("mine.opml", mine)
    desk("--subject", "quay", "feeds", "import", "mine.opml")
    before = desk("feeds", "export").out
    assert desk("poll").out.startswith("4 feeds polled: 4 fresh.")
    assert desk("feeds", "export").out == before
