"""`coverline subject`: several subjects on one store, as a user meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from feeds.store import open_store
from tests.cli.desk import Desk, refused
from tests.cli.newsroom import Newsroom

CASES = Path(__file__).parents[1] / "cases" / "subjects"


def chess(desk: Desk, folder: str = "chess", **changed: str) -> Path:
    """The subject of chess in the user's folder, some of its words changed."""
    (desk.folder / folder).mkdir()
    for name in ("outlets.toml", "topics.toml"):
        text = (CASES / "chess" / name).read_text("utf-8")
        for old, new in changed.items():
            text = text.replace(old, new)
        desk.write(f"{folder}/{name}", text)
    return desk.folder / folder


def first(desk: Desk) -> str:
    """The first subject of the store, as it records it."""
    store = open_store(desk.store, create=False)
    try:
        return str(store.meta("subject"))
    finally:
        store.close()


def counted(desk: Desk, *words: str) -> dict[str, int]:
    """Stories by topic, as `coverline topics` tells them."""
    done = desk(*words, "topics", "--days", "900", "--json")
    assert done.code == 0, done.err
    return {topic["id"]: topic["stories"] for topic in json.loads(done.out)["standing"]}


def test_a_subject_added_later_finds_what_is_stored_without_polling(
    polled: Desk, newsroom: Newsroom
) -> None:
    chess(polled)
    before, ferry = polled.counts(), counted(polled)
    done = polled("subject", "add", "chess")
    assert (done.code, done.err) == (0, ""), done
    assert "3 stored stories are newly on its topics" in done.out
    assert polled.counts() == before
    assert not newsroom.asked
    assert counted(polled, "--subject", "chess") == {"cups": 3, "ferry": 0}
    assert counted(polled) == ferry
    assert counted(polled, "--subject", first(polled)) == ferry
    held = first(polled)
    assert polled.audited() == [
        ("subject add", str(polled.folder / "chess"), held, f"{held} {polled.folder / 'chess'}")
    ]


def test_a_feed_of_both_is_polled_once_and_its_stories_are_told_in_both(
    polled: Desk, newsroom: Newsroom
) -> None:
    chess(polled)
    polled("subject", "add", "chess")
    assert polled("poll", "--all").code == 0
    assert newsroom.asked["/gull"] == newsroom.asked["/kite"] == newsroom.asked["/tern"] == 1
    assert counted(polled, "--subject", "chess") == {"cups": 4, "ferry": 0}
    assert polled.counts()["stories"] == 8


def test_adding_it_again_says_so_and_changes_nothing(polled: Desk) -> None:
    chess(polled)
    polled("subject", "add", "chess")
    version = polled.version()
    again = polled("subject", "add", "chess")
    assert (again.code, polled.version()) == (0, version)
    assert "0 stored stories are newly" in again.out
    assert "already: its first subject" in polled("subject", "add", first(polled)).out


def test_the_list_tells_bundled_ones_and_those_of_the_store(polled: Desk) -> None:
    chess(polled)
    polled("subject", "add", "chess")
    lines = polled("subject", "list").out.splitlines()
    assert "The quay, 3 outlets, 1 topic (watched by" in lines[0]
    assert "Chess, 2 outlets, 2 topics (watched by" in lines[1]
    assert any(line.startswith("venezuela: ") and "watched" not in line for line in lines)


def test_check_tells_faults_and_ends_with_2(desk: Desk) -> None:
    shutil.copytree(CASES / "faulty", desk.folder / "faulty")
    done = desk("subject", "check", "faulty")
    assert done.code == 2
    assert done.out.count("error: ") == 6
    assert "cannot be used; 6 errors" in done.out
    assert desk("subject", "check", "quay").code == 0


def test_new_begins_a_subject_that_check_takes(desk: Desk) -> None:
    assert desk("subject", "new", "river-floods").code == 0
    done = desk("subject", "check", "river-floods")
    assert done.code == 0
    assert "look at: " in done.out
    refused(desk("subject", "new", "river-floods"), "is there already", "Name a new folder")


def test_another_subject_is_refused_with_the_way_to_add_it(polled: Desk) -> None:
    chess(polled)
    done = polled("--subject", "chess", "topics")
    refused(done, "holds the subject", "coverline subject add chess")


COMMANDS = (
    "status",
    "topics",
    "poll",
    "export",
    "brief",
    "serve",
    "rebuild events",
    "feeds export",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_further_subject_that_broke_is_told_at_every_command(polled: Desk, command: str) -> None:
    folder = chess(polled)
    polled("subject", "add", "chess")
    (folder / "outlets.toml").write_text("[subject]\nid = 3\n", "utf-8")
    refused(polled(*command.split()), str(folder / "outlets.toml"), "line 1", "no outlet")


def test_a_further_subject_whose_topics_broke_stops_what_derives(polled: Desk) -> None:
    folder = chess(polled)
    polled("subject", "add", "chess")
    (folder / "topics.toml").write_text("[[topics]]\nid = 'x'\n", "utf-8")
    done = polled("--subject", "chess", "topics")
    refused(done, "chess/topics.toml, line 1: a topic without words")


def test_a_broken_subject_is_not_taken_on(polled: Desk) -> None:
    chess(polled, **{"terms.en": "term.en"})
    version = polled.version()
    refused(polled("subject", "add", "chess"), "topics.toml, line 5", "Write terms.")
    assert polled.version() == version


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({'id = "chess"': 'id = "quay"'}, 'Two subjects of this store have the id "quay"'),
        ({'id = "gull"': 'id = "gulls"'}, "is a feed of gull and of gulls"),
        (
            {'id = "chess"': 'id = "chess"\nsynthetic = true'},
            "never share a store",
        ),
    ],
    ids=["one id", "two names for a feed", "invented"],
)
def test_subjects_that_do_not_go_together_are_refused(
    polled: Desk, changed: dict[str, str], says: str
) -> None:
    chess(polled, **changed)
    refused(polled("subject", "add", "chess"), says)
    assert counted(polled).keys() == {"ferry"}


def test_a_subject_that_is_not_there_is_told(polled: Desk) -> None:
    refused(polled("subject", "add", "chss"), 'no subject "chss"', "Bundled: ")
    refused(polled("subject", "check", "chss"), 'no subject "chss"')


def test_no_store_no_subject_is_added(desk: Desk) -> None:
    chess(desk)
    refused(desk("subject", "add", "chess"), "desk.db")
    assert not (desk.folder / "desk.db").exists()
