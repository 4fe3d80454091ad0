"""What must hold of a parse whatever the bytes, and how documents are spoilt to try it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from feeds.model import Parsed, RawEntry
from feeds.parse import parse
from tests.bench.shared import shared
from tests.faults import documents

URL, LIMIT = "https://herald.example/feed.xml", 50
LARGEST = 200_000  # bytes of a document that is tried
CASES = Path(__file__).parents[1] / "cases" / "parse"
UNSTORABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
UNFIT = re.compile(rf"{UNSTORABLE.pattern}|<script\b[^<>]*>", re.I)
TYPES = ("", "text/xml; charset=windows-1256", "application/json", "text/html; charset=utf-16")
CONTROLS = ("\0", "\x1b", "\ufeff", "\u202e", "\ufffe", "\xa0", "\r", "\t", " ")
TOKENS = (*(CASES.parent / "fuzz" / "tokens.txt").read_text("utf-8").splitlines(), *CONTROLS)
CODINGS = ("utf-16", "cp1256", "utf-7")
Change = tuple[int, float, float, int]  # (kind, where, where else, which token or byte)


def seeds(ours_only: bool = False) -> list[bytes]:
    """Documents to start from: the cases, some of our own, and the malformed corpus if there."""
    own = [path.read_bytes() for path in sorted(CASES.glob("*.xml"))]
    own += [documents.rss(), documents.laughs(), documents.external(), documents.deep(50)]
    corpus = shared() / "corpus" / "malformed"
    found = [] if ours_only else sorted(path for path in corpus.rglob("*") if path.is_file())
    return [body for body in own + [path.read_bytes() for path in found] if len(body) < LARGEST]


def spoilt(body: bytes, changes: list[Change]) -> bytes:
    """A document after these changes, in their order."""
    for kind, where, other, which in changes:
        start, end = sorted((int(where * len(body)), int(other * len(body))))
        token = TOKENS[which % len(TOKENS)].encode()
        body = _spoilt(body, kind % 8, (start, end), token, which)[:LARGEST]
    return body


def _spoilt(body: bytes, kind: int, cut: tuple[int, int], token: bytes, which: int) -> bytes:
    before, inside, after = body[: cut[0]], body[cut[0] : cut[1]], body[cut[1] :]
    match kind:
        case 0:
            return before + token + inside + after
        case 1:
            return before + after
        case 2:
            return before + inside * 2 + after
        case 3:
            return before
        case 4:
            return before + bytes([which % 256]) + (inside + after)[1:]
        case 5:
            return before + token * (which % 3_000) + inside + after
        case 6:
            return before + token + after
        case _:
            return body.decode("utf-8", "replace").encode(CODINGS[which % 3], "replace")


def wrong_with(body: bytes, content_type: str = "") -> list[str]:
    """What a parse of these bytes does that it must not, in words; errors are let out."""
    parsed = parse(body, {"content-type": content_type}, URL, LIMIT)
    return list(_wrong(parsed))


def stumbles(body: bytes) -> str:
    """What parsing gave up over with an error of its own making, or ""."""
    problem = parse(body, {}, URL, LIMIT).problem
    return problem if problem.startswith("unreadable") else ""


def _wrong(parsed: Parsed) -> Iterator[str]:
    if len(parsed.entries) > LIMIT:
        yield f"{len(parsed.entries)} entries"
    keys = [entry.key for entry in parsed.entries]
    if len(set(keys)) < len(keys) or not all(keys):
        yield "keys that are empty or alike"
    for name in ("kind", "language", "channel_date_raw", "problem"):
        if UNSTORABLE.search(getattr(parsed, name)):
            yield f"unstorable {name}: {getattr(parsed, name)[:80]!r}"
    if UNFIT.search(parsed.title):
        yield f"unfit title: {parsed.title[:80]!r}"
    for entry in parsed.entries:
        yield from _wrong_entry(entry)


def _wrong_entry(entry: RawEntry) -> Iterator[str]:
    if entry.link and not entry.link.startswith(("http://", "https://")):
        yield f"link {entry.link[:80]!r}"
    if len(entry.title) > 500 or len(entry.summary) > 2_000 or len(entry.key) > 500:
        yield "an endless text"
    names = (entry.key, entry.guid, entry.link, entry.language)  # told apart by, never shown as is
    dates = (entry.published_raw, entry.updated_raw, entry.created_raw)
    for text in (*names, *dates):
        if UNSTORABLE.search(text):
            yield f"unstorable {text[:80]!r}"
    for text in (entry.title, entry.summary, entry.author, *entry.categories):
        if UNFIT.search(text):
            yield f"unfit text {text[:80]!r}"
