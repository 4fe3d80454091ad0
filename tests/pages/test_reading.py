"""What a web page says of its story's date, in several languages, and what it must not say."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from feeds.pages.reading import read

CASES = sorted((Path(__file__).parents[1] / "cases" / "pages").glob("*.html"))
ARTICLE = "<html><body><article><h1>Ferry</h1>{}</article></body></html>"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_page_gives_the_dates_of_its_own_story(path: Path) -> None:
    body = path.read_bytes()
    comment = body.partition(b"\n")[0].decode("cp1256" if "1256" in path.stem else "utf-8")
    wanted = json.loads(comment.removeprefix("<!-- ").removesuffix(" -->"))
    title, found = read(body.partition(b"\n")[2], "text/html")
    assert (title, [list(date) for date in found]) == (wanted["title"], wanted["found"])


def test_markup_and_control_characters_do_not_get_into_a_date() -> None:
    page = '<span class="date">5 January\u202e 2026 <b>\x1b[31m12:00</b></span>'
    _, found = read(ARTICLE.format(page).encode(), "text/html")
    assert found[0].raw == "5 January 2026 [31m12:00"


@pytest.mark.parametrize(
    "body",
    [b"", b"   ", b"\x00\x01", b"{}", b"<", b"%PDF-1.7", b"<!-- -->", b"<?xml?>"],
    ids=["empty", "blank", "nulls", "json", "angle", "pdf", "comment", "xml"],
)
def test_what_is_no_page_gives_nothing(body: bytes) -> None:
    assert read(body, "text/html")[1] == ()


HOSTILE = {
    "deep": "<div class=date>" * 50_000 + "1",
    "times": "<time datetime=2026-01-05>5</time>" * 50_000,
    "json": f"<script type='application/ld+json'>{'[' * 100_000}</script>",
    "objects": "<script type='application/ld+json'>["
    + ",".join(['{"@type":"Article","datePublished":"2026-01-05"}'] * 20_000)
    + "]</script>",
    "metas": '<meta name="date" content="x">' * 50_000,
    "lines": '<p class="date">1</p>' * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_in_good_time(name: str) -> None:
    started = time.process_time()
    read(ARTICLE.format(HOSTILE[name]).encode(), "text/html")
    assert time.process_time() - started < 5
