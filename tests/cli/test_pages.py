"""`--fetch-pages`: the pages of undated stories, read from a real server where a user asks."""

from __future__ import annotations

import pytest

from tests.cli.desk import Desk
from tests.cli.newsroom import Newsroom

UNDATED = """<rss version="2.0"><channel><title>gull</title>
<item><guid>1</guid><link>{url}/gull/fog</link><title>Ferry delayed by fog</title></item>
<item><guid>2</guid><link>{url}/gull/cup</link><title>Keeper wins the cup</title></item>
</channel></rss>"""
PAGE = """<html><head><title>Ferry delayed by fog | The Gull</title>
<meta property="article:published_time" content="2026-01-02T09:30:00+02:00"></head>
<body><h1>Ferry delayed by fog</h1></body></html>"""


@pytest.fixture
def undated(desk: Desk, newsroom: Newsroom) -> Desk:
    """A desk whose gull gives no dates, but on one of its pages."""
    newsroom.bodies["/gull"] = UNDATED.format(url=newsroom.url).encode()
    newsroom.bodies["/gull/fog"] = PAGE.encode()
    newsroom.bodies["/gull/cup"] = b"<html><body><h1>Keeper wins the cup</h1></body></html>"
    newsroom.bodies["/robots.txt"] = b"User-agent: *\nAllow: /\n"
    return desk


def poll(desk: Desk, *words: str) -> str:
    done = desk("--subject", "quay", "poll", *words)
    assert done.code == 0, done
    return done.out


def test_a_page_dates_its_story_and_explain_tells_so(undated: Desk, newsroom: Newsroom) -> None:
    assert "2 pages of stories asked for; 1 story dated by them." in poll(undated, "--fetch-pages")
    told = " ".join(undated("explain", f"{newsroom.url}/gull/fog").out.split())
    assert "Published on 2 January 2026, 09:30 in Athens (07:30 UTC)." in told
    assert "the story’s web page does. This is fairly sure." in told
    assert "because its page says '2026-01-02T09:30:00+02:00'." in told
    assert "Its page says '2026-01-02T09:30:00+02:00': read as 2 January 2026, 07:30 UTC" in told
    told = undated("explain", f"{newsroom.url}/gull/cup").out
    assert "the page gives no date." in told


def test_no_page_is_asked_twice(undated: Desk, newsroom: Newsroom) -> None:
    poll(undated, "--fetch-pages")
    assert "asked for" not in poll(undated, "--fetch-pages", "--all")
    assert (newsroom.asked["/gull/fog"], newsroom.asked["/gull/cup"]) == (1, 1)


def test_no_page_is_asked_unless_the_user_says_so(undated: Desk, newsroom: Newsroom) -> None:
    assert "asked for" not in poll(undated)
    assert not newsroom.asked["/gull/fog"]
    assert not newsroom.asked["/robots.txt"]
