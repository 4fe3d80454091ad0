"""News sitemaps: headline, address and date become entries; they vouch for nothing."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.backfill.desk import Desk, item, rss
from tests.backfill.shelf import Answer, Shelf, says

FEB = datetime(2026, 2, 20, tzinfo=UTC)
DAY = timedelta(days=1)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset '
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
)


def story(name: str, at: datetime | str = FEB, title: str = "", language: str = "en") -> str:
    """A story as a news sitemap lists it; `SITE` stands for the server."""
    date = at if isinstance(at, str) else at.isoformat()
    said = title or f"Story {name}"
    return (
        f"<url><loc>SITE/{name}</loc>"
        "<image:image><image:title>A picture of the quay</image:title></image:image>"
        f"<news:news><news:publication><news:name>Quay</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{date}</news:publication_date>"
        f"<news:title>{said}</news:title></news:news></url>"
    )


def urlset(shelf: Shelf, *urls: str) -> str:
    """A sitemap of stories."""
    return f"{HEAD}{''.join(urls)}</urlset>".replace("SITE", shelf.url)


def index(shelf: Shelf, *places: tuple[str, str]) -> str:
    """An index of (path, lastmod)."""
    rows = (
        f"<sitemap><loc>{shelf.url}{path}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + "</sitemap>"
        for path, changed in places
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(rows)}</sitemapindex>'


@pytest.fixture
def desk(tmp_path: Path, shelf: Shelf) -> Desk:
    return Desk(tmp_path, shelf.url + "/feed")


def test_stories_of_the_usual_sitemap_become_entries(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/sitemap.xml", urlset(shelf, story("a", title="Quay &amp; pier"), story("b")))
    (came,) = desk.fetch("sitemap")
    assert (came.entries, came.problem, came.note) == (2, "", "1 sitemap")
    entry = next(e for e in desk.entries() if e.raw.link.endswith("/a"))
    assert (entry.raw.title, entry.raw.published_raw) == ("Quay & pier", FEB.isoformat())
    assert (entry.source, entry.captured_at, entry.listed_after_at) == ("sitemap", None, None)


def test_they_vouch_for_no_time(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/sitemap.xml", urlset(shelf, story("a"), story("b", FEB - DAY)))
    desk.fetch("sitemap")
    assert [(p.source, p.observed_from_at) for p in desk.polls()] == [("sitemap", None)]


def test_robots_names_sitemaps_and_indexes_lead_to_more_each_once(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/robots.txt", f"User-agent: *\nSitemap: {shelf.url}/index.xml\nSITEMAP:/index.xml\n")
    loop = ("/index.xml", "")
    shelf.on(
        "/index.xml", index(shelf, ("/new.xml", "2026-02-20"), ("/old.xml", "2019-01-01"), loop)
    )
    shelf.on("/new.xml", urlset(shelf, story("a")))
    assert desk.fetch("sitemap")[0].entries == 1
    assert shelf.asked == [
        "/robots.txt", "/index.xml", "/sitemap.xml", "/news-sitemap.xml", "/new.xml",
    ]  # fmt: skip


def test_a_sitemap_kept_as_gzip_is_read(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/robots.txt", "Sitemap: /news.xml.gz")
    packed = gzip.compress(urlset(shelf, story("a")).encode())
    shelf.on("/news.xml.gz", says(packed, content_type="application/x-gzip"))
    assert desk.fetch("sitemap")[0].entries == 1


@pytest.mark.parametrize(
    "bad",
    [
        says("<html><body>Not found</body></html>"),
        says(gzip.compress(b"<urlset>")[:-9]),
        says('<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>'),
        says("busy", 404),
        says(""),
        says(rss([item("x")])),
    ],
    ids=["page", "cut-gzip", "entities", "404", "nothing", "a-feed"],
)
def test_what_is_no_sitemap_is_passed_over(desk: Desk, shelf: Shelf, bad: Answer) -> None:
    shelf.on("/sitemap.xml", bad)
    shelf.on("/news-sitemap.xml", urlset(shelf, story("a")))
    (came,) = desk.fetch("sitemap")
    assert (came.entries, came.problem) == (1, "")


def test_of_a_sitemap_that_breaks_off_what_came_before_is_kept(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/sitemap.xml", urlset(shelf, story("a"), story("b"))[:-40])
    assert desk.fetch("sitemap")[0].entries == 1


def test_bare_addresses_other_sites_and_other_languages_are_left_out_and_counted(
    desk: Desk, shelf: Shelf
) -> None:
    shelf.on(
        "/sitemap.xml",
        urlset(
            shelf,
            story("a"),
            "<url><loc>SITE/about</loc><lastmod>2026-02-01</lastmod></url>",
            story("undated", ""),
            story("fr", language="fr"),
            story("x").replace("SITE", "https://elsewhere.example"),
        ),
    )
    (came,) = desk.fetch("sitemap")
    assert came.entries == 1
    assert came.note == (
        "1 sitemap, 2 addresses without headline or date left out, "
        "2 stories of another site or language left out"
    )


def test_only_what_is_within_the_time_asked_for_is_taken(desk: Desk, shelf: Shelf) -> None:
    shelf.on(
        "/sitemap.xml",
        urlset(
            shelf, story("old", "2025-12-01"), story("a", "2026-01-05"), story("b", "2026-04-01")
        ),
    )
    desk.fetch("sitemap")
    assert desk.titles() == ["Story a"]


def test_a_feed_of_a_section_takes_no_sitemap(tmp_path: Path, shelf: Shelf) -> None:
    desk = Desk(tmp_path, shelf.url + "/feed", scope="section")
    shelf.on("/sitemap.xml", urlset(shelf, story("a")))
    (came,) = desk.fetch("sitemap")
    assert (came.entries, "whole site" in came.note, shelf.asked) == (0, True, [])


def test_a_story_known_by_its_link_is_not_doubled(desk: Desk, shelf: Shelf) -> None:
    listed = [item("a", FEB, site=shelf.url), item("z", FEB, site=shelf.url)]
    shelf.on("/feed", rss(listed))
    shelf.on("/feed?paged=2", rss([item("y", FEB - DAY, site=shelf.url)]))
    shelf.on("/sitemap.xml", urlset(shelf, story("a?utm_source=sitemap"), story("b")))
    desk.fetch("wordpress", "sitemap")
    assert sorted(desk.titles()) == ["Story a", "Story b", "Story y", "Story z"]


def test_a_second_run_adds_nothing(desk: Desk, shelf: Shelf) -> None:
    shelf.on("/sitemap.xml", urlset(shelf, story("a")))
    desk.fetch("sitemap")
    before = (desk.entries(), desk.polls(), len(shelf.asked))
    assert desk.fetch("sitemap")[0].skipped
    assert (desk.entries(), desk.polls(), len(shelf.asked)) == before


def test_a_limit_of_bytes_is_kept(desk: Desk, shelf: Shelf) -> None:
    desk.settings = replace(desk.settings, max_bytes=2_000)
    shelf.on("/sitemap.xml", urlset(shelf, *(story(str(n)) for n in range(50))))
    assert desk.fetch("sitemap")[0].entries == 0
