"""OPML: whose feed an outline is, what is left out, and the way there and back."""

from __future__ import annotations

import gzip
import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.errors import ConfigError
from feeds.model import Feed, Outlet
from feeds.opml import inspect_opml, read_opml, write_opml
from feeds.opml.outline import folder_of
from feeds.outlets import feed_id, load_outlets
from feeds.subjects import BUNDLED

CASES = Path(__file__).parent.parent / "cases"
KNOWN = load_outlets(CASES / "outlets" / "good.toml").outlets
STREAM = Path(os.environ.get("COVERLINE_SHARED", "../shared")) / "corpus"


def read(name: str, known: tuple[Outlet, ...] = ()) -> dict[str, Outlet]:
    data = (CASES / "opml" / name).read_bytes()
    return {outlet.id: outlet for outlet in read_opml(data, name, known)}


def test_feeds_of_one_host_are_one_outlet_in_whatever_category() -> None:
    gull = read("nested.opml")["gull-example"]
    assert (gull.name, gull.kind, gull.country, gull.zone) == ("gull.example", "portal", "", "UTC")
    assert [feed.edition for feed in gull.feeds] == ["Gull: harbour", "Gull: fish"]
    assert [feed.language for feed in gull.feeds] == ["", "en"]
    assert gull.languages == ("en",)


def test_a_feed_without_a_page_belongs_to_its_own_host() -> None:
    beacon = read("nested.opml")["feeds-beacon-example"]
    assert (beacon.name, beacon.languages) == ("إذاعة المنارة", ("ar",))


def test_a_feed_on_this_machine_without_a_page_is_named_by_its_text() -> None:
    outlets = read("nested.opml")
    assert (outlets["tern-sons"].name, outlets["the-tide"].name) == ("Tern & Sons", "The tide")


def test_every_feed_has_the_id_of_its_outlet_and_url() -> None:
    for outlet in read("nested.opml").values():
        for feed in outlet.feeds:
            assert feed.id == feed_id(outlet.id, feed.url)
            assert feed.outlet_id == outlet.id


def test_a_known_feed_comes_back_as_it_is_known() -> None:
    gull = read("known.opml", KNOWN)["gull"]
    assert replace(gull, feeds=()) == replace(KNOWN[0], feeds=())
    assert gull.feeds[0] == replace(KNOWN[0].feeds[1], title="as we poll it")


def test_a_copy_of_a_known_feed_keeps_its_own_address() -> None:
    copy = read("known.opml", KNOWN)["gull"].feeds[1]
    assert (copy.url, copy.language) == ("http://127.0.0.1:9/feed/gull-ar", "ar")
    assert copy.id == feed_id("gull", copy.url)


def test_a_new_feed_of_a_known_host_joins_its_outlet() -> None:
    weather = read("known.opml", KNOWN)["gull"].feeds[2]
    assert (weather.url, weather.language) == ("https://cdn.example/gull-weather", "en")
    assert weather.note == "from an OPML list, which does not tell its scope"


def test_a_feed_that_is_off_at_ours_is_on_when_a_list_asks_for_it() -> None:
    assert read("known.opml", KNOWN)["beacon"].feeds[0].enabled


def test_a_stranger_is_a_stranger() -> None:
    assert read("known.opml", KNOWN)["stranger-example"].alignment == ()


def test_an_archive_of_one_host_is_one_outlet() -> None:
    tower, mail = read("one-host.opml").values()
    assert (tower.id, len(tower.feeds)) == ("feeds-tower-example", 3)
    assert (mail.name, len(mail.feeds)) == ("mail.tower.example", 1)


def test_a_host_of_two_known_outlets_is_told_by_its_first_folder_or_not_at_all() -> None:
    known = (tower("tower-news", "news"), tower("tower-arabic", "arabic"))
    found = read("one-host.opml", known)
    assert [len(found["tower-news"].feeds), len(found["feeds-tower-example"].feeds)] == [2, 1]
    assert [feed.edition for feed in found["tower-news"].feeds] == ["", ""]


def tower(outlet_id: str, folder: str) -> Outlet:
    feed = Feed(outlet_id, outlet_id, f"https://feeds.tower.example/{folder}/rss.xml", "en")
    return Outlet(outlet_id, "Tower", "Tower", "portal", "X", ("en",), "UTC", feeds=(feed,))


