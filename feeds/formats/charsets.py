"""Bytes of a document as text: BOM, then what is valid, then what was declared (pure)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

import chardet

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BARE = (  # how `<?` or `<r` begins without a BOM
    (re.compile(rb"<\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0<"), "utf-32-be"),
    (re.compile(rb"<\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0<\0[^\0]"), "utf-16-be"),
)
PROLOG = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)""")
HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
SERVER_DEFAULTS = frozenset({"iso8859-1", "cp1252", "ascii"})  # said by servers that do not look
ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SAMPLE = 100_000


def decoded(body: bytes, content_type: str = "") -> str:
    """A document as text that XML allows; undecodable bytes become U+FFFD, never an error."""
    for bom, name in BOMS:
        if body.startswith(bom):
            return legal(body[len(bom) :].decode(name, "replace"))
    for name in _candidates(body, content_type):
        try:
            return legal(body.decode(name))
        except UnicodeDecodeError:
            continue
    return legal(body.decode(_declared(body, content_type) or "utf-8", "replace"))


def legal(text: str) -> str:
    """Text without NULs, controls and lone surrogates, which no store and no parser takes."""
    return text if text.isprintable() else ILLEGAL.sub("", text)


def _candidates(body: bytes, content_type: str) -> Iterator[str]:
    """Encodings to try, best first. Valid UTF-8 is believed against any declaration."""
    for pattern, name in BARE:
        if pattern.match(body):
            yield name
    declared = _declared(body, content_type)
    if declared and declared.startswith(("utf-7", "iso2022", "hz")):
        yield declared  # these look like ASCII, hence like UTF-8
    yield "utf-8"
    if declared:
        yield declared
    guess = chardet.detect(body[:SAMPLE])["encoding"]
    if guess and (name := _codec(guess)):
        yield name
    yield "cp1252"


def _declared(body: bytes, content_type: str) -> str:
    """What the header says, unless it is a server's default and the document knows better."""
    said = HEADER.search(content_type)
    header = _codec(said[1]) if said else ""
    wrote = PROLOG.match(body[:400])
    prolog = _codec(wrote[1].decode("ascii", "replace")) if wrote else ""
    wide = prolog.startswith(("utf-16", "utf-32"))  # it was read as single bytes: not so
    if wide or not prolog:
        return header
    return prolog if header in SERVER_DEFAULTS or not header else header


def _codec(name: str) -> str:
    """Python's name of a text encoding, or ""."""
    try:
        found = codecs.lookup(name)
        b"<".decode(found.name)  # LookupError for codecs such as rot13 and hex
    except (LookupError, ValueError):
        return ""
    return found.name
