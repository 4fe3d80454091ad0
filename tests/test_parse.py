"""Documents as they come: each case is a file with what must be read from it beside it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from feeds.model import Parsed
from feeds.parse import parse

CASES = Path(__file__).parent / "cases" / "parse"
SHARED = Path(os.environ.get("COVERLINE_SHARED", Path(__file__).parents[1] / ".." / "shared"))
CORPUS = [SHARED / "corpus" / "raw", SHARED / "corpus" / "malformed"]
URL = "https://herald.example/feed.xml"


def read(body: bytes, content_type: str = "", max_entries: int = 100) -> Parsed:
    return parse(body, {"content-type": content_type} if content_type else {}, URL, max_entries)


def check(found: Any, expected: dict[str, Any]) -> None:
    """Every field that the expectation names; `field~` asks just for a part of it."""
    for name, value in expected.items():
        if name.endswith("~"):
            assert value in getattr(found, name[:-1])
        elif name == "entries":
            assert len(found.entries) == len(value)
            for entry, wanted in zip(found.entries, value, strict=True):
                check(entry, wanted)
        else:
            actual = getattr(found, name)
            assert (list(actual) if isinstance(actual, tuple) else actual) == value, name


@pytest.mark.parametrize("case", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_a_document_is_read_as_its_case_says(case: Path) -> None:
    check(read(case.with_suffix(".xml").read_bytes()), json.loads(case.read_text("utf-8")))


def rss(title: str, prolog: str = "") -> str:
    head = f'<?xml version="1.0" encoding="{prolog}"?>' if prolog else ""
    return f'{head}<rss version="2.0"><channel><item><title>{title}</title></item></channel></rss>'


ARABIC = "وصول القافلة إلى المدينة بعد توقف طويل"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (rss(ARABIC).encode(), ""),
        (rss(ARABIC).encode(), "text/xml"),
        (rss(ARABIC).encode(), "text/xml; charset=iso-8859-1"),
        (rss(ARABIC, "windows-1256").encode(), ""),
        (rss(ARABIC).encode("utf-8-sig"), "text/xml; charset=windows-1256"),
        (rss(ARABIC).encode("utf-16"), ""),
        (rss(ARABIC).encode("utf-16-be"), ""),
        (rss(ARABIC, "utf-16").encode(), ""),
        (rss(ARABIC, "windows-1256").encode("cp1256"), ""),
        (rss(ARABIC, "windows-1256").encode("cp1256"), "text/xml; charset=ISO-8859-1"),
        (rss(ARABIC).encode("cp1256"), 'text/xml; charset="windows-1256"'),
        (rss(ARABIC, "utf-8").encode("cp1256"), "text/xml; charset=windows-1256"),
    ],
)
def test_conflicting_charsets_end_in_the_right_letters(body: bytes, content_type: str) -> None:
    assert read(body, content_type).entries[0].title == ARABIC


def test_nuls_and_controls_do_not_cost_a_feed() -> None:
    parsed = read(rss("Bri\0dge\x08 opens").encode())
    assert (parsed.entries[0].title, parsed.problem) == ("Bridge opens", "")


def test_long_texts_are_cut_and_the_full_length_is_kept() -> None:
    body = "<rss version='2.0'><channel><item><title>T</title><content:encoded xmlns:content="
    body += f"'http://purl.org/rss/1.0/modules/content/'>{'word ' * 900}</content:encoded>"
    entry = read(f"{body}</item></channel></rss>".encode()).entries[0]
    assert (len(entry.summary), entry.content_chars) == (2000, 4499)


def test_too_many_entries_are_left_out_and_said() -> None:
    items = "".join(f"<item><guid>{n}</guid><title>{n}</title></item>" for n in range(5))
    body = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    parsed = read(body, max_entries=3)
    assert [entry.key for entry in parsed.entries] == ["0", "1", "2"]
    assert parsed.problem == "only the first 3 of 5 entries were taken"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 1000,
        b"\xff\xfe",
        bytes(range(256)) * 9,
        b"<" * 20_000,
        b"[" * 20_000,
        b"<!DOCTYPE [" * 2_000,
        b"<rss><![CDATA[" * 2_000,
        b"<rss>" + b"<a>" * 50_000,
        b"<rss version='2.0'><channel>" + b"<item><title>a" * 9_000,
        b"<!DOCTYPE r [<!ENTITY a '" + b"a" * 9_000 + b"'>]><rss>" + b"&a;" * 9_000,
    ],
)
def test_hostile_bytes_give_nothing_and_cost_little(body: bytes) -> None:
    begun = time.monotonic()
    parsed = read(body)
    assert parsed.entries == ()
    assert parsed.problem
    assert time.monotonic() - begun < 2


@pytest.mark.corpus
def test_every_document_of_the_corpus_has_a_clear_state() -> None:
    files = sorted(path for root in CORPUS for path in root.rglob("*") if path.is_file())
    if not files:
        pytest.skip(f"no corpus under {SHARED}: set COVERLINE_SHARED")
    for path in files:
        begun = time.monotonic()
        parsed = read(path.read_bytes(), max_entries=2000)
        assert time.monotonic() - begun < 5, path
        assert parsed.kind or parsed.problem, path
        assert all(entry.key for entry in parsed.entries), path
        assert not parsed.problem.startswith("unreadable"), path
        if path.parent.name == "raw":
            assert parsed.entries, path
            assert parsed.problem == "", path
