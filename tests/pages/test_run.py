"""Pages asked for on a real server: politely, once, and only where they may help."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from feeds.model import Derived, Feed, FeedState, Outlet, Story, StoryDate, Subject
from feeds.pages.run import PageReader
from feeds.settings import Settings
from feeds.store import Store, open_store

NOW = datetime(2026, 1, 5, 13, tzinfo=UTC)
SEEN = NOW - timedelta(hours=1)
PAGE = """<html><head><title>{title}</title>
<meta property="article:published_time" content="2026-01-05T09:30:00Z"></head>
<body><h1>{title}</h1></body></html>"""


class Site:
    """A web site whose pages and robots.txt a test sets; remembers what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, str, str]] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                status, kind, text = site.pages.get(self.path, (404, "text/html", ""))
                body = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                if status in (301, 302):
                    self.send_header("Location", text)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Not a word."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def has(self, path: str, text: str, status: int = 200, kind: str = "text/html") -> None:
        self.pages[path] = (status, kind, text)


@pytest.fixture
def site() -> Iterator[Site]:
    one = Site()
    yield one
    one.server.shutdown()
    one.server.server_close()
    one.thread.join(timeout=5)


class Desk:
    """A store with an outlet of that site and stories without a date."""

    def __init__(self, folder: Path, site: Site) -> None:
        feed = Feed("harbour-feed", "harbour", f"{site.url}/rss", "en")
        names = ("Harbour", "Harbour", "newspaper", "Nowhere", ("en",), "UTC")
        outlet = Outlet("harbour", *names, feeds=(feed,))
        self.store: Store = open_store(f"sqlite:///{folder}/pages.db")
        self.store.save_outlets([outlet])
        self.subject = Subject("river", "River", "", "UTC", (outlet,), (), ())
        self.settings = Settings(allow_private=True, host_spacing=0.0)
        self.reader = PageReader(self.store, self.subject, self.settings)

    def has(self, name: str, url: str, title: str, basis: str = "none") -> None:
        date = StoryDate(SEEN, SEEN - timedelta(days=30), SEEN, basis, "interval", "low")  # type: ignore[arg-type]
        held = Story(
            name, "harbour", "harbour-feed", url, url, title, "", "en", "news", "title", date, SEEN
        )  # fmt: skip
        self.store.save_derived(Derived(0, stories=(held,)))

    def reads(self) -> tuple[int, int]:
        looked = self.reader.run(lambda: NOW)
        return looked.asked, looked.redated

    def problem(self, name: str) -> str:
        return self.store.pages([name])[name].problem


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> Iterator[Desk]:
    one = Desk(tmp_path, site)
    yield one
    one.store.close()


def test_an_undated_story_is_dated_by_its_page_and_its_ledger_says_so(
    desk: Desk, site: Site
) -> None:
    site.has("/ferry", PAGE.format(title="Ferry resumes"))
    desk.has("s1", f"{site.url}/ferry", "Ferry resumes")
    assert desk.reads() == (1, 1)
    dated = desk.store.stories(["s1"])["s1"].date
    assert (dated.basis, dated.published_at) == ("page", datetime(2026, 1, 5, 9, 30, tzinfo=UTC))
    (line,) = desk.store.redatings("s1")
    assert (line.before_at, line.reason) == (SEEN, "its page says '2026-01-05T09:30:00Z'")


def test_no_page_is_asked_twice_whatever_came_of_it(desk: Desk, site: Site) -> None:
    for name in ("gone", "ferry"):
        desk.has(name, f"{site.url}/{name}", "Ferry resumes")
    site.has("/ferry", "<html><body><h1>Ferry resumes</h1></body></html>")
    assert desk.reads() == (2, 0)
    assert desk.reads() == (0, 0)
    assert sorted(site.asked) == ["/ferry", "/gone", "/robots.txt"]
    assert desk.problem("gone") == "HTTP 404 Not Found"
    assert desk.problem("ferry") == "the page gives no date"


def test_what_robots_txt_closes_is_left_alone(desk: Desk, site: Site) -> None:
    site.has("/robots.txt", "User-agent: Coverline\nDisallow: /private/\n", kind="text/plain")
    desk.has("s1", f"{site.url}/private/ferry", "Ferry resumes")
    desk.reads()
    assert site.asked == ["/robots.txt"]
    assert desk.problem("s1") == "robots.txt asks not to read it"


def test_a_site_whose_robots_txt_fails_is_left_alone(desk: Desk, site: Site) -> None:
    site.has("/robots.txt", "down", status=503)
    desk.has("s1", f"{site.url}/ferry", "Ferry resumes")
    desk.reads()
    assert site.asked == ["/robots.txt"]
    assert "robots.txt could not be read: HTTP 503" in desk.problem("s1")


def test_a_site_that_asks_for_pauses_gives_one_page_a_pass(desk: Desk, site: Site) -> None:
    site.has("/robots.txt", "User-agent: *\nCrawl-delay: 30\n", kind="text/plain")
    for name in ("one", "two"):
        site.has(f"/{name}", PAGE.format(title="Ferry resumes"))
        desk.has(name, f"{site.url}/{name}", "Ferry resumes")
    assert desk.reads() == (1, 1)
    assert desk.reads() == (1, 1)


def test_another_site_and_other_schemes_are_never_asked(desk: Desk, site: Site) -> None:
    links = ("http://elsewhere.example/x", "ftp://127.0.0.1/x", "http://u:p@127.0.0.1/x")
    for number, link in enumerate(links):
        desk.has(f"s{number}", link, "Ferry resumes")
    assert desk.reads() == (0, 0)
    assert site.asked == []
    assert desk.problem("s0") == "its address is not on the outlet's own site"


def test_a_page_that_leads_elsewhere_or_to_the_front_is_not_the_storys(
    desk: Desk, site: Site
) -> None:
    site.has("/", PAGE.format(title="Ferry resumes"))
    site.has("/ferry", f"{site.url}/", status=302)
    desk.has("s1", f"{site.url}/ferry", "Ferry resumes")
    site.has("/file", "%PDF", kind="application/pdf")
    desk.has("s2", f"{site.url}/file", "Ferry resumes")
    assert desk.reads() == (2, 0)
    assert desk.problem("s1") == "it leads to the front page"
    assert desk.problem("s2") == "it is no web page but application/pdf"


def test_private_addresses_are_refused_unless_the_settings_allow_them(
    desk: Desk, site: Site
) -> None:
    desk.has("s1", f"{site.url}/ferry", "Ferry resumes")
    guarded = PageReader(desk.store, desk.subject, Settings(host_spacing=0.0))
    guarded.run(lambda: NOW)
    assert site.asked == []
    assert "robots.txt could not be read" in desk.problem("s1")


def test_a_dated_story_needs_no_page(desk: Desk, site: Site) -> None:
    desk.has("s1", f"{site.url}/ferry", "Ferry resumes", basis="published")
    assert desk.reads() == (0, 0)
    assert site.asked == []


def test_at_most_ten_pages_of_a_host_are_asked_in_a_pass(desk: Desk, site: Site) -> None:
    for number in range(12):
        desk.has(f"s{number:02}", f"{site.url}/{number}", "Ferry resumes")
    assert desk.reads() == (10, 0)
    assert desk.reads() == (2, 0)


def test_the_host_of_what_the_feed_links_to_is_the_outlets_own(desk: Desk, site: Site) -> None:
    desk.store.keep_states([FeedState("harbour-feed", link_host="quay.example")])
    desk.has("s1", "http://news.quay.example:9/x", "Ferry resumes")
    assert desk.reads() == (1, 0)