def test_outlines_that_cannot_be_used_are_told_and_the_rest_is_read() -> None:
    reading = inspect_opml((CASES / "opml" / "faulty.opml").read_bytes(), "faulty.opml")
    assert [feed.url for outlet in reading.outlets for feed in outlet.feeds] == [
        "https://gull.example/feed"
    ]
    assert reading.problems == (
        'faulty.opml, line 4: "No address" left out: xmlUrl="" is no web address.',
        'faulty.opml, line 5: "A mailbox" left out: '
        'xmlUrl="mailto:gull@gull.example" is no web address.',
        'faulty.opml, line 7: "Good again" left out: the feed stands twice.',
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("broken.opml", "broken.opml, line 3: broken XML"),
        ("bomb.opml", "bomb.opml, line 2: XML that is not read here"),
        ("login.html", "login.html, line 1: no OPML, it begins with <html>"),
        ("empty.opml", "empty.opml: no feed in it"),
    ],
)
def test_what_is_no_list_of_feeds_is_refused_with_its_line(name: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        read(name)
    assert caught.value.hint


def test_a_list_goes_out_and_comes_back() -> None:
    outlets = tuple(replace(outlet, owner=(), alignment=()) for outlet in KNOWN[:1])
    gull = replace(outlets[0], feeds=tuple(replace(f, terms="", note="") for f in outlets[0].feeds))
    back = read_opml(write_opml([gull], "ours").encode(), "ours.opml")
    assert replace(back[0], feeds=()) == replace(gull, feeds=())
    for feed, was in zip(back[0].feeds, gull.feeds, strict=True):
        assert replace(feed, id=was.id) == was  # an id given by hand is not in the list


def test_known_outlets_come_back_whole() -> None:
    book = load_outlets(BUNDLED / "syria" / "outlets.toml")
    polled = tuple(
        replace(outlet, feeds=feeds)
        for outlet in book.outlets
        if (feeds := tuple(feed for feed in outlet.feeds if feed.enabled))
    )
    assert read_opml(write_opml(book.outlets, "all").encode(), "all", book.outlets) == polled


def test_feeds_that_are_off_are_not_handed_on() -> None:
    assert "beacon.example" not in write_opml(KNOWN, "ours")


def test_odd_characters_survive_the_way() -> None:
    odd = replace(KNOWN[0], id="odd", name='Fish & "Chips" <النورس>', native_name="x")
    assert read_opml(write_opml([odd], "a & b").encode(), "odd")[0].name == odd.name


def test_a_foreign_list_keeps_its_folders_categories_pages_and_titles() -> None:
    reading = inspect_opml((CASES / "opml" / "foreign.opml").read_bytes(), "foreign.opml")
    feeds = {feed.title: feed for outlet in reading.outlets for feed in outlet.feeds}
    assert feeds["Gull talks"].categories == (
        "/Quay & pier/Radio%2FTV/",
        "/Sound/Speech",
        "harbour",
        "50%",
    )
    assert feeds["Gull talks"].page == "https://gull.example/talks"
    assert feeds["Tern daily"].categories == ("/Quay & pier/", "/الصباح/")
    assert feeds["Beacon"].categories == ("/الصباح/",)
    assert feeds["Alone"].categories == ()
    again = {
        tuple(outline.get("text") for outline in way)
        for way in ways(write_opml(reading.outlets, "again"))
    }
    assert {
        ("Quay & pier", "Radio/TV", "Gull talks"),
        ("Quay & pier", "Tern daily"),
        ("الصباح", "Tern daily"),
        ("الصباح", "Beacon"),
        ("Alone", "Alone"),
    } < again


def ways(text: str) -> Iterator[tuple[ET.Element, ...]]:
    """Each feed of a list with the outlines around it, outermost first."""

    def below(element: ET.Element, around: tuple[ET.Element, ...]) -> Iterator[tuple[Any, ...]]:
        for outline in element.findall("outline"):
            way = (*around, outline)
            yield from [way] if "xmlUrl" in outline.attrib else below(outline, way)

    body = ET.fromstring(text).find("body")
    assert body is not None
    yield from below(body, ())


def test_a_proxy_is_handed_on_without_its_password_and_a_bad_one_is_told() -> None:
    reading = inspect_opml((CASES / "opml" / "foreign.opml").read_bytes(), "foreign.opml")
    assert len(reading.problems) == 1
    assert '"Hidden": its proxy socks5://proxy.example was left out: SOCKS' in reading.problems[0]
    text = write_opml(reading.outlets, "again")
    assert 'coverline:proxy="http://proxy.example:3128"' in text
    assert "s3cret" not in text + reading.problems[0]
    far = next(outlet for outlet in reading.outlets if outlet.id == "far-example")
    assert far.feeds[0].proxy == "http://me:s3cret@proxy.example:3128"
    back = read_opml(text.encode(), "again.opml", reading.outlets)
    assert next(outlet for outlet in back if outlet.id == "far-example").feeds == far.feeds


def test_a_feed_is_handed_on_without_its_password_and_known_again() -> None:
    feed = replace(Feed("gull-all", "gull", "", "en"), url="https://me:s3cret@gull.example/rss")
    gull = replace(KNOWN[0], id="gull", feeds=(feed,))
    text = write_opml([gull], "again")
    assert 'xmlUrl="https://gull.example/rss"' in text
    assert [outlet.feeds for outlet in read_opml(text.encode(), "again.opml", [gull])] == [(feed,)]


def test_a_list_from_the_web_sets_no_proxy() -> None:
    data = (CASES / "opml" / "foreign.opml").read_bytes()
    reading = inspect_opml(data, "https://lists.example/foreign.opml")
    assert {feed.proxy for outlet in reading.outlets for feed in outlet.feeds} == {""}
    assert len(reading.problems) == 2
    assert "save it and import the file" in reading.problems[0]


@pytest.mark.parametrize("name", ["foreign.opml", "nested.opml", "one-host.opml"])
def test_what_was_exported_is_exported_again_byte_for_byte(name: str) -> None:
    first = write_opml(tuple(read(name).values()), "mine")
    second = write_opml(read_opml(first.encode(), "first.opml"), "mine")
    assert second == first
    assert write_opml(read_opml(second.encode(), "second.opml"), "mine") == first


NAMES = st.sampled_from(["Morning", "a/b", "50%", "%2F", "صباح", " x "])
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=3), max_size=3)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(PATHS, min_size=1, max_size=5))
def test_any_folders_come_back_as_they_were(feeds: list[list[list[str]]]) -> None:
    outlets = []
    for number, paths in enumerate(feeds):
        folders = tuple(dict.fromkeys(folder_of(name.strip() for name in path) for path in paths))
        url = f"https://o{number}.example/rss"
        feed = Feed(feed_id(f"o{number}", url), f"o{number}", url, "en", categories=folders)
        outlets.append(
            Outlet(f"o{number}", f"O {number}", "O", "portal", "X", ("en",), "UTC", feeds=(feed,))
        )
    first = write_opml(outlets, "ours")
    back = {outlet.id: outlet for outlet in read_opml(first.encode(), "ours.opml")}
    for outlet in outlets:
        assert set(back[outlet.id].feeds[0].categories) == set(outlet.feeds[0].categories)
    again = read_opml(write_opml(sorted(back.values(), key=_id), "x").encode(), "x.opml")
    assert write_opml(sorted(again, key=_id), "x") == write_opml(
        sorted(back.values(), key=_id), "x"
    )


def _id(outlet: Outlet) -> str:
    return outlet.id


@pytest.mark.corpus
def test_the_archive_of_real_feeds_is_read_whole() -> None:
    path = STREAM / "stream-2026-01-01_06.jsonl.gz"
    if not path.exists():
        pytest.skip("the archive of real feeds is not at COVERLINE_SHARED")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        urls = sorted({json.loads(line)["feed_url"] for line in lines})
    outlets = read_opml(
        archive(urls), "archive", load_outlets(BUNDLED / "syria" / "outlets.toml").outlets
    )
    assert sum(len(outlet.feeds) for outlet in outlets) == len(urls)
    assert {"new-arab", "bbc-news", "new-york-times"} < {outlet.id for outlet in outlets}


def archive(urls: list[str]) -> bytes:
    rows = "".join(
        f'<outline type="rss" text={quoteattr(urlsplit(url).netloc)} '
        f'xmlUrl="http://127.0.0.1:9/feed/{number}" htmlUrl={quoteattr(url)}/>'
        for number, url in enumerate(urls)
    )
    return f'<opml version="2.0"><body>{rows}</body></opml>'.encode()
