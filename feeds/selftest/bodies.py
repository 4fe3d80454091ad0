"""Questions on bodies: how they are packed, cut, written, and what hides in them."""

from __future__ import annotations

import codecs
import gzip
import time
import zlib

import brotli  # type: ignore[import-untyped]

from feeds.selftest.answers import raw, says
from feeds.selftest.desk import Desk, expect, same
from feeds.selftest.documents import Item, rss

FEED = rss("cba").encode()
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n"


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKED = {
    "gzip": gzip.compress(FEED, mtime=0),
    "x-gzip": gzip.compress(FEED, mtime=0),
    "gzip-in-two": gzip.compress(FEED[:99], mtime=0) + gzip.compress(FEED[99:], mtime=0),
    "deflate": zlib.compress(FEED),
    "deflate-bare": _raw_deflate(FEED),
    "br": brotli.compress(FEED),
    "identity": FEED,
}
CODING = {"gzip-in-two": "gzip", "deflate-bare": "deflate"}
BROKEN = {
    "gzip cut short": says(PACKED["gzip"][:-12], content_encoding="gzip"),
    "deflate cut short": says(PACKED["deflate"][:-12], content_encoding="deflate"),
    "br cut short": says(PACKED["br"][:-12], content_encoding="br"),
    "no gzip at all": says(FEED, content_encoding="gzip"),
    "fewer bytes than promised": raw(HEAD + b"content-length: 9999\r\n\r\n" + FEED),
    "a broken chunk": raw(HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n" + FEED),
    "no last chunk": raw(HEAD + b"transfer-encoding: chunked\r\n\r\n5\r\n<rss>\r\n"),
    "no answer": raw(b""),
    "no HTTP": raw(b"220 ferry.example ESMTP\r\n\r\n"),
}


def encodings(desk: Desk) -> None:
    """gzip, deflate and brotli are expanded; a body that was cut short is no coverage."""
    packed = {
        name: desk.feed(name, says(body, content_encoding=CODING.get(name, name)))
        for name, body in PACKED.items()
    }
    desk.poll()
    for name, feed in packed.items():
        poll = desk.last(feed)
        same(f"entries ({name})", (poll.error, poll.entries_new), ("", 3))
    accepted = desk.asked(packed["gzip"])[0].header("Accept-Encoding") or b""
    expect(all(name in accepted for name in (b"gzip", b"deflate", b"br")), f"asks for {accepted!r}")
    feed = packed["identity"]
    for what, answer in BROKEN.items():
        poll = desk.polled(feed, answer)
        same(f"outcome of {what}", (poll.outcome, poll.observed_from_at), ("failed", None))
        expect(bool(poll.error), f"the ledger does not say what is wrong: {what}")
    same("entries after these", len(desk.entries(feed)), 3)
    desk.polled(feed, says(FEED[: FEED.rindex(b"<title>")]))
    expect(bool(desk.state(feed).alarm), "a document that breaks off raises no alarm")


ARABIC = "وصول العبارة إلى الميناء بعد توقف طويل"


def _arabic(encoding: str, prolog: str = "", bom: bytes = b"") -> bytes:
    head = f'<?xml version="1.0" encoding="{prolog}"?>' if prolog else ""
    return bom + rss([Item("a", ARABIC)], prolog=head).encode(encoding)


WRITTEN = {  # name: (body, charset of the header)
    "prolog": (_arabic("cp1256", "windows-1256"), ""),
    "header": (_arabic("cp1256"), "windows-1256"),
    "header-over-prolog": (_arabic("cp1256", "utf-8"), "windows-1256"),
    "prolog-over-default": (_arabic("cp1256", "windows-1256"), "ISO-8859-1"),
    "bytes-over-prolog": (_arabic("utf-8", "windows-1256"), ""),
    "bytes-over-header": (_arabic("utf-8"), "iso-8859-1"),
    "bom-over-header": (_arabic("utf-8", "", codecs.BOM_UTF8), "windows-1256"),
    "utf16-bom": (_arabic("utf-16-le", "utf-8", codecs.BOM_UTF16_LE), "utf-8"),
    "utf16-bare": (_arabic("utf-16-be"), ""),
}


def charsets(desk: Desk) -> None:
    """Where header, BOM and prolog contradict each other, the letters still come out right."""
    for name, (body, charset) in WRITTEN.items():
        kind = f"text/xml; charset={charset}" if charset else "text/xml"
        desk.feed(name, says(body, content_type=kind))
    desk.poll()
    for name, feed in desk.feeds.items():
        same(f"title ({name})", desk.titles(feed), [ARABIC])


BOMB = "<!DOCTYPE rss [<!ENTITY a 'ferry ferry ferry '>" + "".join(
    f"<!ENTITY {name} '{f'&{inner};' * 10}'>"
    for inner, name in zip("abcdefghi", "bcdefghij", strict=True)
)
TRICKS = (
    Item("j", link="javascript:alert(1)", guid=""),
    Item("d", link="data:text/html,alert(1)", guid=""),
    Item("v", link=" vbscript:alert(1)", guid=""),
    Item("t", link="java&#10;script:alert(1)", guid=""),
)
SCRIPTS = (
    "&lt;script&gt;alert(1)&lt;/script&gt;In port",
    "<![CDATA[<script>alert(1)</script>In port]]>",
    "<![CDATA[<img src=x onerror=alert(1)>In <b>port</b>]]>",
    "&lt;style&gt;alert(1)&lt;/style&gt;In port",
)


def hostile_xml(desk: Desk) -> None:
    """External entities and bombs are refused, NULs survived, scripts and their links dropped."""
    outside = desk.origin.url("/outside")
    declared = (
        f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{outside}'><!ENTITY y SYSTEM 'file:///etc/hosts'>]>"
    )
    refused = {
        "external": rss([Item("a", "&x;&y;")], prolog=declared),
        "dtd": rss(
            [Item("a", "&x;")], prolog=f"<!DOCTYPE rss [<!ENTITY % p SYSTEM '{outside}'> %p;]>"
        ),
        "bomb": rss([Item("a", "&j;")], prolog=f"{BOMB}]>"),
    }
    begun = time.monotonic()
    for name, body in refused.items():
        desk.feed(name, says(body))
    desk.poll()
    expect(time.monotonic() - begun < 5, "an entity bomb takes its time")
    for name, feed in desk.feeds.items():
        same(f"outcome ({name})", desk.last(feed).outcome, "not-a-feed")
        same(f"entries ({name})", desk.titles(feed), [])
    same("external entities that were fetched", len(desk.origin.asked("/outside")), 0)
    _survived(desk)
    _dropped(desk)


def _survived(desk: Desk) -> None:
    body = rss([Item("a", "Ferry&nbsp;is&hellip;\0 in\x08")])
    feed = desk.feed("dirty", says(body))
    desk.poll()
    same("title with a NUL and undeclared entities", desk.titles(feed), ["Ferry is… in"])


def _dropped(desk: Desk) -> None:
    links = desk.feed("links", says(rss(TRICKS)))
    items = [Item(f"s{n}", text, guid="", summary=text) for n, text in enumerate(SCRIPTS)]
    scripts = desk.feed("scripts", says(rss(items)))
    desk.poll()
    same("links that could run", [entry.raw.link for entry in desk.entries(links)], [""] * 4)
    for entry in desk.entries(scripts):
        same("title without its script", (entry.raw.title, entry.raw.summary), ("In port",) * 2)
