"""What a text is before a parser sees it: a feed, a page, or a trap (pure)."""

from __future__ import annotations

import re

ENTITY = re.compile(r"<!ENTITY\s+(%\s+)?\S+\s+(SYSTEM\b|PUBLIC\b|\"[^\"]*\"|'[^']*')", re.I)
EXPANDED_CHARS = 5_000_000  # of all entities of a document, at the most
NESTED = re.compile(r"&(?!#|lt;|gt;|amp;|quot;|apos;)|%\w")
LEADING = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:\[.*?\]|[^>\[])*>|\s+)*", re.S | re.I)
ROOT = re.compile(r"<\s*([A-Za-z_][\w:.-]*)")
BEGINNING = re.compile(r"<\?xml\b|<rss\b|<feed\b|<rdf:RDF\b", re.I)
CHALLENGE = re.compile(
    r"captcha|cf-chl|challenge-platform|just a moment|are you (a )?(human|robot)|ddos|"
    r"enable javascript and cookies|access denied",
    re.I,
)
JUNK_CHARS = 4_000
TAG = re.compile(r"<(/?)[A-Za-z][^<>]*>")
DEEPEST = 2_000  # feedparser's time grows with the square of the depth
ELEMENT = re.compile(r"""<[A-Za-z][^<>"']{0,200}(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*){50,}""")
CROWDED = 50_000_000  # sum of the squares of the attributes of its elements: about a second
PREFIX = re.compile(r"""\bxmlns:([\w.-]{1,100})\s*=\s*["']([^"'<]{0,300})""")
PREFIXES = 200  # each costs time at every element
MOST = 300_000  # tags: some ten seconds


def without_junk(text: str) -> tuple[str, str]:
    """A feed below warnings that a server printed first, and a word on them."""
    if root_of(text) in ("html", "rss", "feed", "rdf:rdf"):
        return text, ""
    begins = BEGINNING.search(text, 0, JUNK_CHARS)
    if begins is None or begins.start() == 0:
        return text, ""
    return text[begins.start() :], "text before the document"


def root_of(text: str) -> str:
    """The name of a document's first element in lower case, or ""."""
    leading = LEADING.match(text)
    found = ROOT.match(text, leading.end() if leading else 0)
    return found[1].lower() if found else ""


def page_problem(text: str) -> str:
    """What a page in place of a feed is."""
    if CHALLENGE.search(text):
        return "a captcha or challenge page instead of a feed"
    return "an HTML page instead of a feed"


def danger_in(text: str) -> str:
    """Why a document is refused, or ""."""
    return _entities(text) or _crowd(text) or _depth(text)


def looks_like_feed(text: str) -> bool:
    """Whether a text has a root element, or one below what a server printed first."""
    return bool(root_of(text) or BEGINNING.search(text, 0, JUNK_CHARS))


def _entities(text: str) -> str:
    """Why a document's entity declarations are refused, or ""."""
    start = re.search(r"<\w", text)
    declared = ENTITY.findall(text, 0, start.start() if start else len(text))
    values = [value for _, value in declared]
    if any(value[0] not in "\"'" for value in values):
        return "refused: it declares an external entity"
    longest = max(map(len, values), default=0)
    if any(map(NESTED.search, values)) or longest * text.count("&") > EXPANDED_CHARS:
        return "refused: its entities could expand without bound"
    return ""


def _crowd(text: str) -> str:
    """Why a document's attributes and namespaces could not be read in good time, or ""."""
    attributes = (element[0].count("=") for element in ELEMENT.finditer(text))
    if sum(number * number for number in attributes) > CROWDED:
        return "refused: an element of it has very many attributes"
    if text.count("xmlns:") > PREFIXES and len(set(PREFIX.findall(text))) > PREFIXES:
        return f"refused: it declares more than {PREFIXES:,} namespaces"
    return ""


def _depth(text: str) -> str:
    """Why a document has too many elements to be read in good time, or too deep ones, or ""."""
    if text.count("<") < DEEPEST:
        return ""
    bare, depth = _outside_cdata(text), 0
    if bare.count("<") > MOST:
        return f"refused: more than {MOST:,} tags"
    for tag in TAG.finditer(bare):
        if tag[1]:
            depth = max(0, depth - 1)
        elif tag[0][-2] != "/":
            depth += 1
        if depth > DEEPEST:
            return f"refused: more than {DEEPEST:,} elements inside each other"
    return ""


def _outside_cdata(text: str) -> str:
    first, *rest = text.split("<![CDATA[")
    return first + "".join(part.partition("]]>")[2] for part in rest)
