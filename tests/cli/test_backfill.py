"""`coverline backfill` as a user runs it."""

from __future__ import annotations

import signal

import pytest

from tests.cli.desk import Desk, ends, refused
from tests.cli.newsroom import Newsroom

PAGES = ("--subject", "quay", "backfill", "--source", "wordpress", "--outlet", "gull")


def four_pages(newsroom: Newsroom) -> None:
    """The gull lists eight stories on four pages, and then the fourth again."""
    newsroom.bodies["/gull?paged=5"] = newsroom.body("/gull?paged=4")


def test_older_pages_become_stories_and_a_second_run_adds_nothing(
    desk: Desk, newsroom: Newsroom
) -> None:
    four_pages(newsroom)
    done = desk(*PAGES, "--since", "2025-12-01")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("WordPress pages: 8 new entries of 1 feed (1 read to the end).\n8 ")
    counts = desk.counts()
    assert (counts["entries"], counts["stories"]) == (8, 8)
    again = desk("backfill", "--since", "2025-12-01", "--source", "wordpress", "--outlet", "gull")
    assert again.out.startswith("WordPress pages: 0 new entries of 0 feeds (1 fetched before).")
    assert desk.counts() == counts


def test_a_pool_helps_with_what_came(desk: Desk, newsroom: Newsroom) -> None:
    four_pages(newsroom)
    done = desk(*PAGES, "--since", "2025-12-01", "--engine", "pool:1")
    assert (done.code, done.err) == (0, "")
    assert desk.counts()["stories"] == 8


def test_killed_on_the_way_it_goes_on_there(desk: Desk, newsroom: Newsroom) -> None:
    four_pages(newsroom)
    newsroom.hung.add("/gull?paged=4")
    process = desk.start(*PAGES, "--since", "2025-12-01")
    newsroom.waits_for("/gull?paged=4")
    process.kill()
    assert ends(process).code == -signal.SIGKILL
    assert desk.counts()["entries"] == 6
    newsroom.hung.clear()
    newsroom.asked.clear()
    assert desk(*PAGES, "--since", "2025-12-01").code == 0
    assert desk.counts()["entries"] == 8
    assert set(newsroom.asked) == {"/gull?paged=4", "/gull?paged=5"}


def test_stopped_by_hand_it_says_that_it_can_go_on(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.hung.add("/gull?paged=3")
    process = desk.start(*PAGES, "--since", "2025-12-01")
    newsroom.waits_for("/gull?paged=3")
    process.send_signal(signal.SIGINT)
    done = ends(process)
    assert (done.code, done.out) == (130, "")
    assert "run again to go on" in done.err
    assert desk.counts()["entries"] == 4


def test_a_source_that_stops_early_is_told_and_fails_the_command(
    desk: Desk, newsroom: Newsroom
) -> None:
    newsroom.bodies["/gull"] = b"<html><body>Sign in</body></html>"
    done = desk(*PAGES, "--since", "2025-12-01")
    assert done.code == 1
    assert "gull-all, WordPress pages: an HTML page instead of a feed" in done.err
    assert "Run the same command again" in done.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--since", "soon"), "--since soon is no date in the past"),
        (("--since", "2999-01-01"), "is no date in the past"),
        (("--since", "2025-12-01", "--source", "tape"), "no source tape"),
        (("--since", "2025-12-01", "--outlet", "gul"), "Did you mean gull?"),
        (("--since", "2025-12-01", "--csv", "missing.csv"), "missing.csv cannot be read"),
        (("--since", "2025-12-01", "--engine", "swarm"), "'swarm' is no engine"),
        ((), "--since"),
    ],
)
def test_bad_input_is_refused_in_a_line(polled: Desk, words: tuple[str, ...], says: str) -> None:
    refused(polled("backfill", *words), says)


def test_a_list_that_is_not_there_leaves_no_store_behind(desk: Desk) -> None:
    refused(desk("backfill", "--since", "2025-12-01", "--csv", "missing.csv"), "missing.csv")
    assert not (desk.folder / "desk.db").exists()
