"""Answers travel packed to browsers that unpack, and as they are to others."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from dashboard.app import create_app
from tests.dashboard.fakes.world import river, subject

TAKES = {"Accept-Encoding": "gzip, br"}


@pytest.fixture(scope="module")
def browser() -> Any:
    return create_app(river(), subject()).server.test_client()


def a_script(browser: Any) -> str:
    page = str(browser.get("/").text)
    return next(part for part in page.split('"') if part.endswith(".js") and "suites" in part)


def test_a_page_is_the_same_packed_and_plain(browser: Any) -> None:
    plain, packed = browser.get("/_dash-layout"), browser.get("/_dash-layout", headers=TAKES)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert packed.headers.getlist("Vary") == ["Accept-Language", "Accept-Encoding"]


def test_a_script_is_the_same_packed_each_time(browser: Any) -> None:
    path = a_script(browser)
    plain, packed = browser.get(path), browser.get(path, headers=TAKES)
    assert gzip.decompress(packed.data) == plain.data
    assert browser.get(path, headers=TAKES).data == packed.data


def test_what_is_saved_as_a_file_and_what_is_short_travel_as_they_are(browser: Any) -> None:
    assert "Content-Encoding" not in browser.get("/stories.csv?span=all", headers=TAKES).headers
    assert "Content-Encoding" not in browser.get("/health", headers=TAKES).headers


def test_a_browser_that_refuses_packing_gets_none(browser: Any) -> None:
    answer = browser.get("/_dash-layout", headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in answer.headers
