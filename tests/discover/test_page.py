"""Which feeds a page may have: each case is a page whose first comment tells what is found."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from feeds.discover.page import MOST, guesses, read_page

PAGES = sorted((Path(__file__).parent.parent / "cases" / "discover").glob("*.html"))
ALTERNATE = '<link rel="alternate" type="application/rss+xml" href="/{0}.xml">'


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_its_feeds_likeliest_first(path: Path) -> None:
    text = path.read_text("utf-8")
    url, title, *expected = text.removeprefix("<!-- ").partition("\n-->")[0].splitlines()
    page = read_page(text, url)
    assert page.title == title
    assert [f"{found.why} {found.url}" for found in page.candidates] == expected


def test_a_page_gives_few_however_many_it_declares() -> None:
    page = read_page("".join(map(ALTERNATE.format, range(500))), "https://gull.example/")
    assert len(page.candidates) == MOST


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<!--", "<![x", "<", "&", "<a href='", "</a ", '<a href="/rss">rss'],
)
def test_a_hostile_page_costs_little(piece: str) -> None:
    begun = time.process_time()
    read_page(piece * 200_000, "https://gull.example/")
    assert time.process_time() - begun < 5


def test_usual_places_are_below_the_page_and_below_its_host() -> None:
    below = [found.url for found in guesses("https://gull.example/ar/?x=1")]
    assert below[0] == "https://gull.example/ar/feed"
    assert {"https://gull.example/rss.xml", "https://gull.example/?feed=rss2"} <= set(below)
    deep = [found.url for found in guesses("https://gull.example/2026/01/fog.html")]
    assert deep[0] == "https://gull.example/feed"
    assert len(deep) == len(set(deep)) < 10
